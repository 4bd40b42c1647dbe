import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { Invariants } from "./invariants.ts";
import { snapshotOf } from "./snapshot.ts";
import type { StoredEntry, StoredTally } from "./world-ledger.ts";
import type { Change, Writer } from "./world-table.ts";

type InvariantContext = Pick<Invariants, "violate">;

/** What may become of an entry of the ledger: the invariants's own table, beside the conditions of the store. */
export function checkEntry(
  { violate }: InvariantContext,
  before: StoredEntry | undefined,
  after: StoredEntry,
  settlesUnder: number | undefined,
): void {
  const isRight =
    before === undefined
      ? after.state === "sending" || after.state === "withdrawn"
      : mayBecome(before, after, settlesUnder ?? after.fence);
  if (isRight) return;
  const told = [before, after].map((one) => `${one?.state ?? "nothing"} under ${one?.fence}`);
  violate("an entry changes as it may", `row ${after.row}: ${told.join(" → ")}`);
}

function mayBecome(before: StoredEntry, after: StoredEntry, settlesUnder: number): boolean {
  const isSameClaim = before.fence === after.fence && before.claimToken === after.claimToken;
  switch (`${before.state} → ${after.state}`) {
    case "sending → sending":
      // How often it was tried is written down; the request may come twice.
      if (isSameClaim) return after.claims === before.claims && after.tries >= before.tries;
      return after.fence > before.fence && after.claims === before.claims + 1;
    // Given back by a worker that is not newer, to a claim that is a new one.
    case "released → sending":
    case "released → withdrawn":
      return after.fence >= before.fence && after.claimToken !== before.claimToken;
    case "sending → released":
      return isSameClaim;
    case "sending → rejected":
    case "sending → unknown":
    case "sending → accepted":
    case "sending → withdrawn":
    case "accepted → rejected":
    case "accepted → unknown":
      return isSameClaim && settlesUnder >= before.fence;
    // Proof, whoever brings it; or a person's word.
    case "sending → paid":
    case "released → paid":
    case "rejected → paid":
    case "unknown → paid":
    case "accepted → paid":
    case "withdrawn → paid":
      return isSameClaim;
    // Somebody proposed to settle it, or took that back.
    case "unknown → unknown":
      return isSameClaim && !isDeepStrictEqual(before.proposed, after.proposed);
    case "unknown → rejected":
      return isSameClaim && after.code === "resolved_not_paid";
    case "rejected → rejected":
    case "withdrawn → withdrawn":
      return isSameClaim && after.retriedBy !== before.retriedBy;
    case "paid → paid":
      return isSameClaim && after.reversedBy !== before.reversedBy;
    default:
      return false;
  }
}

/** A chunk is closed once, with counts that stay, and never after one of its payments changed. */
export function checkTally(
  { violate }: InvariantContext,
  before: StoredTally | undefined,
  after: StoredTally,
): void {
  const isOver = before?.reopened === true;
  const isRight = isOver
    ? after.reopened && after.status === "open"
    : before?.status !== "closed" || after.reopened || isDeepStrictEqual(before, after);
  if (!isRight) violate("a chunk changes as it may", JSON.stringify({ before, after }));
}

const leaseSchema = z.object({
  owner: z.string(),
  fence: z.int(),
  expiresAtMs: z.int(),
  acquisition: z.string(),
});
export type StoredLease = z.output<typeof leaseSchema>;

/** What may become of a lease, in the same way. */
export function createLeaseInvariants({ violate }: InvariantContext) {
  const leases = new Map<string, StoredLease>();

  function isRight(before: StoredLease | undefined, after: StoredLease, by: Writer): boolean {
    if (before?.acquisition === after.acquisition) {
      // Prolonged or given up, by who holds it.
      const isHolder = by.lease?.fence === before.fence && before.fence === after.fence;
      const isLonger = after.expiresAtMs >= before.expiresAtMs;
      return isHolder && before.expiresAtMs > 0 && (isLonger || after.expiresAtMs === 0);
    }
    if (before === undefined) return after.fence === 1;
    const isFree = before.expiresAtMs <= (by.askedAtMs ?? 0) || before.owner === after.owner;
    return isFree && after.fence === before.fence + 1;
  }

  return {
    changes(key: string, { after: item, writer }: Change): void {
      const before = leases.get(key);
      const after = leaseSchema.parse(item);
      if (writer !== undefined && !isRight(before, after, writer)) {
        const told = `${JSON.stringify(before)} → ${JSON.stringify(after)}`;
        violate("a lease changes as it may", told);
      }
      leases.set(key, after);
    },
    get: (key: string) => leases.get(key),
    snapshot: () => snapshotOf(leases),
  };
}
