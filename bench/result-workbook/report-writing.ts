import { stat } from "node:fs/promises";
import { reportCost } from "../report-cost.ts";

/** How many payments to write where, and the sheet that was paid. */
export interface Writing {
  readonly count: number;
  readonly target: string;
  readonly sheet: string;
}

/** One writing of the file named on the command line: what every writer program ends with. */
export function reportWriting(write: (writing: Writing) => Promise<void>): Promise<void> {
  return reportCost(async (count, target, sheet) => {
    if (count === undefined || target === undefined || sheet === undefined) {
      throw new TypeError("Name how many payments to write, into what file, and their sheet.");
    }
    await write({ count: Number(count), target, sheet });
    return { fileBytes: (await stat(target)).size };
  });
}
