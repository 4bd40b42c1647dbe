import { createSheetReader } from "../../../adapters/sheet/sheet-reader.ts";
import { reportReading } from "../report-reading.ts";

/** Ours, with every rule of a payment applied, the digest and the search for the same user. */
await reportReading(async (path) => {
  let rows = 0;
  const check = await createSheetReader().read({
    path,
    fileName: path,
    onPayment: () => {
      rows += 1;
    },
  });
  if (check.problemCount > 0) throw new Error(JSON.stringify(check.problems[0]));
  return { rows, points: check.totalPoints };
});
