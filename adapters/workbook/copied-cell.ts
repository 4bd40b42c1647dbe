import type { RawCell } from "../../domain/sheet/raw-sheet.ts";
import { UNKNOWN_FORMAT, writtenValue } from "./raw-cell-value.ts";

/** A cell of the uploaded sheet as it is written once more; small, since there are millions. */
export type CopiedCell =
  | readonly [column: number, text: string]
  | readonly [column: number, value: number | boolean, numFmt: string];

/** The cells of a row; see {@link copiedCell}. */
export function copiedCells(cells: readonly RawCell[]): readonly CopiedCell[] {
  return cells.map(copiedCell).filter((cell) => cell !== undefined);
}

/**
 * A cell as it was shown or typed: numbers keep their format, formulas become their values, errors
 * the text of them. Nothing for a formula that was saved without its value, or what can't be read.
 */
function copiedCell(cell: RawCell): CopiedCell | undefined {
  const { column } = cell;
  switch (cell.kind) {
    case "text":
    case "error":
      return [column, cell.text];
    case "formula_without_value":
    case "unreadable":
      return undefined;
    case "number":
    case "boolean":
    case "date": {
      const { value, numFmt } = writtenValue(cell);
      if (typeof value !== "number" && typeof value !== "boolean") {
        return [column, cell.kind === "number" ? cell.source : cell.text];
      }
      return [column, value, numFmt === UNKNOWN_FORMAT ? "General" : numFmt];
    }
  }
}
