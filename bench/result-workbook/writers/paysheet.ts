import { basename } from "node:path";
import { reportWriting } from "../report-writing.ts";
import { writeOurs } from "../write-ours.ts";

/** The result workbook as `distribute` writes it: with the columns of the sheet that was paid. */
await reportWriting(({ sheet, ...writing }) =>
  writeOurs({ ...writing, file: { path: sheet, fileName: basename(sheet) } }),
);
