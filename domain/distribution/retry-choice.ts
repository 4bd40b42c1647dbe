import { type Clock, toEpochMs } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Person, personActor } from "../payout/person.ts";
import { updateIfThere } from "../payout/update-payout.ts";
import { type LedgerEntry, PAID_BY_ORIGINAL } from "./ledger.ts";
import type { LedgerStore } from "./ledger-store.ts";

type RetryChoiceDeps = RetryHolderDeps & {
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk">;
};

/** As many as one request can mark before it times out; asking again takes the next ones. */
const MAX_RETRIED = 10_000;
/** Chunks read at once. */
const READ_CONCURRENCY = 8;
const NAMED_ROWS = 10;

/**
 * The rejected and the withdrawn payments that a retry is to pay, in row order: all of `rows`, or every one that is
 * free, up to {@link MAX_RETRIED}.
 * @throws {RefusedError} `payment_not_rejected`, `already_retried`, `nothing_to_retry`
 */
export async function chooseRetries(
  deps: RetryChoiceDeps,
  { payoutId }: PayoutIn<"completed" | "halted">,
  rows: readonly number[] | undefined,
  person: Person,
): Promise<readonly LedgerEntry[]> {
  const isTaken = createRetryLook(deps, person);
  const wanted = rows === undefined ? undefined : new Set(rows);
  const chosen: LedgerEntry[] = [];
  let handed: LedgerEntry | undefined;
  for await (const entry of rejectedEntries(deps, payoutId)) {
    if (wanted?.has(entry.row) === false) continue;
    if (!(await isTaken(entry))) chosen.push(entry);
    else if (wanted !== undefined) throw alreadyRetried(entry);
    else handed ??= entry;
    wanted?.delete(entry.row);
    if (wanted?.size === 0 || chosen.length === MAX_RETRIED) break;
  }
  if (wanted !== undefined && wanted.size > 0) throw notRejected(wanted);
  if (chosen.length > 0) return chosen;
  if (handed !== undefined) throw alreadyRetried(handed);
  throw new RefusedError("nothing_to_retry", `No payment of payout ${payoutId} was rejected.`);
}

async function* rejectedEntries(
  { ledger }: RetryChoiceDeps,
  payoutId: string,
): AsyncGenerator<LedgerEntry> {
  const tallies = await ledger.tallies(payoutId);
  const withUnpaid = tallies.filter(({ rejected, withdrawn }) => rejected + withdrawn > 0);
  const chunks = withUnpaid.map(({ chunk }) => chunk);
  chunks.sort((a, b) => a - b);
  for (let from = 0; from < chunks.length; from += READ_CONCURRENCY) {
    const batch = chunks.slice(from, from + READ_CONCURRENCY);
    const read = await Promise.all(batch.map((chunk) => ledger.readChunk(payoutId, chunk)));
    yield* read.flat().filter(isUnpaid);
  }
}

/**
 * What the payout that this one repeats has paid is not to be paid again, either, nor what nobody
 * knows the user of any more.
 */
function isUnpaid({ state, code, erasedAt }: LedgerEntry): boolean {
  if (erasedAt !== undefined) return false;
  return state === "withdrawn" || (state === "rejected" && code !== PAID_BY_ORIGINAL);
}

/** Looks at each payout that entries name once. */
function createRetryLook(
  deps: RetryChoiceDeps,
  person: Person,
): (entry: LedgerEntry) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async ({ retriedBy }) => {
    if (retriedBy === undefined) return false;
    const isTaken = known.get(retriedBy) ?? (await canStillPay(deps, retriedBy, person));
    known.set(retriedBy, isTaken);
    return isTaken;
  };
}

function alreadyRetried({ row, retriedBy }: LedgerEntry): RefusedError {
  return new RefusedError(
    "already_retried",
    `Row ${row} is paid again by payout ${retriedBy} already.`,
    { otherPayoutId: retriedBy },
  );
}

function notRejected(rows: ReadonlySet<number>): RefusedError {
  const named = [...rows].slice(0, NAMED_ROWS).join(", ");
  const more = rows.size > NAMED_ROWS ? ` and ${rows.size - NAMED_ROWS} more` : "";
  return new RefusedError(
    "payment_not_rejected",
    `No payment was rejected in row ${named}${more}: only rejected payments are paid again.`,
  );
}

interface RetryHolderDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Longer than a request may take: a retry that has no sheet after that was abandoned. */
const HALF_MADE_AFTER_MS = 60_000;

/**
 * Whether the payout that an entry names can still pay it. One that was left without a sheet is
 * cancelled here, so that it can't get one any more.
 */
async function canStillPay(
  deps: RetryHolderDeps,
  payoutId: string,
  person: Person,
): Promise<boolean> {
  const holder = await deps.payouts.get(payoutId);
  if (holder === undefined) return true;
  if (isEnded(holder)) return false;
  if (holder.state !== "uploading") return true;
  if (deps.clock.nowMs() - toEpochMs(holder.createdAt) < HALF_MADE_AFTER_MS) return true;
  return !(await abandonRetry(deps, payoutId, person));
}

/**
 * Cancels a retry that has no sheet yet. True when it can never pay, as it ended now or before;
 * false when it got its sheet first.
 */
export async function abandonRetry(
  deps: RetryHolderDeps,
  payoutId: string,
  person: Person,
): Promise<boolean> {
  const updated = await updateIfThere(deps, payoutId, (retry) => {
    if (retry.state !== "uploading") return undefined;
    const cause = {
      by: personActor(person),
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
      why: "It was left half-made, without its sheet.",
    };
    return changePayout("cancelled", retry, {}, cause);
  });
  return updated !== undefined && isEnded(updated.after);
}

/** Neither state leads to one that pays. */
function isEnded({ state }: Payout): boolean {
  return state === "cancelled" || state === "invalid";
}
