import ExcelJS from "exceljs";
import XLSX from "xlsx";
import type { Payment } from "../../domain/sheet/payment.ts";
import { buildWorkbook, HEADER, numberCell, textCell } from "./workbook-xml.ts";

export type PlainPayment = Omit<Payment, "row">;

/** Programs and formats a list of payments may be saved by, each a writer other than our reader. */
export const WRITERS: Record<
  string,
  { readonly fileName: string; write(payments: readonly PlainPayment[]): Promise<Buffer> }
> = {
  exceljs: { fileName: "a.xlsx", write: writeWithExcelJs },
  "SheetJS .xlsx": { fileName: "a.xlsx", write: async (list) => writeWithSheetJs(list, true) },
  "SheetJS .xlsx without shared strings": {
    fileName: "a.xlsx",
    write: async (list) => writeWithSheetJs(list, false),
  },
  "XML by hand": { fileName: "a.xlsx", write: async (list) => writeByHand(list) },
  ".csv": { fileName: "a.csv", write: async (list) => writeText(list, ",", "\ufeff") },
  ".tsv": { fileName: "a.tsv", write: async (list) => writeText(list, "\t", "\ufeff") },
  ".csv with semicolons": {
    fileName: "a.csv",
    write: async (list) => writeText(list, ";", "\ufeff"),
  },
};

const HEADERS = ["회원ID", "포인트", "사유"];

async function writeWithExcelJs(payments: readonly PlainPayment[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("지급");
  sheet.addRow(HEADERS).font = { bold: true };
  for (const { userId, points, reason } of payments) sheet.addRow([userId, points, reason]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function writeWithSheetJs(payments: readonly PlainPayment[], bookSST: boolean): Buffer {
  const rows = payments.map(({ userId, points, reason }) => [userId, points, reason]);
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet([HEADERS, ...rows]), "지급");
  const bytes: unknown = XLSX.write(workbook, {
    type: "buffer",
    bookType: "xlsx",
    bookSST,
    compression: true,
  });
  if (!Buffer.isBuffer(bytes)) throw new TypeError("SheetJS gave no buffer.");
  return bytes;
}

function writeByHand(payments: readonly PlainPayment[]): Buffer {
  const rows = payments.map(({ userId, points, reason }, index) => {
    const row = index + 2;
    const cells = [textCell(`A${row}`, userId), numberCell(`B${row}`, points)];
    if (reason !== undefined) cells.push(textCell(`C${row}`, reason));
    return `<row r="${row}">${cells.join("")}</row>`;
  });
  return buildWorkbook({ tabs: [{ rows: HEADER + rows.join("") }] });
}

function writeText(payments: readonly PlainPayment[], delimiter: string, mark: string): Buffer {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = payments.map(({ userId, points, reason }) =>
    [quote(userId), String(points), quote(reason ?? "")].join(delimiter),
  );
  return Buffer.from(mark + [HEADERS.join(delimiter), ...rows].join("\r\n"));
}
