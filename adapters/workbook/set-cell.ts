import type { CellValue, Row, Style } from "exceljs";
import { writtenValue } from "./raw-cell-value.ts";

/** What Excel takes in a cell. */
const MAX_CELL_LENGTH = 32_767;

/** A string is written as text, never as a formula, whatever it begins with. Places are from 1. */
export function setText(row: Row, place: number, text: string, style: Partial<Style>): void {
  if (text === "") return;
  const cut = text.slice(0, MAX_CELL_LENGTH).toWellFormed();
  setCell(row, place, writtenValue({ kind: "text", text: cut }).value, style);
}

export function setCell(row: Row, place: number, value: CellValue, style: Partial<Style>): void {
  const cell = row.getCell(place);
  cell.value = value;
  cell.style = style;
}
