import ExcelJS from "exceljs";
import { reportReading } from "../report-reading.ts";

await reportReading(async (path) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  let rows = -1;
  let points = 0;
  workbook.worksheets[0]?.eachRow((row) => {
    rows += 1;
    const cells = [row.getCell(1).value, row.getCell(2).value, row.getCell(3).value];
    if (typeof cells[1] === "number") points += cells[1];
  });
  return { rows, points };
});
