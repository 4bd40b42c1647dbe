import type { Payout } from "../../domain/payout/payout.ts";
import type { ListedPayment } from "../../domain/report/list-payments.ts";
import { type CsvCell, csvLine } from "../../presentation/csv.ts";
import { type ResultLine, resultLine } from "../../presentation/workbook/result-line.ts";
import {
  addedColumns,
  PAYMENT_HEADERS,
  stateWord,
} from "../../presentation/workbook/result-workbook-layout.ts";
import { wallClockOf } from "../../presentation/workbook/wall-clock.ts";
import type { CsvLook } from "./csv-look.ts";

/**
 * As the result workbook's list of all payments. Its columns bear the mark of results, so that a check
 * refuses the file: uploaded, it would pay everybody once more.
 */
export function paymentsHeader(look: CsvLook): string {
  const { userId, points, reason } = PAYMENT_HEADERS;
  const own = [userId, points, reason].map((name) => name[look.language]);
  return csvLine([...own, ...columnsOf(look).map(({ header }) => header)]);
}

/** Writes payments of a payout, a record each. */
export function paymentRecorder(payout: Payout, look: CsvLook): (listed: ListedPayment) => string {
  const isReversal = payout.reversalOf !== undefined;
  const words = { language: look.language, isDryRun: payout.dryRun === true, isReversal };
  const columns = columnsOf(look);
  const wallTime = wallClockOf(look.timeZone);
  return ({ payment, entry }) => {
    const line = resultLine({ payment, entry }, look.language, wallTime, isReversal);
    const cellOf = (key: keyof ResultLine): CsvCell => {
      if (key === "state") return stateWord(line.state, words);
      if (key === "time") return timeText(line.time);
      const value = line[key];
      return typeof value === "boolean" ? undefined : value;
    };
    const own = [line.userId, line.points, line.reason];
    return csvLine([...own, ...columns.map(({ key }) => cellOf(key))]);
  };
}

function columnsOf(look: CsvLook) {
  return addedColumns("all", look);
}

function timeText(wallTime: number | undefined): CsvCell {
  if (wallTime === undefined) return undefined;
  return new Date(wallTime).toISOString().slice(0, "2026-11-30T09:39:12".length).replace("T", " ");
}
