import type { Payout, PayoutIn } from "./payout.ts";

/** What somebody has yet to do about a payout, for which it is listed apart from all others. */
export type WaitingFor =
  /** The channel may not know of its last change. */
  | "news"
  /** Nobody pays it, and people are to settle what is unknown of it, if anything is. */
  | "unsettled";

/**
 * What a payout waits for once it was changed. A draft that the channel was never shown is no news,
 * so that the sweep costs the same however many drafts there are; one that came back from a
 * schedule, or was cancelled then, is.
 */
export function waitsFor(
  { state }: Pick<Payout, "state">,
  { wasShown }: { readonly wasShown: boolean },
): WaitingFor | undefined {
  switch (state) {
    case "uploading":
    case "checking":
    case "invalid":
      return undefined;
    case "ready":
    case "cancelled":
      return wasShown ? "news" : undefined;
    case "awaiting_approval":
    case "scheduled":
    case "distributing":
    case "paused":
    case "halted":
    case "completed":
      return "news";
  }
}

/** What it waits for once the channel knows of its last change. */
export function waitsForOnceTold(payout: Payout): WaitingFor | undefined {
  return mayHaveUnknowns(payout) ? "unsettled" : undefined;
}

/** Whether payments of it may wait for a person, and nothing else finds out what became of them. */
export function mayHaveUnknowns(payout: Payout): payout is PayoutIn<"halted" | "completed"> {
  if (payout.state === "halted") return true;
  return payout.state === "completed" && payout.report.counts.unknown > 0;
}
