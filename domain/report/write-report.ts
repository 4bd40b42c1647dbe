import { type Clock, type Instant, toInstant } from "../clock.ts";
import type { ChunkStore } from "../distribution/chunk-store.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import { type RetriedPayments, retriedPaymentsOf } from "../distribution/retried-payments.ts";
import type { Language } from "../language.ts";
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
import type { CheckStore } from "../payout/sheet-store.ts";
import { isPersonal } from "../payout/user-id-mask.ts";
import type { ResultRow, ResultStore } from "./result-store.ts";
import { createResultTally, NO_REASON } from "./result-tally.ts";

export interface WriteReportDeps {
  readonly payouts: Pick<PayoutStore, "get">;
  readonly chunks: ChunkStore;
  readonly ledger: LedgerStore;
  readonly results: ResultStore;
  readonly checks: Pick<CheckStore, "get">;
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
  readonly paidTwice?: PaidTwice | undefined;
  /** Some user ids look like e-mail addresses or telephone numbers. */
  readonly hasPersonalIds?: true | undefined;
  /** Absent when nothing was settled. */
  readonly paying?: PayingSpan | undefined;
}

/** How many failures a report names; the result workbook has them all. */
export const NAMED_FAILURES = 10;
const DETAIL_LENGTH = 300;
const CHUNKS_AHEAD = 4;

/** Counts the whole ledger of a payout and writes its result workbook, in one pass; in that language, if any. */
export async function writeReport(
  deps: WriteReportDeps,
  payout: PayoutIn<"distributing" | "completed">,
  language?: Language,
): Promise<WrittenReport> {
  const tally = createReportTally(retriedPaymentsOf(deps, payout));
  const rows = tally.count(resultRows(deps, payout));
  const { resultKey } = await deps.results.write(payout, rows, language);
  const { failed, ...result } = tally.result();
  const failures = await namedFailures(deps, payout, failed);
  return { ...result, failures, resultKey, finishedAt: toInstant(deps.clock.nowMs()) };
}

/** Of what a row says besides so much is named; the result workbook has all of it. */
const MOST_VALUES = 4;
const HEADER_LENGTH = 30;
const VALUE_LENGTH = 40;

type FailedRow = ResultRow & { readonly failure: Failure };

/** The failures, each with what its row says in columns that the sheet has beside user, points and reason. */
async function namedFailures(
  { checks }: WriteReportDeps,
  { sheet }: PayoutIn<"distributing" | "completed">,
  failed: readonly FailedRow[],
): Promise<readonly Failure[]> {
  const hasExtras = failed.some(({ payment }) => payment.extras !== undefined);
  const headers = hasExtras ? (await checks.get(sheet))?.headers?.extras : undefined;
  const columns = Object.entries(headers ?? {}).slice(0, MOST_VALUES);
  return failed.map(({ failure, payment: { extras = {} } }) => {
    const values = columns.flatMap(([name, header]) => {
      const value = extras[name];
      return value === undefined
        ? []
        : [[header.slice(0, HEADER_LENGTH), value.slice(0, VALUE_LENGTH)]];
    });
    return values.length === 0 ? failure : { ...failure, values: Object.fromEntries(values) };
  });
}

/** Reads ahead, so that writing does not wait for every single chunk. */
async function* resultRows(
  deps: WriteReportDeps,
  { payoutId, distribution }: PayoutIn<"distributing" | "completed">,
): AsyncGenerator<ResultRow> {
  const ahead: Promise<readonly ResultRow[]>[] = [];
  let next = 0;
  const readNext = () => {
    if (next === distribution.chunkCount) return;
    const rows = readChunk(deps, payoutId, next);
    // Thrown when the chunk is awaited; without a handler until then it would end the process.
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
  return payments.map((payment) => ({ payment, entry: byRow.get(payment.row) }));
}

/** Counts the rows as they pass, and keeps the first that were not paid, or were paid twice. */
function createReportTally(retried: RetriedPayments | undefined) {
  const tally = createResultTally();
  const failed: FailedRow[] = [];
  let hasPersonalIds = false;
  const paidTwice = { count: 0, rows: [] as number[] };

  const addIfPaidTwice = async ({ payment, entry }: ResultRow): Promise<void> => {
    if (entry?.state !== "paid" || (await retried?.isPaid(payment)) !== true) return;
    paidTwice.count += 1;
    if (paidTwice.rows.length < NAMED_FAILURES) paidTwice.rows.push(payment.row);
  };
  return {
    async *count(rows: AsyncIterable<ResultRow>): AsyncGenerator<ResultRow> {
      for await (const row of rows) {
        tally.add(row);
        hasPersonalIds ||= isPersonal(row.payment.userId);
        const failure = failed.length < NAMED_FAILURES ? failureOf(row) : undefined;
        if (failure !== undefined) failed.push({ ...row, failure });
        await addIfPaidTwice(row);
        yield row;
      }
    },
    result() {
      const { counts, points, reasons, paying } = tally.totals();
      return {
        counts,
        points,
        failed,
        reasons,
        ...optional("hasPersonalIds", hasPersonalIds || undefined),
        ...optional("paidTwice", paidTwice.count === 0 ? undefined : paidTwice),
        ...optional("paying", paying),
      };
    },
  };
}

function failureOf({ payment, entry }: ResultRow): Failure | undefined {
  if (entry?.state !== "rejected" && entry?.state !== "unknown") return undefined;
  const { row, userId, points } = payment;
  const { state, code = NO_REASON, detail } = entry;
  return { row, userId, points, state, code, detail: detail?.slice(0, DETAIL_LENGTH) };
}
