import { type Clock, type Instant, toInstant } from "../clock.ts";
import type { ChunkStore } from "../distribution/chunk-store.ts";
import type { LedgerEntry } from "../distribution/ledger.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import { type RetriedPayments, retriedPaymentsOf } from "../distribution/retried-payments.ts";
import { optional } from "../optional.ts";
import type {
  Counts,
  Failure,
  PaidTwice,
  PayingSpan,
  PayoutIn,
  PointsTotals,
  ReasonCount,
} from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { ResultRow, ResultStore } from "./result-store.ts";

export type { Failure } from "../payout/payout.ts";

export interface WriteReportDeps {
  readonly payouts: Pick<PayoutStore, "get">;
  readonly chunks: ChunkStore;
  readonly ledger: LedgerStore;
  readonly results: ResultStore;
  readonly clock: Clock;
}

export interface WrittenReport {
  readonly counts: Counts;
  readonly points: PointsTotals;
  readonly resultKey: string;
  /** The first ones, in row order. */
  readonly failures: readonly Failure[];
  /** Why payments were not paid, the most frequent first. */
  readonly reasons: readonly ReasonCount[];
  readonly finishedAt: Instant;
  /** What the payout that this one repeats had paid as well; absent when there is none. */
  readonly paidTwice?: PaidTwice;
  /** Absent when nothing was settled. */
  readonly paying?: PayingSpan;
}

/** How many failures a report names; the result workbook has them all. */
export const NAMED_FAILURES = 10;
const DETAIL_LENGTH = 300;
/** How many reasons it counts; codes come from the points API and could be as many as payments. */
const COUNTED_REASONS = 100;

const CHUNKS_AHEAD = 4;

/** Counts the whole ledger of a payout and writes its result workbook, in one pass. */
export async function writeReport(
  deps: WriteReportDeps,
  payout: PayoutIn<"distributing" | "completed">,
): Promise<WrittenReport> {
  const tally = createTally(retriedPaymentsOf(deps, payout));
  const { resultKey } = await deps.results.write(payout, tally.count(resultRows(deps, payout)));
  return { ...tally.result(), resultKey, finishedAt: toInstant(deps.clock.nowMs()) };
}

/** Reads ahead, so that writing does not wait for each chunk in turn. */
async function* resultRows(
  deps: WriteReportDeps,
  { payoutId, distribution }: PayoutIn<"distributing" | "completed">,
): AsyncGenerator<ResultRow> {
  const ahead: Promise<readonly ResultRow[]>[] = [];
  let next = 0;
  const readNext = () => {
    if (next === distribution.chunkCount) return;
    const rows = readChunk(deps, payoutId, next);
    // Told when its turn comes; unheard until then, it would end the process.
    rows.catch(() => {});
    ahead.push(rows);
    next += 1;
  };
  for (let chunk = 0; chunk < CHUNKS_AHEAD; chunk += 1) readNext();
  for (let rows = ahead.shift(); rows !== undefined; rows = ahead.shift()) {
    const read = await rows;
    readNext();
    yield* read;
  }
}

async function readChunk(
  { chunks, ledger }: WriteReportDeps,
  payoutId: string,
  chunk: number,
): Promise<readonly ResultRow[]> {
  const [payments, entries] = await Promise.all([
    chunks.read(payoutId, chunk),
    ledger.readChunk(payoutId, chunk),
  ]);
  const byRow = new Map(entries.map((entry) => [entry.row, entry]));
  return payments.map((payment) => {
    const entry = byRow.get(payment.row);
    return entry === undefined ? { payment } : { payment, entry };
  });
}

function createTally(retried: RetriedPayments | undefined) {
  const counts = { payments: 0, paid: 0, rejected: 0, unknown: 0, pending: 0 };
  const points = { total: 0, paid: 0 };
  const failures: Failure[] = [];
  const reasons = new Map<string, ReasonCount>();
  const paidTwice = { count: 0, rows: [] as number[] };
  let paying: PayingSpan | undefined;

  const addIfPaidTwice = async ({ payment, entry }: ResultRow): Promise<void> => {
    if (entry?.state !== "paid" || (await retried?.isPaid(payment)) !== true) return;
    paidTwice.count += 1;
    if (paidTwice.rows.length < NAMED_FAILURES) paidTwice.rows.push(payment.row);
  };
  const add = (row: ResultRow): void => {
    const state = row.entry?.state ?? "pending";
    paying = stretched(paying, row.entry);
    counts.payments += 1;
    counts[state === "sending" ? "pending" : state] += 1;
    points.total += row.payment.points;
    if (state === "paid") points.paid += row.payment.points;
    const failure = failureOf(row);
    if (failure === undefined) return;
    if (failures.length < NAMED_FAILURES) failures.push(failure);
    const { code } = failure;
    const reason = `${failure.state} ${code}`;
    const known = reasons.get(reason);
    if (known === undefined && reasons.size === COUNTED_REASONS) return;
    reasons.set(reason, { state: failure.state, code, count: (known?.count ?? 0) + 1 });
  };
  return {
    async *count(rows: AsyncIterable<ResultRow>): AsyncGenerator<ResultRow> {
      for await (const row of rows) {
        add(row);
        await addIfPaidTwice(row);
        yield row;
      }
    },
    result: () => ({
      counts,
      points,
      failures,
      reasons: mostFrequentFirst(reasons),
      ...optional("paidTwice", paidTwice.count === 0 ? undefined : paidTwice),
      ...optional("paying", paying),
    }),
  };
}

function stretched(span: PayingSpan | undefined, entry: LedgerEntry | undefined) {
  if (entry?.settledAt === undefined) return span;
  const { claimedAt: from, settledAt: until } = entry;
  if (span === undefined) return { from, until };
  const isFirst = from < span.from;
  const isLast = until > span.until;
  return { from: isFirst ? from : span.from, until: isLast ? until : span.until };
}

function mostFrequentFirst(reasons: ReadonlyMap<string, ReasonCount>): ReasonCount[] {
  return [...reasons.values()].sort((one, other) => other.count - one.count);
}

function failureOf({ payment, entry }: ResultRow): Failure | undefined {
  if (entry?.state !== "rejected" && entry?.state !== "unknown") return undefined;
  const { row, userId, points } = payment;
  const failure = { row, userId, points, state: entry.state, code: entry.code ?? "no_reason" };
  if (entry.detail === undefined) return failure;
  return { ...failure, detail: entry.detail.slice(0, DETAIL_LENGTH) };
}
