import { resultLine } from "../../presentation/workbook/result-line.ts";
import {
  addedColumns,
  type ResultLook,
  stateWord,
} from "../../presentation/workbook/result-workbook-layout.ts";
import { wallClockOf } from "../../presentation/workbook/wall-clock.ts";
import { HEADERS } from "../sheets/bench-rows.ts";
import { resultRows } from "./result-rows.ts";

const LOOK: ResultLook = { language: "ko", isDryRun: false, isReversal: false };
const TIME_ZONE = "Asia/Seoul";

export const PLAIN_HEADER = [
  ...HEADERS,
  ...addedColumns("all", { ...LOOK, timeZone: TIME_ZONE }).map(({ header }) => header),
];

/** What our workbook's last tab says of each payment, as values for another writer's cells. */
export async function* plainLines(
  count: number,
): AsyncGenerator<(string | number | Date | undefined)[]> {
  const wallTime = wallClockOf(TIME_ZONE);
  for await (const row of resultRows(count)) {
    const line = resultLine(row, LOOK.language, wallTime);
    yield [
      line.userId,
      line.points,
      line.reason,
      stateWord(line.state, LOOK),
      line.why || undefined,
      line.answer || undefined,
      line.transactionId || undefined,
      line.time === undefined ? undefined : new Date(line.time),
      line.row,
    ];
  }
}
