import type { Payout } from "./payout.ts";

/** What somebody else has yet to do about a payout, for which it is listed apart from all others. */
export type WaitingFor =
  /** The channel may not know of its last change. */
  | { readonly kind: "news" }
  /** Its uploader has neither scheduled nor cancelled it. */
  | { readonly kind: "draft"; readonly personId: string };

/**
 * What a payout waits for once it was changed. A draft that the channel was never shown is no news,
 * so that the sweep costs the same however many drafts there are; one that came back from a
 * schedule, or was cancelled then, is.
 */
export function waitsFor(
  { state, createdBy }: Pick<Payout, "state" | "createdBy">,
  { wasShown }: { readonly wasShown: boolean },
): WaitingFor | undefined {
  switch (state) {
    case "uploading":
    case "checking":
    case "invalid":
      return { kind: "draft", personId: createdBy.id };
    case "ready":
      return wasShown ? { kind: "news" } : { kind: "draft", personId: createdBy.id };
    case "cancelled":
      return wasShown ? { kind: "news" } : undefined;
    case "awaiting_approval":
    case "scheduled":
    case "distributing":
    case "paused":
    case "halted":
    case "completed":
      return { kind: "news" };
  }
}
