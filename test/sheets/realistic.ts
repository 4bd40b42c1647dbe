import ExcelJS from "exceljs";
import XLSX from "xlsx";

/** Event sheets as marketing teams keep them, written with exceljs. */

type Row = readonly ExcelJS.CellValue[];

async function workbookOf(build: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  build(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const WINNERS: readonly Row[] = [
  [1, "김하늘", "0012345", 5000, "1등"],
  [2, "이바다", "0023456", 3000, "2등"],
  [3, "박구름", "0034567", 1000, "3등"],
];

/** Title over the table, a running number, names beside the ids, borders, a guide tab. */
export function eventSheet(rowsBelow: readonly Row[] = []): Promise<Buffer> {
  return workbookOf((workbook) => {
    workbook.addWorksheet("작성안내").addRow(["포인트 지급 요청서 작성 방법"]);
    const sheet = workbook.addWorksheet("11월 이벤트");
    sheet.addRow(["2026년 11월 가을맞이 이벤트 당첨자"]);
    sheet.mergeCells("A1:E1");
    sheet.addRow(["작성자: 마케팅팀"]);
    sheet.addRow([]);
    sheet.addRow(["No.", "이름", "회원 번호", "지급 포인트(P)", "지급사유"]).font = { bold: true };
    for (const row of [...WINNERS, ...rowsBelow]) sheet.addRow([...row]);
    sheet.getColumn(4).numFmt = '#,##0"P"';
    sheet.getColumn(3).numFmt = "@";
    sheet.autoFilter = "A4:E4";
    sheet.views = [{ state: "frozen", ySplit: 4 }];
    const list = workbook.addWorksheet("회원목록", { state: "hidden" });
    list.addRow(["회원번호", "포인트"]);
    list.addRow(["9999999", 1]);
  });
}

/** Points worked out by formulas, numeric ids with zeros by format, dates beside them. */
export function formulaSheet(): Promise<Buffer> {
  return workbookOf((workbook) => {
    const sheet = workbook.addWorksheet("정산");
    sheet.addRow(["고객번호", "참여일", "구매금액", "적립금"]);
    for (const [index, amount] of [10_000, 25_000, 99_990].entries()) {
      const row = index + 2;
      const points = { formula: `ROUNDDOWN(C${row}*0.1,0)`, result: Math.floor(amount * 0.1) };
      sheet.addRow([70 + index, new Date(Date.UTC(2026, 10, row)), amount, points]);
    }
    sheet.getColumn(1).numFmt = "000000";
    sheet.getColumn(4).numFmt = '_-"₩"* #,##0_-;\\-"₩"* #,##0_-;_-"₩"* "-"_-;_-@_-';
  });
}

/** The same list in a format of SheetJS that is not read. */
export function savedAs(bookType: XLSX.BookType): Buffer {
  const workbook = XLSX.utils.book_new();
  const rows = [
    ["회원ID", "포인트"],
    ["u1", 100],
  ];
  XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(rows), "지급");
  const written: unknown = XLSX.write(workbook, { type: "buffer", bookType });
  if (!Buffer.isBuffer(written)) throw new TypeError("SheetJS gave no buffer.");
  return written;
}
