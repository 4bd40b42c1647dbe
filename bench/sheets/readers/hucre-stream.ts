import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { streamXlsxRows } from "hucre/xlsx";
import { reportReading } from "../report-reading.ts";

await reportReading(async (path) => {
  const bytes = Readable.toWeb(createReadStream(path));
  let rows = -1;
  let points = 0;
  for await (const { values } of streamXlsxRows(bytes)) {
    rows += 1;
    const [, value] = values;
    if (typeof value === "number") points += value;
  }
  return { rows, points };
});
