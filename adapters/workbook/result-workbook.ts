import { tmpdir } from "node:os";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import ExcelJS from "exceljs";
import type { PaymentState } from "../../domain/distribution/ledger.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import {
  type Language,
  type ResultLine,
  type ResultTotals,
  resultLine,
  summaryLines,
  wallClockOf,
} from "../../domain/report/result-workbook-layout.ts";
import { spoolLines } from "./line-spool.ts";
import { writePaymentsSheet, writeSummarySheet } from "./result-sheets.ts";

export interface ResultWorkbookOptions {
  readonly language: Language;
  /** IANA zone of the times in it. */
  readonly timeZone: string;
  /** Where the rows are kept until all are known; removed afterwards. */
  readonly temporaryDirectory?: string;
}

/**
 * Writes the result workbook (.xlsx) to `output` and ends it. Memory stays flat: rows wait on disk,
 * and are written as fast as `output` takes them. When anything fails, `output` is destroyed with
 * that error, so that no half workbook passes for a whole one, and the error is thrown.
 */
export async function writeResultWorkbook(
  payout: Payout,
  rows: AsyncIterable<ResultRow>,
  output: Writable,
  options: ResultWorkbookOptions,
): Promise<void> {
  const ended = finished(output, { readable: false });
  const broken = new AbortController();
  ended.catch((error: unknown) => broken.abort(error));
  try {
    const counter = createCounter();
    const lines = counter.count(toLines(rows, options));
    const spool = await spoolLines(lines, options.temporaryDirectory ?? tmpdir());
    try {
      const writing = writeSheets(payout, counter.totals(), spool.lines, output, {
        ...options,
        signal: broken.signal,
      });
      await Promise.all([ended, writing]);
    } finally {
      await spool.remove();
    }
  } catch (error) {
    const cause = broken.signal.aborted ? broken.signal.reason : error;
    output.destroy(cause instanceof Error ? cause : new Error(String(cause)));
    throw cause;
  }
}

async function* toLines(
  rows: AsyncIterable<ResultRow>,
  { language, timeZone }: ResultWorkbookOptions,
): AsyncGenerator<ResultLine> {
  const wallTime = wallClockOf(timeZone);
  for await (const row of rows) yield resultLine(row, language, wallTime);
}

async function writeSheets(
  payout: Payout,
  totals: ResultTotals,
  lines: () => AsyncIterable<ResultLine>,
  output: Writable,
  options: ResultWorkbookOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: output,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = "Paysheet";
  workbook.lastModifiedBy = "Paysheet";
  writeSummarySheet(workbook, summaryLines(payout, totals, options), options.language);
  await writePaymentsSheet(workbook, "failed", only("rejected", lines()), options);
  if (totals.counts.unknown > 0) {
    await writePaymentsSheet(workbook, "unknown", only("unknown", lines()), options);
  }
  await writePaymentsSheet(workbook, "all", lines(), options);
  await workbook.commit();
}

async function* only(
  state: PaymentState,
  lines: AsyncIterable<ResultLine>,
): AsyncGenerator<ResultLine> {
  for await (const line of lines) if (line.state === state) yield line;
}

function createCounter() {
  const counts = { payments: 0, paid: 0, rejected: 0, unknown: 0, pending: 0 };
  const points = { total: 0, paid: 0 };
  let lastSettledAt: number | undefined;
  const add = ({ state, points: worth, time }: ResultLine): void => {
    counts.payments += 1;
    counts[state === "sending" ? "pending" : state] += 1;
    points.total += worth;
    if (state === "paid") points.paid += worth;
    if (time !== undefined) lastSettledAt = Math.max(lastSettledAt ?? time, time);
  };
  return {
    async *count(lines: AsyncIterable<ResultLine>): AsyncGenerator<ResultLine> {
      for await (const line of lines) {
        add(line);
        yield line;
      }
    },
    totals: (): ResultTotals => ({
      counts,
      points,
      ...(lastSettledAt === undefined ? {} : { lastSettledAt }),
    }),
  };
}
