import XLSX from "xlsx";
import { PLAIN_HEADER, plainLines } from "../plain-lines.ts";
import { reportWriting } from "../report-writing.ts";

/** Rows as arrays take it least memory; its documentation knows the option, its types don't. */
const DENSE: XLSX.AOA2SheetOpts & { readonly dense: true } = { dense: true };

/** One tab of plain cells, as with exceljs. */
await reportWriting(async ({ count, target }) => {
  const lines: unknown[][] = [PLAIN_HEADER];
  for await (const line of plainLines(count)) lines.push(line);
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(lines, DENSE), "전체");
  // Without the option it packs nothing.
  XLSX.writeFile(workbook, target, { compression: true });
});
