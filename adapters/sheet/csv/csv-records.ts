import type { RawCell, RawRow } from "../../../domain/sheet/raw-sheet.ts";
import { LIMITS, overLimit } from "../read-limits.ts";

/** How a CSV is read, apart from its delimiter. Quotes that don't match are errors, not text. */
export const CSV_SYNTAX = {
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  max_record_size: LIMITS.csvRecordCharacters,
};

export function toRawRow(record: readonly string[], number: number): RawRow {
  if (record.length > LIMITS.columns) {
    throw overLimit(`${LIMITS.columns.toLocaleString("en-US")} columns`);
  }
  const cells: RawCell[] = [];
  for (const [column, text] of record.entries()) {
    if (text.length > LIMITS.cellCharacters) throw overLimit("32,767 characters in a cell");
    if (text !== "") cells.push({ column, kind: "text", text });
  }
  return { number, hidden: false, cells, fields: record.length };
}
