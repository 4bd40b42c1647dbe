import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import XLSX from "xlsx";
import { createSheetReader } from "../../../adapters/sheet/sheet-reader.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import type { SheetCheck } from "../../../domain/sheet/sheet-check.ts";

/** Every sheet as a reader of another make shows it: cell texts by row, empty cells as "". */
export function shownCells(bytes: Uint8Array): Record<string, unknown[][]> {
  const book = XLSX.read(bytes, { type: "array", cellNF: true });
  return Object.fromEntries(
    book.SheetNames.map((name) => {
      const sheet = book.Sheets[name] ?? {};
      const rows: unknown[][] = XLSX.utils.sheet_to_json(sheet, {
        header: 1,
        raw: false,
        defval: "",
        dateNF: "yyyy-mm-dd hh:mm:ss",
      });
      return [name, rows];
    }),
  );
}

/** One cell as that reader sees it: type, value, formula, number format. */
export function cellIn(bytes: Uint8Array, sheet: string, address: string): XLSX.CellObject {
  const book = XLSX.read(bytes, { type: "array", cellNF: true, cellFormula: true });
  const cell: XLSX.CellObject | undefined = book.Sheets[sheet]?.[address];
  if (cell === undefined) throw new Error(`${sheet}!${address} is empty.`);
  return cell;
}

export async function styledWorkbook(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const { buffer, byteOffset, byteLength } = Buffer.from(bytes);
  const copy = new ArrayBuffer(byteLength);
  new Uint8Array(copy).set(new Uint8Array(buffer, byteOffset, byteLength));
  // exceljs declares a Buffer type of its own, which is an ArrayBuffer.
  await workbook.xlsx.load(copy);
  return workbook;
}

/** What our own sheet reader makes of it: as if it were uploaded. */
export async function uploaded(
  bytes: Uint8Array,
): Promise<{ check: SheetCheck; payments: Payment[] }> {
  const directory = await mkdtemp(join(tmpdir(), "paysheet-upload-"));
  try {
    const path = join(directory, "sheet.xlsx");
    await writeFile(path, bytes);
    const payments: Payment[] = [];
    const check = await createSheetReader().read({
      path,
      fileName: "sheet.xlsx",
      onPayment: (payment) => {
        payments.push(payment);
      },
    });
    return { check, payments };
  } finally {
    await rm(directory, { recursive: true });
  }
}
