import { ChunkMissingError, type ChunkStore } from "../distribution/chunk-store.ts";
import type { LedgerEntry, PaymentState } from "../distribution/ledger.ts";
import type { ChunkTally, LedgerStore } from "../distribution/ledger-store.ts";
import type { Payout } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import { InvalidCursorError, type Page } from "../payout/payout-store.ts";
import type { Payment } from "../sheet/payment.ts";

/** At most this many chunks are read for one page, so that a rare state can't make it slow. */
export const MAX_CHUNKS_PER_PAGE = 10;
/** Of chunks without a payment of the user who is looked for, the ledger need not be read. */
export const MAX_CHUNKS_SEARCHED = 40;

/** A payment of a payout and what the ledger says of it; no entry means `pending`. */
export interface ListedPayment {
  readonly payment: Payment;
  readonly state: PaymentState;
  readonly entry?: LedgerEntry;
}

export interface ListPaymentsDeps {
  readonly chunks: Pick<ChunkStore, "read">;
  readonly ledger: Pick<LedgerStore, "readChunk" | "tallies">;
}

export interface ListPaymentsQuery {
  readonly state?: PaymentState;
  /** A user id or a part of one, in whatever letter case. */
  readonly user?: string;
  readonly cursor?: string;
  readonly limit: number;
}

interface Position {
  readonly chunk: number;
  /** How many payments of the chunk were looked at. */
  readonly offset: number;
}

/**
 * The payments of a payout in row order, or those in one state or of some user. A page may hold
 * fewer than `limit`, even none, and still have a cursor: it ends after
 * {@link MAX_CHUNKS_PER_PAGE} chunks, or {@link MAX_CHUNKS_SEARCHED} where the user is not found.
 * @throws {RefusedError} `not_started_yet`: the payments exist from the start of distribution on
 * @throws {InvalidCursorError} when the cursor is none of this payout's
 */
export async function listPayments(
  deps: ListPaymentsDeps,
  payout: Payout,
  query: ListPaymentsQuery,
): Promise<Page<ListedPayment>> {
  if (!("distribution" in payout)) {
    throw new RefusedError(
      "not_started_yet",
      `Payout ${payout.payoutId} is ${payout.state}: its payments can be listed once it is being paid.`,
    );
  }
  const { chunkCount } = payout.distribution;
  const mayHold = await chunkFilter(deps, payout.payoutId, query.state);
  const isWanted = userFilter(query.user);
  const items: ListedPayment[] = [];
  const work = { reads: 0, searched: 0 };
  let { chunk, offset } = readPosition(query.cursor, chunkCount);
  for (; chunk < chunkCount; chunk += 1, offset = 0) {
    if (!mayHold(chunk)) continue;
    if (work.reads === MAX_CHUNKS_PER_PAGE || work.searched === MAX_CHUNKS_SEARCHED) {
      return { items, cursor: writePosition({ chunk, offset: 0 }) };
    }
    work.searched += 1;
    const written = await readPayments(deps, payout.payoutId, chunk);
    if (!written.some(isWanted)) continue;
    work.reads += 1;
    const payments = await withEntries(deps, payout.payoutId, chunk, written);
    const found = [...payments.entries()].filter(
      ([index, each]) => index >= offset && isWanted(each.payment) && isIn(query.state, each),
    );
    const room = query.limit - items.length;
    items.push(...found.slice(0, room).map(([, payment]) => payment));
    const [next] = found[room] ?? [];
    if (next !== undefined) return { items, cursor: writePosition({ chunk, offset: next }) };
  }
  return { items };
}

function userFilter(user: string | undefined): (payment: Payment) => boolean {
  if (user === undefined) return () => true;
  const wanted = folded(user);
  return ({ userId }) => folded(userId).includes(wanted);
}

function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

function isIn(state: PaymentState | undefined, payment: ListedPayment): boolean {
  return state === undefined || payment.state === state;
}

/** Tells, from the tallies, which chunks can hold a payment in that state at all. */
async function chunkFilter(
  deps: ListPaymentsDeps,
  payoutId: string,
  state: PaymentState | undefined,
): Promise<(chunk: number) => boolean> {
  if (state === undefined) return () => true;
  const tallies = await deps.ledger.tallies(payoutId);
  const byChunk = new Map(tallies.map((tally) => [tally.chunk, tally]));
  return (chunk) => mayHoldState(byChunk.get(chunk), state);
}

function mayHoldState(tally: ChunkTally | undefined, state: PaymentState): boolean {
  if (tally === undefined) return state === "pending";
  switch (state) {
    case "pending":
    case "sending":
      return tally.status === "open";
    case "paid":
    case "rejected":
    case "unknown":
      return tally[state] > 0;
  }
}

async function withEntries(
  deps: ListPaymentsDeps,
  payoutId: string,
  chunk: number,
  payments: readonly Payment[],
): Promise<ListedPayment[]> {
  const entries = await deps.ledger.readChunk(payoutId, chunk);
  const byRow = new Map(entries.map((entry) => [entry.row, entry]));
  return payments.map((payment) => {
    const entry = byRow.get(payment.row);
    return entry === undefined
      ? { payment, state: "pending" }
      : { payment, state: entry.state, entry };
  });
}

/** A payout that halted while its sheet was being cut has chunks that were never written. */
async function readPayments(
  deps: ListPaymentsDeps,
  payoutId: string,
  chunk: number,
): Promise<readonly Payment[]> {
  try {
    return await deps.chunks.read(payoutId, chunk);
  } catch (error) {
    if (error instanceof ChunkMissingError) return [];
    throw error;
  }
}

function writePosition({ chunk, offset }: Position): string {
  return `${chunk}.${offset}`;
}

function readPosition(cursor: string | undefined, chunkCount: number): Position {
  if (cursor === undefined) return { chunk: 0, offset: 0 };
  const match = /^(\d{1,9})\.(\d{1,9})$/.exec(cursor);
  const position = { chunk: Number(match?.[1]), offset: Number(match?.[2]) };
  if (match === null || position.chunk >= chunkCount) throw new InvalidCursorError();
  return position;
}
