import { formatAmount } from "../formats.ts";
import { DECISIONS_EN_OF_REVERSALS } from "./decision-words.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { english } from "./words-en.ts";

const NOTHING = "Nothing has been taken back.";
const RESUME =
  "choose “Resume” in its message or on its page. What was taken back already is passed over, so nothing is taken twice.";
const ASK_AGAIN = "ask for it again on the page of the original payout.";

const by = (who: string | undefined): string => (who === undefined ? "" : ` by ${who}`);

function payments(count: number): string {
  return count === 1 ? "1 payment" : `${formatAmount(count)} payments`;
}

function notTakenBack(rejected: number, unknown: number): string {
  const failed = rejected === 0 ? "" : ` ${payments(rejected)} could not be taken back.`;
  const unclear =
    unknown === 0 ? "" : ` Nobody can tell whether ${payments(unknown)} were taken back.`;
  return `${failed}${unclear}`;
}

const { words, status, notifications, unpaid, buttons, answers } = english;

/** All that Slack shows of a payout that takes points back: nobody is paid by it. */
export const englishOfReversals: Vocabulary = {
  ...english,
  words: {
    ...words,
    isReversal: true,
    counts({ paid, rejected, unknown, accepted, withdrawn, pending }) {
      const parts = [`${formatAmount(paid)} taken back`];
      if (rejected > 0) parts.push(`${formatAmount(rejected)} not taken back`);
      if (unknown > 0) parts.push(`${formatAmount(unknown)} to check`);
      if (withdrawn > 0) parts.push(`${formatAmount(withdrawn)} withdrawn`);
      if (accepted > 0) parts.push(`${formatAmount(accepted)} accepted`);
      if (pending > 0) parts.push(`${formatAmount(pending)} left`);
      return parts.join(" · ");
    },
    pointsPaid: "Points taken back",
    uploadedBy: "Asked for by",
    openPayout: "Open reversal",
    payoutId: (payoutId) => `Reversal ${payoutId}`,
    reasons: {
      ...words.reasons,
      givenUp: "the points system never took it back, however often it was asked",
      inDoubt: "no answer came, so it may or may not have been taken back",
      provesNothing: "the points system’s answer does not tell whether it was taken back",
      failedThere: "the points system failed over it, so it may or may not have been taken back",
      inProgress:
        "the points system kept answering that it has this request already, so nobody can tell whether it was taken back",
      refusedRepeat:
        "the points system refused the repeat of a call whose first answer was lost, so nobody can tell whether it was taken back",
      notConfirmed: "the points system accepted it, and did not say in time what became of it",
      keyExpired:
        "its answer was lost, and so long ago that asking again might take it back twice, so nobody can tell whether it was",
      resolvedNotPaid: "a person found that it was not taken back",
    },
  },
  status: {
    ...status,
    labels: {
      ...status.labels,
      what: "To be taken back",
      whyNotPaid: "Why it is not taken back as it is",
      perPayment: "Of one payment",
    },
    scheduleForApproval:
      "To have it taken back, schedule it again on its page and have that approved. An approver or admin who " +
      "neither asked for it nor owned it can schedule it directly.",
    resumeByApprover:
      "Only an approver or admin who neither asked for it nor owned it can resume it, in its message or on its " +
      "page. If nothing else is to be taken back, choose “End reversal” on its page.",
    awaitingApproval: (what, who) => ({
      headline: `✋ To be taken back, awaiting approval: ${what}`,
      summary: `${who} asked for approval. Nothing is taken back until it is approved.`,
      toDo:
        "Look at the reversal, then choose “Approve” or “Decline” below. Whoever asked for, owned or " +
        "scheduled it can’t approve it. Unless it is approved before its time, nothing is taken back.",
    }),
    declined: (what, who) => ({
      headline: `↩️ Reversal declined: ${what}`,
      summary: `Declined${by(who)}. ${NOTHING}`,
      toDo: "To take it back after all, schedule it on its page and so ask for approval again.",
    }),
    held: (what, who) => ({
      headline: `✋ Reversal on hold: ${what}`,
      summary: `Taken out of the schedule${by(who)}. ${NOTHING}`,
      toDo: "To take it back after all, choose a new time on its page.",
    }),
    sentBack: (what) => ({
      headline: `↩️ Not taken back: ${what}`,
      summary: `Its time came, and it may not be taken back as it is now. ${NOTHING}`,
      toDo: "To go on, schedule it again on its page and have another person approve it.",
    }),
    scheduled: (what) => ({
      headline: `📅 To be taken back: ${what}`,
      summary:
        "It begins by itself at this time. If something is wrong, choose “Hold” before then.",
    }),
    overdue: () => ({
      headline: "⏰ A scheduled reversal did not start",
      summary: `Its time has passed, and it has not begun. ${NOTHING}`,
      toDo:
        "Move it to a new time on its page, or choose “Hold” to take it out of the schedule. Tell an admin if " +
        "this happens again.",
    }),
    cancelled: (what, who) => ({
      headline: `🚫 Reversal cancelled: ${what}`,
      summary: `Cancelled${by(who)}. Nothing was taken back.`,
      toDo: `To take it back after all, ${ASK_AGAIN}`,
    }),
    distributing: (percent, counts) => ({
      ...status.distributing(percent, counts),
      headline:
        counts.pending === 0 && counts.accepted > 0
          ? `⏳ Waiting for the results: ${percent}%`
          : `↩️ Points are being taken back: ${percent}%`,
    }),
    ending: (percent, who) => ({
      headline: `⏹️ Reversal being ended: ${percent}%`,
      summary: `${who} ended it. What was not asked for yet is not taken back, and what became of the rest is being found out.`,
    }),
    outage: (cause) => ({
      summary:
        cause === "daily_quota"
          ? status.outage(cause).summary
          : "The points system takes nothing back at the moment, so the reversal waits for it.",
      toDo: "Nothing for now. It goes on by itself once the points system is back.",
    }),
    paused: (percent) => `⏸️ Taking back is paused: ${percent}%`,
    pause(reason, who) {
      switch (reason) {
        case "stopped_by_person":
          return {
            summary: `Stopped by ${who ?? "a person"}. What is left is not taken back until it is resumed.`,
            toDo: `To go on, ${RESUME} If nothing else is to be taken back, choose “End reversal” on its page.`,
          };
        case "points_api_unavailable":
          return {
            summary:
              "The points system does not answer, so the reversal is paused and waits for it.",
            toDo: "Nothing for now. It goes on by itself once the points system is back.",
          };
        case "points_api_refuses_credentials":
        case "points_api_refuses_calls":
          return {
            summary:
              "The points system refuses our calls, whoever they are for. Taking back is paused and won’t go on by itself.",
            toDo: `Tell an admin. Once our access or the way we call is mended, ${RESUME}`,
          };
        case "many_refused":
          return {
            summary:
              "The points system refuses so many for the same reason that taking back is paused. It won’t go on by itself.",
            toDo:
              "Read the reason. If these really can’t be taken back, as the balances are too low, “Resume” takes " +
              "back the others. If nothing else is to be taken back, choose “End reversal”.",
          };
        case "past_latest":
          return {
            summary: "The latest time that was set has passed, so the rest is not taken back.",
            toDo: `To take it back all the same, ${RESUME} If nothing else is to be taken back, choose “End reversal” on its page.`,
          };
        case "table_copied":
          return {
            summary:
              "The data was restored from a backup, or copied, so nothing is taken back: what was taken back since is not known here.",
            toDo: `Tell an admin. Once they have looked and said that it was restored, ${RESUME}`,
          };
        case "canary":
          return {
            summary: "Something is wrong with the first of them, so nothing else is taken back.",
            toDo: `Look at what was asked and what was answered. If it is well, ${RESUME} If nothing else is to be taken back, choose “End reversal” on its page.`,
          };
      }
    },
    endAgain:
      "This reversal is being ended, and what became of what was begun is not found out yet. Choose “End " +
      "reversal” on its page once more: then it is. Nothing else is taken back.",
    completed({ rejected, unknown }) {
      return rejected + unknown === 0
        ? "The reversal is complete. Everything was taken back."
        : `The reversal is complete.${notTakenBack(rejected, unknown)}`;
    },
    endedBy: (who, { withdrawn, rejected, unknown }) =>
      `${who} ended the reversal. ${payments(withdrawn)} ${withdrawn === 1 ? "was" : "were"} not taken back any more.${notTakenBack(rejected, unknown)}`,
    halted: (counts) => ({
      headline: `🛑 Halted: ${counts}`,
      summary: "The reversal was halted.",
    }),
    halt: (reason) => ({
      ...status.halt(reason, true),
      ...(reason === "execution_died" && {
        summary: "Taking back ended unexpectedly, and what is left is not being taken back.",
      }),
      ...(reason === "points_api_unavailable" && {
        summary: "The points system took nothing back for so long that waiting for it has ended.",
      }),
      toDo: reason.startsWith("sheet") ? `To take it back, ${ASK_AGAIN}` : `To go on, ${RESUME}`,
    }),
  },
  notifications: {
    ...notifications,
    receiptSummary: (what, differences, compared) =>
      `${what}: compared after taking back, with ${formatAmount(compared)} looked up in the points system, ` +
      `${differences === 1 ? "1 difference was" : `${formatAmount(differences)} differences were`} found. Nothing was changed.`,
    receiptToDo: (rows) =>
      `Open the receipt: it says what to do about each${rows.length === 0 ? "" : ` (rows ${rows.join(", ")})`}, ` +
      "and compares all when you ask for it. Take nothing back again before that.",
    reminder: (duration) =>
      duration === undefined
        ? "⏰ Points will be taken back soon"
        : `⏰ Points will be taken back in ${duration}`,
    reminderSummary: (what, when) => `Taking back of ${what} begins ${when}.`,
    reminderToDo:
      "Nothing, if it may be taken back as it is. If not, choose “Hold” below before it begins: it is " +
      "taken out of the schedule, and nothing is taken back.",
    obstaclesToDo:
      "As things are it will not be taken back at that time: it goes back to be scheduled again. Before " +
      "then, choose “Hold”, then schedule it again on its page and have another person approve it.",
    handedOver: "🤝 A reversal has another owner",
    sentBack: "↩️ A reversal did not begin at its time",
    sentBackSummary: (what, when, who) =>
      `${what}, scheduled by ${who} for ${when}, may not be taken back as it is. ${NOTHING}`,
    approvalNeeded: "✋ A reversal needs approval",
    approvalSummary: (what, when, who) =>
      `${who} asks for approval to take back ${what} at this time: ${when}.`,
    approvalToDo:
      "Choose “Approve” or “Decline” in the first message of this thread. Whoever asked for, owned or " +
      "scheduled it can’t approve it. Unless it is approved before its time, nothing is taken back.",
    outage: (cause) =>
      cause === "makes_none"
        ? "⏳ The points system takes nothing back"
        : notifications.outage(cause),
    paused: "⏸️ Taking back is paused",
    goingOn: "▶️ Taking back goes on again",
    goingOnSummary:
      "The points system is back, and what is left is being taken back. There is nothing to do.",
    halted: "🛑 A reversal was halted",
  },
  decisions: DECISIONS_EN_OF_REVERSALS,
  unpaid: {
    ...unpaid,
    failed: (count) => ({
      heading: `${formatAmount(count)} not taken back`,
      text: `These users still have their points. Read why; to try once more, ${ASK_AGAIN}`,
    }),
    withdrawn: (count) => ({
      heading: `${formatAmount(count)} withdrawn`,
      text: `The reversal was ended before their turn. To take them back after all, ${ASK_AGAIN}`,
    }),
    unknown: (count) => ({
      heading: `${formatAmount(count)} to check`,
      text:
        "Nobody can tell whether these were taken back. Compare with the points system’s records, then settle " +
        "them on the reversal’s page: chosen ones, all that match a search, or a list with what became of each. " +
        "“Not taken back” takes two people.",
    }),
    headline: ({ unknown }) =>
      unknown ? "📋 Not taken back and to check: why, and who" : "📋 Not taken back: why, and who",
    names({ all, unknown }) {
      const who = unknown ? "Not taken back and to check" : "Not taken back";
      return all ? who : `${who}, the first ones`;
    },
  },
  answers: {
    ...answers,
    done: {
      approve_payout: (title) =>
        `You approved “${title}”. It is taken back at the time it is scheduled for.`,
      decline_payout: (title) => `You declined “${title}”. Nothing is taken back.`,
      hold_payout: (title) =>
        `You put “${title}” on hold. Nothing is taken back until somebody schedules it again.`,
      stop_payout: answers.done.stop_payout,
      resume_payout: (title) => `You resumed “${title}”. What is left is being taken back.`,
    },
    dialog: {
      ...answers.dialog,
      title: "Decline reversal",
      hint: "Whoever asked for it sees the reason, and it stays in the history.",
    },
  },
  buttons: {
    approve_payout: {
      ...buttons.approve_payout,
      question: "Approve this reversal?",
      consequence: (what) =>
        `${what} will be taken back at the time it is scheduled for. It can’t be undone.`,
    },
    decline_payout: {
      ...buttons.decline_payout,
      question: "Decline this reversal?",
      consequence: () => "Nothing is taken back, and it goes back to whoever asked for it.",
    },
    hold_payout: {
      ...buttons.hold_payout,
      question: "Put this reversal on hold?",
      consequence: () =>
        "It is taken out of the schedule, and nothing is taken back. To go on, schedule it again.",
    },
    stop_payout: {
      ...buttons.stop_payout,
      label: "Stop taking back",
      question: "Stop taking back?",
      consequence: () =>
        "What is left is not taken back. What was taken back stays so, and you can resume later.",
    },
    resume_payout: {
      ...buttons.resume_payout,
      question: "Go on taking back?",
      consequence: () =>
        "What is left is taken back; what was taken back already is passed over. First read why it stopped.",
    },
  },
};
