import { toEpochMs } from "../domain/clock.ts";
import type { Payout } from "../domain/payout/payout.ts";
import type { Role } from "../domain/payout/person.ts";

const MINUTE_MS = 60_000;

/**
 * Names the answer about a payout, as an `ETag`, without making it: whoever has the one of that name
 * needs no other. Undefined of a payout whose answer changes by itself, and within a minute of a change.
 * What else of it may change without a new revision, such as how far the channel is, is a minute late.
 */
export function tagOf(
  { state, revision, updatedAt }: Pick<Payout, "state" | "revision" | "updatedAt">,
  { roles, nowMs }: { readonly roles: readonly Role[]; readonly nowMs: number },
): string | undefined {
  const changesByItself = ["uploading", "checking", "distributing"].includes(state);
  if (changesByItself || nowMs - toEpochMs(updatedAt) < MINUTE_MS) return undefined;
  // Roles see more or less of it.
  const seenBy = roles.toSorted().join("+");
  return `W/"${revision}-${Math.floor(nowMs / MINUTE_MS)}-${seenBy}"`;
}

/** Whether a caller who sends this `If-None-Match` has the answer of that name. */
export function isKnown(tag: string | undefined, ifNoneMatch: string | undefined): boolean {
  if (tag === undefined || ifNoneMatch === undefined) return false;
  const known = ifNoneMatch.split(",").map((each) => each.trim());
  return known.includes(tag);
}
