import { readSheet } from "read-excel-file/node";
import { reportReading } from "../report-reading.ts";

await reportReading(async (path) => {
  let rows = -1;
  let points = 0;
  for (const [, value] of await readSheet(path)) {
    rows += 1;
    if (typeof value === "number") points += value;
  }
  return { rows, points };
});
