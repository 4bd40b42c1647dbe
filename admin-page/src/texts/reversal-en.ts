import { count, plural } from "../components/numbers.ts";
import { en } from "./en.ts";
import type { Texts } from "./ko.ts";

/** The page's texts about a payout that takes points back: nobody is paid by it. */
export const reversalEn: Texts = {
  ...en,
  stages: { ...en.stages, pay: "Take back" },
  payout: {
    ...en.payout,
    states: { ...en.payout.states, distributing: "Taking back" },
    shortcomings: {
      someFailed: "Completed, some failed",
      nobodyPaid: "Completed, nothing taken back",
      toCheck: "Completed, some to check",
    },
    setBackStates: { ...en.payout.setBackStates, sentBack: "Sent back, nothing taken" },
    waitingRetry: "The list of what is to be taken back is being made.",
    cancelled: "This reversal was cancelled. Nothing was taken back.",
    tabs: "Details of the reversal",
    channelBehind: (since) =>
      `Slack could not be told since ${since}. Taking back is not affected, and Slack is told by itself once it is back.`,
  },
  check: {
    ...en.check,
    good: "This is what is to be taken back. Check that the facts below are right, then schedule it.",
    goodReader: "This is what is to be taken back. It is not scheduled yet.",
    payments: "To be taken back",
    total: "Points to be taken back",
    perPayment: "Of one payment",
    digestHelp: "Compared again right before taking back: if the list changed, nothing is taken.",
  },
  schedule: {
    ...en.schedule,
    time: "Take back at",
    soonestHelp: "It is taken back as soon as it can be, counted from the moment you schedule it.",
    quiet: (time) =>
      `These are quiet hours, in which nothing is taken back. It really begins at ${time}.`,
    latestHelp:
      "After it nothing more is taken back: what is left waits, paused, for a person to decide.",
    latestTooSoon: "It has to be after taking back begins.",
    total: "Type the total points to be taken back",
    totalHelp: "A last check of how much is taken back. With or without commas.",
    approval: {
      none: () => "Once scheduled, it waits for another person's approval, as every reversal does.",
      limit: () =>
        "Once scheduled, it waits for another person's approval, as every reversal does.",
      again: () => "Scheduled or moved, it waits for another person's approval again.",
      brake: en.schedule.approval.brake,
    },
    holdHelp:
      "It is taken out of the schedule, and nothing is taken back. To go on, schedule it again; it has to be approved again.",
    cancel: "Cancel reversal",
    cancelTitle: "Cancel this reversal?",
    cancelHelp:
      "Nothing is taken back. To do it after all, ask for it at the original payout again.",
    cancelDo: "Cancel the reversal",
  },
  sentBack: {
    ...en.sentBack,
    title: "Its time came, and nothing was taken back",
    scheduledBy: (name) => `Scheduled by ${name}; not taken back at`,
    why: "Why it is not taken back as it is",
    help: "Nothing was taken back. To go on, schedule it again; another person approves it.",
  },
  brake: {
    ...en.brake,
    again: "Nothing was taken back. To take it back after all, schedule it again.",
    others:
      "It goes on once an approver or admin who neither asked for it nor owned it approves or resumes it.",
  },
  approval: {
    ...en.approval,
    who: "An approver or admin other than those who asked for, owned or scheduled it must approve.",
    ownHelp:
      "You can't approve what you asked for, owned or scheduled yourself. Ask another approver.",
    youSettled:
      "You said of some of these that they were not taken back, so you can't approve it. Ask another approver.",
    decideHelp: "Check the time, the amounts and the list below, then approve or decline it.",
    approveTitle: "Approve this reversal?",
    approveHelp: (payments, points) =>
      `This schedules that ${payments}, ${points} in all, are taken back. It can't be undone.`,
    declineTitle: "Decline this reversal?",
    declineHelp: "It is not scheduled and goes back to who asked for it. Say what should change.",
  },
  paying: {
    ...en.paying,
    points: "Points taken back",
    outageAnswering: "The points system takes nothing back at the moment",
    plannedOutages: {
      ...en.paying.plannedOutages,
      quiet_hours: {
        ...en.paying.plannedOutages.quiet_hours,
        title: "These are quiet hours, in which nothing is taken back",
      },
    },
    outageHelp: "It waits and goes on by itself once it is back. There is nothing to do.",
    quietHelp: "Taking back goes on by itself once they are over. There is nothing to do.",
    acceptedAtRest:
      "Nobody asks for the results while it rests. They are found out once it is resumed or ended.",
    paused: "Taking back is paused",
    halted: "Taking back was halted",
    whyPaused: {
      ...en.paying.whyPaused,
      stopped_by_person: "A person stopped it. Nothing more is taken back until it is resumed.",
      points_api_unavailable:
        "The points system does not answer. Taking back goes on by itself once it does.",
      many_refused:
        "The points system refuses so many for the same reason that the rest is not taken back for now.",
      canary: "Something is wrong with the first of them, so nothing else is taken back.",
      table_copied:
        "The data was restored from a backup, or copied, so nothing is taken back: what was taken back since is not known here. Once an admin has looked and said that it was restored, it can be resumed.",
      past_latest:
        "The latest time that was set has passed, so the rest is not taken back. Resume to take it back all the same, or end it.",
    },
    refusedWays: [
      "If something is wrong that can be mended, have it mended, then resume. What was refused already can be asked for again at the original payout.",
      "If these really can't be taken back, as the balances are too low, resume: refusals for this reason won't pause it again.",
      "If nothing else is to be taken back, end the reversal.",
    ],
    whyHalted: {
      ...en.paying.whyHalted,
      sheet_changed: "The list is not the one that was scheduled, so nothing was taken back.",
      points_api_unavailable:
        "The points system took nothing back for too long. Resume once it is back.",
      execution_died:
        "Taking back stopped unexpectedly. It can be resumed; nothing is taken back twice.",
    },
    unknown: (n) => `${plural(n, "payment")} may or may not have been taken back`,
    unknownHelp:
      "Compare with the points system's records, then settle them in the list. “Not taken back” takes two people.",
    proposed: (n) =>
      `${plural(n, "payment")} of them ${n === 1 ? "waits" : "wait"} for a second person: one has said “Not taken back”.`,
    showRejected: "Show what could not be taken back",
    stop: "Stop taking back",
    stopTitle: "Stop taking back?",
    stopHelp:
      "Nothing new is asked for two seconds from now. What was taken back stays so, and you can resume later.",
    resumeTitle: "Resume taking back?",
    resumeHelp: "Only the rest is taken back. Nothing is taken back twice.",
    resumePastLatestHelp:
      "The rest is taken back although the latest time has passed. Nothing is taken back twice.",
    resumeRefusedHelp:
      "Only the rest is taken back. However many more are refused for the same reason, it does not pause for that again.",
    end: "End reversal",
    endTitle: "End this reversal?",
    endHelp: "This can't be undone, and the reversal can't be resumed any more.",
    askedTitle: (n) =>
      `${plural(n, "payment")} ${n === 1 ? "was" : "were"} asked for, and may or may not have been taken back`,
    askedHelp:
      "They are not waiting. What became of them is found out once it is resumed or ended.",
    endWays: ({ paid, accepted, sending, waiting }) => [
      `${plural(waiting, "waiting payment")}: not taken back. You can ask for it again at the original payout.`,
      ...(sending === 0
        ? []
        : [
            `${plural(sending, "payment")} asked for already, with nothing known yet: looked into, and left “To check” where the points system does not tell.`,
          ]),
      ...(accepted === 0
        ? []
        : [`${plural(accepted, "accepted payment")}: waited for until the result is there.`]),
      ...(paid === 0 ? [] : [`${plural(paid, "payment")} taken back already: left as is.`]),
    ],
    endAgain:
      "It stopped while it was being ended. Choose “End reversal” once more to find out what became of what was begun. Nothing else is taken back.",
    ending: "The reversal is being ended",
    endingHelp:
      "What was not asked for yet is not taken back; what became of the rest is being found out. There is nothing to do.",
    endedBy: (name, time) => `${name} ended the reversal on ${time}.`,
    endedHelp: (n) =>
      n === 0
        ? "Everything had been asked for already, so nothing was left out."
        : `${plural(n, "payment")} that ${n === 1 ? "was" : "were"} left ${n === 1 ? "was" : "were"} not taken back.`,
  },
  receipt: {
    ...en.receipt,
    title: "Receipt of a reversal",
    compareHelp:
      "Each is looked up. Nothing is taken back or changed, and payouts that are being paid go first. It goes on if you leave.",
    payoutId: "Reversal",
    file: "List",
    digest: "Fingerprint of what was taken back",
    uploadedBy: "Asked for by",
    lines: {
      ...en.receipt.lines,
      sheet: "The list",
      paid: "Taken back",
      rejected: "Not taken back",
      inBooks: "Taken back by the points system’s books",
    },
    noBooks:
      "The books of this points system can't be asked: only list, ledger and the reversal's totals were compared.",
    behind: "The reversal has changed since it was compared. Compare again to see it as it is now.",
    sign: {
      ...en.receipt.sign,
      another: "Another person than those who asked for it or owned it signs it.",
    },
  },
  payments: {
    ...en.payments,
    states: { ...en.payments.states, paid: "Taken back", rejected: "Not taken back" },
    resolveHelp:
      "Look it up in the points system's records first. What was not taken back can be asked for again, so another person has to say “Not taken back” as well.",
    asPaid: "Taken back",
    asNotPaid: "Not taken back",
    asUnknown: "Not known yet (takes back “Not taken back”)",
    proposedBy: (name, note) => `${name} said “Not taken back”: ${note}`,
    confirmChosen: (n) => `Confirm that the ${count(n)} chosen were not taken back`,
    withdrawn: "Not taken back: the reversal was ended before its turn",
  },
  history: {
    ...en.history,
    actions: {
      ...en.history.actions,
      created: "Asked for the reversal",
      started: "Started taking back",
      outage_began: "The points system took nothing back; waiting for it",
      settlement_proposed: "Said that payments were not taken back, or withdrew that",
      sent_back: "Sent back with nothing taken back, to be looked at again",
    },
    payTime: (time) => `To be taken back ${time}`,
    payTimeBefore: (time) => `Was to be taken back ${time}`,
  },
};
