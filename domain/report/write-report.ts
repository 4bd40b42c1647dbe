import { type Clock, type Instant, toInstant } from "../clock.ts";
import type { ChunkStore } from "../distribution/chunk-store.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import type { Counts, PayoutIn, PointsTotals } from "../payout/payout.ts";
import type { ResultRow, ResultStore } from "./result-store.ts";

export interface WriteReportDeps {
  readonly chunks: ChunkStore;
  readonly ledger: LedgerStore;
  readonly results: ResultStore;
  readonly clock: Clock;
}

/** A payment that was not paid, as the report names it. */
export interface Failure {
  readonly row: number;
  readonly userId: string;
  readonly points: number;
  readonly state: "rejected" | "unknown";
  readonly code: string;
  readonly detail?: string;
}

export interface WrittenReport {
  readonly counts: Counts;
  readonly points: PointsTotals;
  readonly resultKey: string;
  /** The first ones, in row order. */
  readonly failures: readonly Failure[];
  readonly finishedAt: Instant;
}

/** How many failures a report names; the result workbook has them all. */
export const NAMED_FAILURES = 10;
const DETAIL_LENGTH = 300;

/** Counts the whole ledger of a payout and writes its result workbook, in one pass. */
export async function writeReport(
  deps: WriteReportDeps,
  payout: PayoutIn<"distributing" | "completed">,
): Promise<WrittenReport> {
  const tally = createTally();
  const { resultKey } = await deps.results.write(payout, tally.count(resultRows(deps, payout)));
  return { ...tally.result(), resultKey, finishedAt: toInstant(deps.clock.nowMs()) };
}

async function* resultRows(
  { chunks, ledger }: WriteReportDeps,
  { payoutId, distribution }: PayoutIn<"distributing" | "completed">,
): AsyncGenerator<ResultRow> {
  for (let chunk = 0; chunk < distribution.chunkCount; chunk += 1) {
    const [payments, entries] = await Promise.all([
      chunks.read(payoutId, chunk),
      ledger.readChunk(payoutId, chunk),
    ]);
    const byRow = new Map(entries.map((entry) => [entry.row, entry]));
    for (const payment of payments) {
      const entry = byRow.get(payment.row);
      yield entry === undefined ? { payment } : { payment, entry };
    }
  }
}

function createTally() {
  const counts = { payments: 0, paid: 0, rejected: 0, unknown: 0, pending: 0 };
  const points = { total: 0, paid: 0 };
  const failures: Failure[] = [];

  const add = (row: ResultRow): void => {
    const state = row.entry?.state ?? "pending";
    counts.payments += 1;
    counts[state === "sending" ? "pending" : state] += 1;
    points.total += row.payment.points;
    if (state === "paid") points.paid += row.payment.points;
    const failure = failureOf(row);
    if (failure !== undefined && failures.length < NAMED_FAILURES) failures.push(failure);
  };
  return {
    async *count(rows: AsyncIterable<ResultRow>): AsyncGenerator<ResultRow> {
      for await (const row of rows) {
        add(row);
        yield row;
      }
    },
    result: () => ({ counts, points, failures }),
  };
}

function failureOf({ payment, entry }: ResultRow): Failure | undefined {
  if (entry?.state !== "rejected" && entry?.state !== "unknown") return undefined;
  const { row, userId, points } = payment;
  const failure = { row, userId, points, state: entry.state, code: entry.code ?? "no_reason" };
  if (entry.detail === undefined) return failure;
  return { ...failure, detail: entry.detail.slice(0, DETAIL_LENGTH) };
}
