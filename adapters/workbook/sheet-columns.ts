import type { Language } from "../../domain/language.ts";
import type { Header } from "../../domain/sheet/find-header.ts";
import type { RawCell, RawRow } from "../../domain/sheet/raw-sheet.ts";
import { isResultHeader } from "../../domain/sheet/result-mark.ts";
import { cellText } from "../../domain/sheet/row-cells.ts";
import { PAYMENT_HEADERS } from "../../presentation/workbook/result-workbook-layout.ts";
import type { PaidTab } from "./paid-tab.ts";
import { columnsOf } from "./text-size.ts";

/** A column of the sheet in the result workbook. */
export interface SheetColumn {
  readonly header: string;
  readonly meaning?: "userId" | "points" | "reason" | undefined;
  /** The column in the sheet, from 0; absent when the sheet could not be read again. */
  readonly source?: number;
  /** In characters. */
  readonly width?: number | undefined;
  readonly hidden: boolean;
}

/** What an .xlsx file takes, less those that are added. */
const MAX_COLUMNS = 16_384 - 10;
const LOOKED_AT_ROWS = 100;

/** Notes which columns of the tab hold anything in the rows that are paid. */
export function createColumnLook({ headerRow, header, isColumnHidden }: PaidTab) {
  const used = new Set(headerRow.cells.map(({ column }) => column));
  const first: RawRow[] = [headerRow];
  return {
    see(cells: readonly RawCell[]): void {
      for (const { column } of cells) used.add(column);
      if (first.length < LOOKED_AT_ROWS) first.push({ ...headerRow, cells });
    },
    /**
     * The sheet's columns in their order. Those without anything in them are left out, and those
     * that an earlier result added: they would contradict this one.
     */
    columns(): readonly SheetColumn[] {
      const headers = new Map(headerRow.cells.map((cell) => [cell.column, cellText(cell)]));
      const looks = columnsOf(first, { isColumnHidden });
      return [...used]
        .sort((one, other) => one - other)
        .filter((source) => !isResultHeader(headers.get(source) ?? ""))
        .slice(0, MAX_COLUMNS)
        .map((source) => {
          const meaning = meaningOf(source, header);
          return {
            header: headers.get(source) ?? "",
            source,
            width: looks[source]?.width,
            hidden: meaning === undefined && isColumnHidden(source),
            meaning,
          };
        });
    },
  };
}

/** The columns of payments whose sheet can't be read again. */
export function plainColumns(language: Language): readonly SheetColumn[] {
  const { userId, points, reason } = PAYMENT_HEADERS;
  return [
    { header: userId[language], meaning: "userId", width: 28, hidden: false },
    { header: points[language], meaning: "points", width: 14, hidden: false },
    { header: reason[language], meaning: "reason", width: 28, hidden: false },
  ];
}

function meaningOf(source: number, { userId, points, reason }: Header): SheetColumn["meaning"] {
  if (source === userId.column) return "userId";
  if (source === points.column) return "points";
  return source === reason?.column ? "reason" : undefined;
}
