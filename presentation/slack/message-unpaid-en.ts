import { formatAmount } from "../format-amount.ts";
import type { UnpaidWords } from "./message-unpaid.ts";

const rowsOf = (rows: readonly number[], count: number): string =>
  rows.join(", ") + (count > rows.length ? ` and ${formatAmount(count - rows.length)} more` : "");

export const englishUnpaid: UnpaidWords = {
  failed: (count, somebodyPaid) => ({
    heading: `${formatAmount(count)} failed`,
    text:
      "These users got no points. If their user IDs are wrong, correct the sheet “Failed” of the " +
      "results file and upload that file as a new payout. If nothing is to be corrected, choose " +
      "“Pay the failed again” on the payout’s page. " +
      (somebodyPaid
        ? "Do only one of the two, and don’t upload the original sheet again: some users would be paid twice."
        : "Do only one of the two: with both, some users would be paid twice."),
  }),
  failedInDryRun: (count) => ({
    heading: `${formatAmount(count)} would fail`,
    text:
      "Correct these users in the original sheet, then upload the whole sheet as a new payout. " +
      "The dry run paid nobody, so nobody is paid twice.",
  }),
  unknown: (count) => ({
    heading: `${formatAmount(count)} to check`,
    text:
      "Nobody can tell whether these were paid. Don’t pay them again: compare them with the " +
      "points system’s own records, then settle each as paid or not paid on the payout’s page.",
  }),
  paidBefore: (count) => ({
    heading: `${formatAmount(count)} not needed`,
    text:
      "Proof came that the first payout had paid these users after all, so they were not paid " +
      "again. There is nothing to do.",
  }),
  paidTwice: ({ count, rows }) => ({
    heading: `${formatAmount(count)} paid twice`,
    text:
      "Proof that the first payout had paid these users came only after this one had paid them, " +
      `too. Have an admin take the points back in the points system: row ${rowsOf(rows, count)}.`,
  }),

  headline: ({ unknown }) =>
    unknown ? "📋 Failed and to check: why, and who" : "📋 Failed: why, and who",
  why: "Reasons",
  names({ all, unknown }) {
    const who = unknown ? "Failed and to check" : "Failed";
    return all ? who : `${who}, the first ones`;
  },
  counted: (count, reason) => `${formatAmount(count)} × ${reason}`,
  moreReasons: (count) => `and ${formatAmount(count)} more for other reasons`,
  moreNames: (count) => `and ${formatAmount(count)} more`,
  inThread: "The reasons and the users are in this message’s thread.",
  inThisThread: "The reasons and the users are in this thread.",
  workbook: {
    attached: "All of them are in the results file in this thread.",
    on_page: "All of them are in the results file on the payout’s page.",
    none: "All of them are listed on the payout’s page.",
  },
};
