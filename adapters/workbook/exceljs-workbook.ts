import type { Writable } from "node:stream";
import type { stream, Workbook, Worksheet } from "exceljs";
import * as z from "zod";

/**
 * Loaded only when a workbook is written: it takes as long to load as all the rest of a function,
 * and most invocations write none.
 */
async function loadExcelJs() {
  return (await import("exceljs")).default;
}

/** A workbook that is made in memory. */
export async function newWorkbook(): Promise<Workbook> {
  const exceljs = await loadExcelJs();
  return signed(new exceljs.Workbook());
}

/** A workbook that is written to `output` row by row. */
export async function newStreamedWorkbook(output: Writable): Promise<stream.xlsx.WorkbookWriter> {
  const exceljs = await loadExcelJs();
  const options = { stream: output, useStyles: true, useSharedStrings: false };
  return signed(new exceljs.stream.xlsx.WorkbookWriter(options));
}

/** Without names of ours exceljs writes its own. */
function signed<W extends Pick<Workbook, "creator" | "lastModifiedBy">>(workbook: W): W {
  workbook.creator = "Paysheet";
  workbook.lastModifiedBy = "Paysheet";
  return workbook;
}

/** Lets the writer of a streamed worksheet wait until it is compressed and uploaded. */
interface SheetIntake {
  /** Resolves when what was committed before the last call of this is taken. */
  taken(): Promise<void>;
}

interface Pipe {
  write(chunk: string, onTaken: () => void): unknown;
}

/** exceljs keeps its streams private; the one into the zip is one pipe further. */
const worksheetWriterSchema = z.object({
  stream: z.object({ pipes: z.tuple([z.custom<Pipe>(isPipe)]) }),
});

function isPipe(value: unknown): value is Pipe {
  return typeof value === "object" && value !== null && "write" in value;
}

/**
 * The intake of a worksheet of exceljs' streaming writer, which takes rows as fast as they come and
 * buffers in memory what the other end does not take yet. The callback of an empty write after them
 * says when they have been taken. Sheets are zipped one after the other: commit one before the next
 * is begun. `taken` rejects when the signal is aborted.
 */
export function intakeOf(worksheet: Worksheet, signal: AbortSignal): SheetIntake {
  const [pipe] = worksheetWriterSchema.parse(worksheet).stream.pipes;
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {});
  let lastTaken = Promise.resolve();
  return {
    async taken() {
      const before = lastTaken;
      lastTaken = new Promise((resolve) => pipe.write("", resolve));
      // Waiting for the one before keeps the compressor busy while the next rows are made.
      await Promise.race([before, aborted]);
    },
  };
}

/** What exceljs' streaming writer of a worksheet can do without showing it. */
interface StreamedWorksheet {
  _rowZero: number;
  readonly _rows: { readonly length: number };
  readonly _merges: { push(range: string): unknown };
  readonly _sheetCommentsWriter: { addComments(comments: readonly Placed[]): void };
}

interface Placed {
  readonly ref: string;
  readonly anchor?: unknown;
}

/** How large a comment's box is, in columns and rows of the usual size. */
const BOX = { columns: 4, rows: 8 };
const HEADROOM_ROWS = 1;

export interface StreamedTab {
  /** Goes on at that row; getting there row by row would take for ever in a tab with gaps. */
  skipTo(row: number): void;
  /** Merges cells of rows that are written already. */
  merge(range: string): void;
}

/** The hidden side of a worksheet that is streamed; comments get boxes that their text fits in. */
export function streamedTab(worksheet: Worksheet): StreamedTab {
  if (!isStreamed(worksheet)) throw new Error("exceljs streams worksheets in another way now.");
  const comments = worksheet._sheetCommentsWriter;
  const addComments = comments.addComments.bind(comments);
  comments.addComments = (placed) => addComments(placed.map(boxed));
  return {
    skipTo(row) {
      if (worksheet._rows.length > 0) throw new Error("There are rows not committed yet.");
      if (row > worksheet._rowZero) worksheet._rowZero = row;
    },
    merge: (range) => void worksheet._merges.push(range),
  };
}

function isStreamed(worksheet: Worksheet): worksheet is Worksheet & StreamedWorksheet {
  const needed = ["_rowZero", "_rows", "_merges", "_sheetCommentsWriter"];
  return needed.every((name) => name in worksheet);
}

function boxed(comment: Placed): Placed {
  const [, letters = "A", digits = "1"] = /^([A-Z]+)(\d+)$/.exec(comment.ref) ?? [];
  const left = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const top = Math.max(0, Number(digits) - 1 - HEADROOM_ROWS);
  const anchor = { left: left + 0.2, top, right: left + BOX.columns, bottom: top + BOX.rows };
  return { ...comment, anchor };
}
