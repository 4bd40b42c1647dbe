import { readFileSync } from "node:fs";
import XLSX from "xlsx";
import { reportReading } from "../report-reading.ts";

/** The leanest settings its documentation offers: dense rows, no formatted text, no HTML. */
await reportReading(async (path) => {
  const workbook = XLSX.read(readFileSync(path), {
    dense: true,
    cellText: false,
    cellHTML: false,
    cellFormula: false,
  });
  const sheet = workbook.Sheets[workbook.SheetNames[0] ?? ""];
  if (sheet === undefined) throw new TypeError("SheetJS found no sheet.");
  let rows = -1;
  let points = 0;
  for (const row of XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1 })) {
    rows += 1;
    const [, value] = row;
    if (typeof value === "number") points += value;
  }
  return { rows, points };
});
