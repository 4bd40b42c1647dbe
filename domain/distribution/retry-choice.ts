import type { PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { Person } from "../payout/person.ts";
import { entriesOf, firstOf, MOST_CHOSEN } from "./chosen-entries.ts";
import { findHolder, type HolderDeps } from "./derived-payout.ts";
import { type LedgerEntry, PAID_BY_ORIGINAL } from "./ledger.ts";
import type { ChunkTally, LedgerStore } from "./ledger-store.ts";

type RetryChoiceDeps = HolderDeps & {
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk">;
};

/**
 * The rejected and the withdrawn payments that a retry is to pay, in row order: all of `rows`, or every one that is
 * free, up to {@link MOST_CHOSEN}.
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
  for await (const entry of unpaidEntries(deps, payoutId)) {
    if (wanted?.has(entry.row) === false) continue;
    if (!(await isTaken(entry))) chosen.push(entry);
    else if (wanted !== undefined) throw alreadyRetried(entry);
    else handed ??= entry;
    wanted?.delete(entry.row);
    if (wanted?.size === 0 || chosen.length === MOST_CHOSEN) break;
  }
  if (wanted !== undefined && wanted.size > 0) throw notRejected(wanted);
  if (chosen.length > 0) return chosen;
  if (handed !== undefined) throw alreadyRetried(handed);
  throw new RefusedError("nothing_to_retry", `No payment of payout ${payoutId} was rejected.`);
}

async function* unpaidEntries(
  { ledger }: RetryChoiceDeps,
  payoutId: string,
): AsyncGenerator<LedgerEntry> {
  const mayHave = ({ rejected, withdrawn }: ChunkTally) => rejected + withdrawn > 0;
  for await (const entry of entriesOf(ledger, payoutId, mayHave)) {
    if (isUnpaid(entry)) yield entry;
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
    const isTaken =
      known.get(retriedBy) ?? (await findHolder(deps, retriedBy, person)) !== undefined;
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
  return new RefusedError(
    "payment_not_rejected",
    `No payment was rejected in row ${firstOf(rows)}: only rejected payments are paid again.`,
  );
}
