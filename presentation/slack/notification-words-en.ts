import type { NotificationWords } from "./notification-words.ts";

export const englishNotifications: NotificationWords = {
  reminder: (duration) =>
    duration === undefined
      ? "⏰ Points will be paid soon"
      : `⏰ Points will be paid in ${duration}`,
  reminderSummary: (what, when) => `Paying of ${what} begins ${when}.`,
  reminderToDo:
    "Nothing, if it may be paid as it is. If not, choose “Hold” below before it begins: it is " +
    "taken out of the schedule, and nobody is paid.",
  approvalNeeded: "✋ A payout needs approval",
  approvalSummary: (what, when, who) =>
    `${who} asks for approval to pay ${what} at this time: ${when}.`,
  approvalToDo:
    "Choose “Approve” or “Decline” in the first message of this thread. Whoever uploaded or " +
    "scheduled it can’t approve it. Unless it is approved before its time, nobody is paid.",
  outage: "⏳ The points system does not answer",
  paused: "⏸️ Paying is paused",
  goingOn: "▶️ Paying goes on again",
  goingOnSummary:
    "The points system answers again, and the payments that are left are being made. There is " +
    "nothing to do.",
  halted: "🛑 A payout was halted",
};
