import { tmpdir } from "node:os";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { toInstant } from "../../domain/clock.ts";
import type { Language } from "../../domain/language.ts";
import { type NamedPointsApiDeps, toldPointsApiOf } from "../../domain/payout/named-points-api.ts";
import type { Payout, PayoutIn } from "../../domain/payout/payout.ts";
import { localFindingOf } from "../../domain/receipt/compare-row.ts";
import { type Finding, MOST_FINDINGS, type Receipt } from "../../domain/receipt/receipt.ts";
import type { SignedReceipt } from "../../domain/receipt/view-receipt.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import { createResultTally, type ResultTally } from "../../domain/report/result-tally.ts";
import type { ExtraColumn } from "../../domain/sheet/extra-column.ts";
import { receiptRows } from "../../presentation/workbook/receipt-rows.ts";
import { resultLine } from "../../presentation/workbook/result-line.ts";
import { summaryRows } from "../../presentation/workbook/result-summary.ts";
import { wallClockOf } from "../../presentation/workbook/wall-clock.ts";
import type { SheetFile } from "../sheet/open-sheet.ts";
import { newStreamedWorkbook } from "./exceljs-workbook.ts";
import { type LineSpool, type SpooledLine, spoolLines } from "./line-spool.ts";
import { withPaidTab } from "./paid-tab.ts";
import { copiedCells } from "./raw-cell-value.ts";
import { writeListSheet } from "./result-sheets.ts";
import { writeSummarySheet } from "./result-summary-sheet.ts";
import { createColumnLook, plainColumns, type SheetColumn } from "./sheet-columns.ts";

export interface ResultWorkbookOptions extends NamedPointsApiDeps {
  readonly language: Language;
  /** The company's IANA zone; times in rows are of the payout's own. */
  readonly timeZone: string;
  readonly nowMs: () => number;
  /** What the points API of a payout takes of a row besides; nothing when absent. */
  readonly columnsOf?: ((payout: Payout) => readonly ExtraColumn[]) | undefined;
  /** What was compared with the books of the points API, if anything was. */
  readonly receiptOf?: ((payoutId: string) => Promise<Receipt | undefined>) | undefined;
  /** Who signed the receipt of a payout, if anybody did. */
  readonly signedOf?:
    | ((
        payout: PayoutIn<"completed">,
        receipt: Receipt | undefined,
      ) => Promise<SignedReceipt | undefined>)
    | undefined;
  /** Where the rows are kept until all are known; removed afterwards. */
  readonly temporaryDirectory?: string;
}

/** What a result workbook is written from. */
export interface ResultSource {
  readonly payout: Payout;
  readonly rows: AsyncIterable<ResultRow>;
  /** The sheet that was paid, to take its columns from; without it there are three. */
  readonly file: SheetFile | undefined;
}

/**
 * Writes the result workbook (.xlsx) to `output` and ends it. Memory stays flat: rows wait on disk,
 * and are written as fast as `output` takes them. When anything fails, `output` is destroyed with
 * that error, so that half a workbook can't pass for a whole one, and the error is thrown.
 */
export async function writeResultWorkbook(
  source: ResultSource,
  output: Writable,
  options: ResultWorkbookOptions,
): Promise<void> {
  const ended = finished(output, { readable: false });
  const broken = new AbortController();
  ended.catch((error: unknown) => broken.abort(error));
  try {
    const content = await gather(source, options);
    try {
      await Promise.all([
        ended,
        writeSheets(content, output, { ...options, signal: broken.signal }),
      ]);
    } finally {
      await content.spool.remove();
    }
  } catch (error) {
    const cause = broken.signal.aborted ? broken.signal.reason : error;
    output.destroy(cause instanceof Error ? cause : new Error(String(cause)));
    throw cause;
  }
}

interface Content {
  readonly payout: Payout;
  readonly tally: ResultTally;
  readonly spool: LineSpool;
  /** Undefined when the sheet could not be read to its end. */
  readonly sheetColumns: readonly SheetColumn[] | undefined;
  readonly rowsTimeZone: string;
  readonly local: LocalFindings;
  /** One that is done. */
  readonly receipt: Receipt | undefined;
  readonly signed: SignedReceipt | undefined;
}

/** What sheet and ledger differ in: the first ones, and how many. */
interface LocalFindings {
  readonly findings: Finding[];
  count: number;
}

async function gather(
  { payout, rows, file }: ResultSource,
  { language, timeZone, temporaryDirectory, receiptOf, signedOf }: ResultWorkbookOptions,
): Promise<Content> {
  const rowsTimeZone = "schedule" in payout ? (payout.schedule?.timeZone ?? timeZone) : timeZone;
  const tally = createResultTally();
  const wallTime = wallClockOf(rowsTimeZone);
  const local: LocalFindings = { findings: [], count: 0 };
  const receipt = await receiptOf?.(payout.payoutId);
  const signed = payout.state === "completed" ? await signedOf?.(payout, receipt) : undefined;
  return await withPaidTab(file, async (tab) => {
    const look = tab === undefined ? undefined : createColumnLook(tab);
    let isWhole = look !== undefined;
    async function* lines(): AsyncGenerator<SpooledLine> {
      for await (const row of rows) {
        tally.add(row);
        noteFinding(local, row);
        const line = resultLine(row, language, wallTime, payout.reversalOf !== undefined);
        const cells = isWhole ? await tab?.cellsOf(row.payment) : undefined;
        isWhole &&= cells !== undefined;
        look?.see(cells ?? []);
        yield { line, cells: cells && copiedCells(cells) };
      }
    }
    const spool = await spoolLines(lines(), temporaryDirectory ?? tmpdir());
    return {
      payout,
      tally,
      spool,
      rowsTimeZone,
      local,
      receipt: receipt?.state === "done" ? receipt : undefined,
      signed,
      sheetColumns: isWhole ? look?.columns() : undefined,
    };
  });
}

/** Of a payment that nobody was asked for yet nothing is missing. */
function noteFinding(local: LocalFindings, { payment, entry }: ResultRow): void {
  const { row } = payment;
  const finding = entry && localFindingOf({ chunk: entry.chunk, row, payment, entry });
  if (finding === undefined) return;
  local.count += 1;
  if (local.findings.length < MOST_FINDINGS) local.findings.push(finding);
}

async function writeSheets(
  { payout, tally, spool, sheetColumns, rowsTimeZone, local, receipt, signed }: Content,
  output: Writable,
  options: ResultWorkbookOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const { language, timeZone, nowMs, signal } = options;
  const workbook = await newStreamedWorkbook(output);
  const totals = tally.totals();
  const columns = options.columnsOf?.(payout) ?? [];
  const summary = summaryRows(payout, totals, {
    language,
    columns,
    timeZone,
    rowsTimeZone,
    writtenAt: toInstant(nowMs()),
    pointsApi: toldPointsApiOf(options, payout)?.title,
    hasSheetColumns: sheetColumns !== undefined,
  });
  const isReversal = payout.reversalOf !== undefined;
  const look = { language, isDryRun: payout.dryRun === true, isReversal };
  writeSummarySheet(workbook, "summary", summary, look);
  const list = {
    ...look,
    timeZone: rowsTimeZone,
    sheetColumns: sheetColumns ?? plainColumns(language),
    signal,
  };
  if (!isReversal) await writeListSheet(workbook, "failed", spool.lines("failed"), list);
  if (totals.counts.unknown > 0) {
    await writeListSheet(workbook, "unknown", spool.lines("unknown"), list);
  }
  await writeListSheet(workbook, "all", spool.lines("all"), list);
  if (payout.dryRun !== true && (payout.state === "completed" || payout.state === "distributing")) {
    const rows = receiptRows(payout, totals, {
      language,
      timeZone,
      columns,
      local,
      receipt,
      signed,
    });
    writeSummarySheet(workbook, "receipt", rows, look);
  }
  await workbook.commit();
}
