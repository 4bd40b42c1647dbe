import { createWriteStream } from "node:fs";
import { dirname } from "node:path";
import type { SheetFile } from "../../adapters/sheet/open-sheet.ts";
import { writeResultWorkbook } from "../../adapters/workbook/result-workbook.ts";
import { PAYOUT } from "../../test/adapters/workbook/result-row.ts";
import { resultRows } from "./result-rows.ts";

/** Writes a file where `distribute` would send it to S3. */
export function writeOurs(writing: {
  readonly count: number;
  readonly target: string;
  readonly file: SheetFile | undefined;
}): Promise<void> {
  const { count, target, file } = writing;
  return writeResultWorkbook(
    { payout: PAYOUT, rows: resultRows(count), file },
    createWriteStream(target),
    {
      language: "ko",
      timeZone: "Asia/Seoul",
      nowMs: () => Date.parse(PAYOUT.updatedAt),
      temporaryDirectory: dirname(target),
    },
  );
}
