import ExcelJS from "exceljs";
import { readXlsx } from "hucre/xlsx";
import XLSX from "xlsx";
import { createTimeBudget } from "../../adapters/sheet/read-limits.ts";
import { openWorkbook } from "../../adapters/sheet/xlsx/open-workbook.ts";
import { openZipParts } from "../../adapters/sheet/xlsx/zip-parts.ts";
import type { RawCell } from "../../domain/sheet/raw-sheet.ts";
import { withFile } from "./with-file.ts";

/** What the cells of the first visible tab hold, by their names, in one spelling for all readers. */
export type Cells = Readonly<Record<string, string>>;

/** @throws what the reader throws when it refuses the file. */
type ReadCells = (bytes: Buffer) => Promise<Cells>;

/** Our own reader, before any rule of payments. */
export const readWithOurs: ReadCells = (bytes) =>
  withFile(bytes, async (path) => {
    const parts = await openZipParts(path);
    try {
      const { tabs } = await openWorkbook(
        parts,
        createTimeBudget(60_000, () => 0),
      );
      const cells: Record<string, string> = {};
      const tab = tabs.find(({ visible }) => visible);
      for await (const batch of tab?.readRows().batches ?? []) {
        for (const row of batch) {
          for (const cell of row.cells) cells[nameOf(row.number, cell.column)] = spellOurs(cell);
        }
      }
      return cells;
    } finally {
      parts.close();
    }
  });

/** Readers written by others, on the same files. */
export const OTHER_READERS: Readonly<Record<string, ReadCells>> = {
  exceljs: async (bytes) => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    const cells: Record<string, string> = {};
    const tab = workbook.worksheets.find(({ state }) => state === "visible");
    tab?.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.isMerged && cell.master !== cell) return;
        put(cells, nameOf(row.number, Number(cell.col) - 1), valueInExcelJs(cell.value));
      });
    });
    return cells;
  },
  SheetJS: async (bytes) => {
    const workbook = XLSX.read(bytes, { cellNF: true });
    const date1904 = workbook.Workbook?.WBProps?.date1904 ?? false;
    const shown = workbook.Workbook?.Sheets?.findIndex(({ Hidden }) => !Hidden) ?? 0;
    const sheet = workbook.Sheets[workbook.SheetNames[shown] ?? ""] ?? {};
    const cells: Record<string, string> = {};
    for (const [name, cell] of Object.entries(sheet)) {
      if (!/^[A-Z]+\d+$/.test(name)) continue;
      const isDate = cell.t === "n" && XLSX.SSF.is_date(cell.z);
      const date = () => XLSX.SSF.format("yyyy-mm-dd", cell.v, { date1904 });
      put(cells, name, isDate ? date() : cell.t === "e" ? cell.w : cell.v);
    }
    return cells;
  },
  hucre: async (bytes) => {
    const { sheets } = await readXlsx(new Uint8Array(bytes));
    const cells: Record<string, string> = {};
    const tab = sheets.find(({ hidden, veryHidden }) => !hidden && !veryHidden);
    for (const [row, values] of (tab?.rows ?? []).entries()) {
      for (const [column, value] of values.entries()) put(cells, nameOf(row + 1, column), value);
    }
    return cells;
  },
};

function nameOf(row: number, column: number): string {
  return `${XLSX.utils.encode_col(column)}${row}`;
}

function spellOurs(cell: RawCell): string {
  if (cell.kind === "formula_without_value") return "";
  if (cell.kind === "unreadable") throw new Error(`unreadable: ${cell.why}`);
  if (cell.kind === "number") return String(Number(cell.source));
  return cell.kind === "date" ? cell.text.slice(0, 10) : cell.text;
}

function put(cells: Record<string, string>, name: string, value: unknown): void {
  const text = spell(value);
  if (text !== "") cells[name] = text;
}

function spell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** exceljs gives formulas, rich texts, links and errors as objects. */
function valueInExcelJs(value: ExcelJS.CellValue): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("formula" in value || "sharedFormula" in value) return valueInExcelJs(value.result ?? null);
  if ("error" in value) return value.error;
  return "text" in value ? value.text : value;
}
