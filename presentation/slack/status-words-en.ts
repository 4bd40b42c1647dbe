import { formatAmount } from "../format-amount.ts";
import type { StatusWords } from "./status-words.ts";

const NOBODY = "Nobody has been paid.";
const RESUME =
  "choose “Resume” on the payout’s page. Whoever was paid already is passed over, so nobody is paid twice.";
const NOT_ANEW = "Don’t upload and schedule the same sheet again.";
const UPLOAD_AGAIN = `${NOBODY} Upload the sheet again and schedule it anew.`;
const ASK_ADMIN = `Some users may have been paid. ${NOT_ANEW} Tell an admin.`;

const by = (who: string | undefined): string => (who === undefined ? "" : ` by ${who}`);

function payments(count: number): string {
  return count === 1 ? "1 payment" : `${formatAmount(count)} payments`;
}

function points(count: number): string {
  return count === 1 ? "1 point" : `${formatAmount(count)} points`;
}

export const englishStatus: StatusWords = {
  toDo: "What to do",
  call: (mentions) => `${mentions} please have a look.`,
  dryRun: {
    mark: "[Dry run]",
    summary: "This is a dry run: nobody is really paid.",
    pointsPaid: "Points that would be paid",
    approve: (what) => `Paying ${what} will only be tried out at the time it is scheduled for.`,
    counts({ paid, rejected, pending }) {
      const parts = [`${formatAmount(paid)} would be paid`, `${formatAmount(rejected)} would fail`];
      if (pending > 0) parts.push(`${formatAmount(pending)} left`);
      return parts.join(" · ");
    },
    completed: ({ rejected }) =>
      rejected === 0
        ? "The dry run is complete. Nothing was found to stand in the way of paying."
        : `The dry run is complete. If paid for real, ${payments(rejected)} would fail.`,
  },
  what: (count, total) => `${payments(count)} · ${points(total)}`,
  labels: {
    what: "To be paid",
    soFar: "So far",
    rate: "Rate",
    timeLeft: "Time left",
    pausedSince: "Paused since",
    outageSince: "Waiting since",
    reason: "Why",
    retryOf: "Pays again",
  },
  ratePerSecond: (rate) => `${rate} payments a second`,
  about: (duration) => `about ${duration}`,
  failedOf: (payoutId) => `what failed in payout ${payoutId}`,
  forAdmin: (detail) => `For an admin: ${detail}`,

  awaitingApproval: (what, who) => ({
    headline: `✋ Awaiting approval: ${what}`,
    summary: `${who} asked for approval. Nobody is paid until it is approved.`,
    toDo:
      "Look at the payout, then choose “Approve” or “Decline” below. Whoever uploaded or scheduled " +
      "it can’t approve it. Unless it is approved before its time, nobody is paid.",
  }),
  declined: (what, who) => ({
    headline: `↩️ Declined: ${what}`,
    summary: `Declined${by(who)}. ${NOBODY}`,
    toDo:
      "To pay it after all, schedule it on the payout’s page and so ask for approval again. If the " +
      "sheet must change, upload the corrected one as a new payout.",
  }),
  held: (what, who) => ({
    headline: `✋ On hold: ${what}`,
    summary: `Taken out of the schedule${by(who)}. ${NOBODY}`,
    toDo: "To pay it after all, choose a new time on the payout’s page.",
  }),
  scheduled: (what) => ({
    headline: `📅 Scheduled: ${what}`,
    summary:
      "Paying begins by itself at this time. If something is wrong, choose “Hold” before then.",
  }),
  overdue: () => ({
    headline: "⏰ A scheduled payout did not start",
    summary: "Its time has passed, and paying has not begun. Nobody has been paid yet.",
    toDo:
      "Move it to a new time on the payout’s page, or choose “Hold” to take it out of the schedule. " +
      "Should it still start late, nobody is paid twice. Tell an admin if this happens again.",
  }),
  cancelled: (what, who) => ({
    headline: `🚫 Cancelled: ${what}`,
    summary: `Cancelled${by(who)}. Nobody was paid.`,
    toDo: "To pay it after all, upload the sheet again and schedule it.",
  }),
  distributing: (percent, { payments: all, pending }) => ({
    headline: `💸 Points are being paid: ${percent}%`,
    summary: `${formatAmount(all - pending)} of ${payments(all)} done.`,
  }),
  waiting: (percent) => `⏳ Waiting for the points system: ${percent}%`,
  outage: {
    summary: "The points system does not answer, so paying waits for it.",
    toDo: `Nothing for now. Paying goes on by itself once the points system is back. ${NOT_ANEW}`,
  },
  paused: (percent) => `⏸️ Paying is paused: ${percent}%`,
  pause(reason, who) {
    switch (reason) {
      case "stopped_by_person":
        return {
          summary: `Stopped by ${who ?? "a person"}. The payments that are left are not made until it is resumed.`,
          toDo: `To go on, ${RESUME} ${NOT_ANEW}`,
        };
      case "points_api_unavailable":
        return {
          summary: "The points system does not answer, so paying is paused and waits for it.",
          toDo: `Nothing for now. Paying goes on by itself once the points system is back. ${NOT_ANEW}`,
        };
      case "points_api_refuses_credentials":
        return {
          summary:
            "The points system does not let us in. Paying is paused and won’t go on by itself.",
          toDo: `Tell an admin. Once they have mended our access to the points system, ${RESUME} ${NOT_ANEW}`,
        };
    }
  },
  completed({ rejected, unknown }) {
    if (rejected + unknown === 0) return "The payout is complete. Everybody was paid.";
    const failed = rejected === 0 ? "" : ` ${payments(rejected)} failed.`;
    const unclear =
      unknown === 0 ? "" : ` Nobody can tell whether ${payments(unknown)} went through.`;
    return `The payout is complete.${failed}${unclear}`;
  },
  halted: (counts) => ({ headline: `🛑 Halted: ${counts}`, summary: "The payout was halted." }),
  halt(reason, untouched) {
    switch (reason) {
      case "sheet_changed":
        return {
          summary: "The sheet is not the one that was checked when it was scheduled.",
          toDo: untouched ? UPLOAD_AGAIN : ASK_ADMIN,
        };
      case "sheet_unreadable":
        return {
          summary: "The stored sheet can’t be read.",
          toDo: untouched ? UPLOAD_AGAIN : ASK_ADMIN,
        };
      case "points_api_unavailable":
        return {
          summary: "The points system did not answer for so long that waiting for it has ended.",
          toDo: `Once the points system is back, ${RESUME} ${NOT_ANEW}`,
        };
      case "execution_died":
        return {
          summary: "Paying ended unexpectedly, and the payments that are left are not being made.",
          toDo: `To go on, ${RESUME} ${NOT_ANEW}`,
        };
    }
  },
};
