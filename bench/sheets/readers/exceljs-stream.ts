import ExcelJS from "exceljs";
import { reportReading } from "../report-reading.ts";

await reportReading(async (path) => {
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    entries: "emit",
    worksheets: "emit",
    sharedStrings: "cache",
    styles: "cache",
    hyperlinks: "ignore",
  });
  let rows = -1;
  let points = 0;
  for await (const sheet of workbook) {
    for await (const row of sheet) {
      rows += 1;
      const cells = [row.getCell(1).value, row.getCell(2).value, row.getCell(3).value];
      if (typeof cells[1] === "number") points += cells[1];
    }
  }
  return { rows, points };
});
