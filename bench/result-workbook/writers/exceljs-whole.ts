import ExcelJS from "exceljs";
import { PLAIN_HEADER, plainLines } from "../plain-lines.ts";
import { reportWriting } from "../report-writing.ts";

/** One tab of plain cells: no summary, no tab of what failed, no styles, not the sheet's columns. */
await reportWriting(async ({ count, target }) => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("전체");
  sheet.addRow(PLAIN_HEADER);
  for await (const line of plainLines(count)) sheet.addRow(line);
  await workbook.xlsx.writeFile(target);
});
