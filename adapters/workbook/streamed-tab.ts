import type { Worksheet } from "exceljs";

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
