import type { Clock } from "../clock.ts";
import { ChunkMissingError, type ChunkStore } from "../distribution/chunk-store.ts";
import { type LedgerEntry, type PaymentState, paymentOf } from "../distribution/ledger.ts";
import type { ChunkTally, LedgerStore } from "../distribution/ledger-store.ts";
import { waitsForSecond } from "../distribution/second-person.ts";
import { readPosition, writePosition } from "../payout/part-position.ts";
import type { Payout } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { Page } from "../payout/payout-store.ts";
import { assertPaymentsKept } from "../payout/retention.ts";
import { normalizeForSearch } from "../payout/search-payouts.ts";
import type { Payment } from "../sheet/payment.ts";

/** At most this many chunks are read for one page, so that a rare state can't make it slow. */
export const MAX_CHUNKS_PER_PAGE = 10;
/** In a search for a user, more: the ledger is read only for chunks with one of their payments. */
export const MAX_CHUNKS_SEARCHED = 40;
/** Chunks read at once, at most: each holds one of a payout's partitions busy. */
const MOST_AT_ONCE = 8;

/** A payment of a payout and what the ledger says of it; no entry means `pending`. */
export interface ListedPayment {
  readonly payment: Payment;
  readonly state: PaymentState;
  readonly entry?: LedgerEntry | undefined;
}

export interface ListPaymentsDeps {
  readonly chunks: Pick<ChunkStore, "read">;
  readonly ledger: Pick<LedgerStore, "readChunk" | "tallies">;
  readonly clock: Pick<Clock, "nowMs">;
}

export interface ListPaymentsQuery {
  readonly state?: PaymentState | undefined;
  /** Only those that wait for a second person to settle them. */
  readonly proposed?: true | undefined;
  /** A user id or a part of one, in whatever letter case. */
  readonly user?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * The payments of a payout in row order, or those in one state or of some user. A page may hold
 * fewer than `limit`, even none, and still have a cursor: it ends after
 * {@link MAX_CHUNKS_PER_PAGE} chunks, or {@link MAX_CHUNKS_SEARCHED} where the user is not found.
 * @throws {RefusedError} `not_started_yet`: the payments exist from the start of distribution on;
 *   `payments_deleted`: and until the end of their retention period
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
  assertPaymentsKept(payout, deps.clock.nowMs());
  const { payoutId, distribution } = payout;
  const position = readPosition(query.cursor, distribution.chunkCount);
  const mayHold = await chunkFilter(deps, payoutId, query);
  const isWanted = userFilter(query.user);
  let left = chunksFrom(position.part, distribution.chunkCount).filter(mayHold);
  const items: ListedPayment[] = [];
  const work = { reads: 0, searched: 0 };
  // Each batch of chunks is twice the one before: a rare state needs many at once, a common one
  // few.
  for (let round = 1; left.length > 0; round = Math.min(2 * round, MOST_AT_ONCE)) {
    const room = Math.min(MAX_CHUNKS_PER_PAGE - work.reads, MAX_CHUNKS_SEARCHED - work.searched);
    if (room === 0) return { items, cursor: cursorAt(left) };
    const chunks = left.slice(0, Math.min(round, room));
    left = left.slice(chunks.length);
    work.searched += chunks.length;
    for (const { chunk, payments } of await readRound(deps, payoutId, chunks, isWanted)) {
      work.reads += 1;
      const offset = chunk === position.part ? position.offset : 0;
      const found = [...payments.entries()].filter(
        ([index, each]) => index >= offset && isWanted(each.payment) && isIn(query, each),
      );
      const free = query.limit - items.length;
      items.push(...found.slice(0, free).map(([, payment]) => payment));
      const [next] = found[free] ?? [];
      if (next !== undefined)
        return { items, cursor: writePosition({ part: chunk, offset: next }) };
    }
  }
  return { items };
}

function chunksFrom(first: number, chunkCount: number): number[] {
  return Array.from({ length: chunkCount - first }, (_, index) => first + index);
}

function cursorAt([chunk]: readonly number[]): string | undefined {
  return chunk === undefined ? undefined : writePosition({ part: chunk, offset: 0 });
}

interface ReadChunk {
  readonly chunk: number;
  readonly payments: readonly ListedPayment[];
}

/** Reads chunks concurrently; the ledger of those without a wanted payment is not read. */
async function readRound(
  deps: ListPaymentsDeps,
  payoutId: string,
  chunks: readonly number[],
  isWanted: (payment: Payment) => boolean,
): Promise<readonly ReadChunk[]> {
  const read = await Promise.all(
    chunks.map(async (chunk) => {
      const written = await readPayments(deps, payoutId, chunk);
      if (written?.some(isWanted) === false) return [];
      const entries = await deps.ledger.readChunk(payoutId, chunk);
      return [{ chunk, payments: withEntries(written ?? entries.map(paymentOf), entries) }];
    }),
  );
  return read.flat();
}

function userFilter(user: string | undefined): (payment: Payment) => boolean {
  if (user === undefined) return () => true;
  const wanted = normalizeForSearch(user);
  return ({ userId }) => normalizeForSearch(userId).includes(wanted);
}

function isIn({ state, proposed }: ListPaymentsQuery, payment: ListedPayment): boolean {
  if (state !== undefined && payment.state !== state) return false;
  return proposed !== true || (payment.entry !== undefined && waitsForSecond(payment.entry));
}

/** Which chunks can hold such a payment at all, by the tallies. */
async function chunkFilter(
  deps: ListPaymentsDeps,
  payoutId: string,
  { state, proposed }: ListPaymentsQuery,
): Promise<(chunk: number) => boolean> {
  if (state === undefined && proposed === undefined) return () => true;
  const tallies = await deps.ledger.tallies(payoutId);
  const byChunk = new Map(tallies.map((tally) => [tally.chunk, tally]));
  return (chunk) => {
    const tally = byChunk.get(chunk);
    if (proposed === true && tally?.proposed === undefined) return false;
    return state === undefined || mayHoldState(tally, state);
  };
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
    case "accepted":
    case "withdrawn":
      return tally[state] > 0;
  }
}

function withEntries(
  payments: readonly Payment[],
  entries: readonly LedgerEntry[],
): ListedPayment[] {
  const byRow = new Map(entries.map((entry) => [entry.row, entry]));
  return payments.map((payment) => {
    const entry = byRow.get(payment.row);
    return { payment, state: entry?.state ?? "pending", entry };
  });
}

/**
 * Undefined when the chunk was deleted, as files are before the ledger is: its entries are all that
 * is known then. A payout that halted while its sheet was being cut has chunks never written, and no
 * entry of them.
 */
async function readPayments(
  deps: ListPaymentsDeps,
  payoutId: string,
  chunk: number,
): Promise<readonly Payment[] | undefined> {
  try {
    return await deps.chunks.read(payoutId, chunk);
  } catch (error) {
    if (error instanceof ChunkMissingError) return undefined;
    throw error;
  }
}
