import { formatAmount } from "./format-amount.ts";
import type { MessageWords } from "./message-words.ts";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = [
  ...["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
  ...["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

const GO_ON = "choose “Resume” on the payout’s page. Nobody who was paid is paid again.";
const UPLOAD_AGAIN = "Nobody has been paid. Upload the sheet again and schedule it anew.";
const ASK_ADMIN =
  "Some payments went out before, so don’t schedule the same sheet again; tell an admin.";

export const englishWords: MessageWords = {
  counts({ paid, rejected, unknown, pending }) {
    const parts = [`${formatAmount(paid)} paid`, `${formatAmount(rejected)} failed`];
    if (unknown > 0) parts.push(`${formatAmount(unknown)} to check`);
    if (pending > 0) parts.push(`${formatAmount(pending)} not processed`);
    return parts.join(" · ");
  },
  completed: "The payout is complete.",
  halted: "The payout was halted.",
  whyHalted: "Why it stopped",
  pointsPaid: "Points paid",
  pointsOf: (paid, total) => `${paid} of ${total}`,
  points: (amount) => `${amount} points`,
  duration: "Took",
  durationUnits: {
    day: " d",
    hour: " h",
    minute: " min",
    second: " s",
    underASecond: "less than 1 s",
  },
  scheduledFor: "Scheduled for",
  localTime: ({ year, month, day, weekday, time }) =>
    `${WEEKDAYS[weekday]}, ${day} ${MONTHS[month - 1]} ${year}, ${time}`,
  uploadedBy: "Uploaded by",
  approvedBy: "approved by",
  unknown: (count) => ({
    heading: `${formatAmount(count)} to check`,
    advice:
      "Nobody can tell whether these were paid. Don’t pay them again: compare them with the " +
      "points system’s own records, then settle each as paid or not paid on the payout’s page.",
  }),
  halt(reason, untouched) {
    switch (reason) {
      case "sheet_changed":
        return `The sheet is not the one that was scheduled. ${untouched ? UPLOAD_AGAIN : ASK_ADMIN}`;
      case "sheet_unreadable":
        return `The stored sheet can’t be read. ${untouched ? UPLOAD_AGAIN : ASK_ADMIN}`;
      case "points_api_unavailable":
        return `The points system did not answer for too long. Once it is back, ${GO_ON}`;
      case "execution_died":
        return `Paying stopped unexpectedly. To go on, ${GO_ON}`;
    }
  },
  failures: ({ unknown }) => (unknown ? "Failed and to check" : "Failed"),
  row: (row) => `Row ${row}`,
  more: (count, { named }) =>
    named === 0
      ? `See the ${formatAmount(count)} failed or unclear on the payout’s page.`
      : `And ${formatAmount(count)} more, on the payout’s page.`,
  openPayout: "Open payout",
  openResult: "Download results",
  payoutId: (payoutId) => `Payout ${payoutId}`,
  reasons: {
    noSuchUser: "no such user",
    notAccepted: "the points system did not accept the request",
    inDoubt: "no answer came, so it may or may not have been paid",
    resolvedNotPaid: "a person found that it was not paid",
    noReason: "no reason was recorded",
    refused: (code) =>
      code === undefined
        ? "the points system refused it"
        : `the points system refused it (${code})`,
  },
};
