import { formatAmount } from "../format-amount.ts";
import type { MessageWords } from "./message-words.ts";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = [
  ...["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
  ...["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

export const englishWords: MessageWords = {
  language: "en",
  counts({ paid, rejected, unknown, pending }) {
    const parts = [`${formatAmount(paid)} paid`, `${formatAmount(rejected)} failed`];
    if (unknown > 0) parts.push(`${formatAmount(unknown)} to check`);
    if (pending > 0) parts.push(`${formatAmount(pending)} left`);
    return parts.join(" · ");
  },
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
  approvedBy: "Approved by",
  row: (row) => `Row ${row}`,
  openPayout: "Open payout",
  payoutId: (payoutId) => `Payout ${payoutId}`,
  reasons: {
    noSuchUser: "no such user",
    notAccepted: "the points system did not accept the request",
    inDoubt: "no answer came, so it may or may not have been paid",
    resolvedNotPaid: "a person found that it was not paid",
    paidByOriginal: "the first payout had paid it after all, so it was not paid again",
    noReason: "no reason was recorded",
    refused: (code) =>
      code === undefined
        ? "the points system refused it"
        : `the points system refused it (${code})`,
  },
};
