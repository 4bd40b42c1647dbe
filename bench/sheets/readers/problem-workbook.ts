import { createSheetReader } from "../../../adapters/sheet/sheet-reader.ts";
import { writeProblemWorkbookFile } from "../../../adapters/workbook/problem-workbook.ts";
import { reportCost } from "../../report-cost.ts";

/** Half of what the bench files pay at most, so that many rows are problems. */
const RULES = { maxPointsPerPayment: 45_000 };

/** The check of a file with many problems, and its problem workbook, as after an upload. */
await reportCost(async (path = "", target = "") => {
  const file = { path, fileName: path };
  const check = await createSheetReader({ rules: RULES }).read(file);
  const options = { language: "ko", nowMs: () => performance.now() } as const;
  const written = await writeProblemWorkbookFile(file, check, target, options);
  return { written, problems: check.problemCount };
});
