import type { RawSheet } from "./raw-sheet.ts";

/**
 * Names of hidden, empty tabs that say how commas were meant in the text file a workbook was made
 * from. Without them `1,000` of such a file, returned as a workbook and uploaded again uncorrected,
 * would no longer look unclear.
 */
const MARKS = { decimal: "paysheet-comma-decimal", fields: "paysheet-comma-fields" } as const;

/** The mark a workbook made from this sheet must carry, if any. */
export function commaMarkOf(sheet: RawSheet): string | undefined {
  if (sheet.commaMayBeDecimal) return MARKS.decimal;
  return sheet.commaPartsFields ? MARKS.fields : undefined;
}

/** The sheet with its commas meant as its mark says, when it carries one. */
export function withCommasAsMarked(sheet: RawSheet): RawSheet {
  const isMarked = (mark: string) => sheet.tabs.some((tab) => !tab.visible && tab.name === mark);
  return {
    tabs: sheet.tabs,
    commaMayBeDecimal: sheet.commaMayBeDecimal || isMarked(MARKS.decimal),
    commaPartsFields: sheet.commaPartsFields || isMarked(MARKS.fields),
  };
}
