import { createSheetReader } from "../../../adapters/sheet/sheet-reader.ts";
import { reportCost } from "../../report-cost.ts";

/** The check of a file that need not be a good one, under the name it was uploaded with. */
await reportCost(async (path = "", fileName = "") => {
  const check = await createSheetReader().read({ path, fileName });
  const codes = check.problems.map(({ code }) => code);
  return { codes, payments: check.payments };
});
