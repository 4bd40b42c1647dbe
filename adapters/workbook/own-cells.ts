import type { Row } from "exceljs";
import type { CopiedCell } from "./copied-cell.ts";
import type { SpooledLine } from "./line-spool.ts";
import { createMarkedStyles } from "./marked-styles.ts";
import { setCell, setText } from "./set-cell.ts";
import type { SheetColumn } from "./sheet-columns.ts";
import { NUMBER_STYLE, TEXT_STYLE } from "./styles.ts";

/**
 * Writes the cells of the sheet's own columns: who and how much as the ledger says it, ids as text,
 * so that a check reads back exactly this payment; all else as it stood in the sheet.
 */
export function createOwnCellsWriter(
  columns: readonly SheetColumn[],
): (row: Row, spooled: SpooledLine) => void {
  const user = placeOf("userId", columns);
  const points = placeOf("points", columns);
  const reason = placeOf("reason", columns);
  const isCopied = columns.some(({ source }) => source !== undefined);
  const places = new Map(columns.map(({ source }, index) => [source, index + 1]));
  places.delete(columns[user - 1]?.source);
  const styleOf = createMarkedStyles();

  /** Tells the format of points that stood in the sheet as a number, and not as text. */
  const copyCells = (row: Row, cells: readonly CopiedCell[], worth: number): string | undefined => {
    let format: string | undefined;
    for (const cell of cells) {
      const place = places.get(cell[0]);
      if (place === undefined) continue;
      if (cell.length === 2) setText(row, place, cell[1], TEXT_STYLE);
      else setCell(row, place, cell[1], styleOf(cell[2], "none"));
      if (place === points && cell[1] === worth) format = cell[2];
    }
    return format;
  };
  return (row, { line, cells = [] }) => {
    const format = isCopied ? copyCells(row, cells, line.points) : undefined;
    setText(row, user, line.userId, TEXT_STYLE);
    const pointsStyle = format === undefined ? NUMBER_STYLE : styleOf(format, "none");
    setCell(row, points, line.points, pointsStyle);
    if (!isCopied) setText(row, reason, line.reason, TEXT_STYLE);
  };
}

function placeOf(meaning: SheetColumn["meaning"], columns: readonly SheetColumn[]): number {
  return columns.findIndex((column) => column.meaning === meaning) + 1;
}
