import type { Counts } from "../../domain/payout/payout.ts";

import { formatAmount } from "../formats.ts";
import type { OutageCause } from "../outage-cause.ts";
import { DECISIONS_EN } from "./decision-words.ts";
import type {
  AlarmWords,
  AnswerWords,
  ButtonWords,
  MessageWords,
  NotificationWords,
  StatusWords,
  UnpaidWords,
  Vocabulary,
} from "./vocabulary.ts";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = [
  ...["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
  ...["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

const shared: MessageWords = {
  language: "en",
  counts({ paid, rejected, unknown, accepted, withdrawn, pending }) {
    const parts = [`${formatAmount(paid)} paid`, `${formatAmount(rejected)} failed`];
    if (unknown > 0) parts.push(`${formatAmount(unknown)} to check`);
    if (withdrawn > 0) parts.push(`${formatAmount(withdrawn)} withdrawn`);
    if (accepted > 0) parts.push(`${formatAmount(accepted)} accepted`);
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
  owner: "Owner",
  ownerOf: (owner, uploadedBy) => `${owner} (uploaded by ${uploadedBy})`,
  approvedBy: "Approved by",
  row: (row) => `Row ${row}`,
  openPayout: "Open payout",
  payoutId: (payoutId) => `Payout ${payoutId}`,
  reasons: {
    noSuchUser: "no such user",
    notAccepted: "the points system did not accept the request",
    conflict: "the points system says that it conflicts with what it has already",
    tooBusy: "the points system was too busy for it for too long",
    givenUp: "the points system never made it, however often it was asked",
    inDoubt: "no answer came, so it may or may not have been paid",
    provesNothing: "the points system’s answer does not tell whether it was paid",
    failedThere: "the points system failed over it, so it may or may not have been paid",
    inProgress:
      "the points system kept answering that it has this request already, so nobody can tell whether it was paid",
    refusedRepeat:
      "the points system refused the repeat of a call whose first answer was lost, so nobody can tell whether it was paid",
    notConfirmed: "the points system accepted it, and did not say in time whether it was paid",
    keyExpired:
      "its answer was lost, and so long ago that asking again might pay it twice, so nobody can tell whether it was paid",
    resolvedNotPaid: "a person found that it was not paid",
    paidByOriginal: "the first payout had paid it after all, so it was not paid again",
    originalNotPaid: "the original payout did not pay it, so it was not taken back",
    originalErased: "its user was erased, so it was not taken back",
    reversedByAnother: "another reversal has it, so it was not taken back by this one",
    noReason: "no reason was recorded",
    refused: (code) =>
      code === undefined
        ? "the points system refused it"
        : `the points system refused it (${code})`,
  },
};

const NOBODY = "Nobody has been paid.";
const RESUME =
  "choose “Resume” in the payout’s message or on its page. Whoever was paid already is passed over, so nobody is paid twice.";
const RETRY = "“Retry what was not paid”";
const WHY_WAITING: Readonly<Record<OutageCause, string>> = {
  no_answer: "The points system does not answer, so paying waits for it.",
  makes_none: "The points system makes no payments at the moment, so paying waits for it.",
  maintenance: "The points system is being maintained, so nothing is begun until that is over.",
  daily_quota: "The points system takes only so many calls a day, and those of today are used up.",
  quiet_hours:
    "These are hours in which nobody is to be paid, so nothing is begun until they are over.",
};
const OUTAGE_HEADLINES: Readonly<Record<OutageCause, string>> = {
  no_answer: "⏳ The points system does not answer",
  makes_none: "⏳ The points system makes no payments",
  maintenance: "⏳ The points system is being maintained",
  daily_quota: "⏳ Today’s calls to the points system are used up",
  quiet_hours: "🌙 These are quiet hours",
};
const NOT_ANEW = "Don’t upload and schedule the same sheet again.";
const UPLOAD_AGAIN = `${NOBODY} Upload the sheet again and schedule it anew.`;
const ASK_ADMIN = `Some users may have been paid. ${NOT_ANEW} Tell an admin.`;

const by = (who: string | undefined): string => (who === undefined ? "" : ` by ${who}`);

function payments(count: number): string {
  return count === 1 ? "1 payment" : `${formatAmount(count)} payments`;
}

/** What the points API has taken, and tells later. */
function awaited(accepted: number): string {
  if (accepted === 0) return "";
  return ` The points system accepted ${formatAmount(accepted)} and tells later what became of them: nobody has to do anything.`;
}

function notPaid({ rejected, unknown }: Counts): string {
  const failed = rejected === 0 ? "" : ` ${payments(rejected)} failed.`;
  const unclear =
    unknown === 0 ? "" : ` Nobody can tell whether ${payments(unknown)} went through.`;
  return `${failed}${unclear}`;
}

function points(count: number): string {
  return count === 1 ? "1 point" : `${formatAmount(count)} points`;
}

const status: StatusWords = {
  toDo: "What to do",
  call: (mentions) => `${mentions} please have a look.`,
  dryRun: {
    mark: "[Dry run]",
    summary: "This is a dry run: nobody is really paid.",
    pointsPaid: "Points that would be paid",
    approve: (what) => `Paying ${what} will only be tried out at the time it is scheduled for.`,
    counts({ paid, rejected, withdrawn, pending }) {
      const parts = [`${formatAmount(paid)} would be paid`, `${formatAmount(rejected)} would fail`];
      if (withdrawn > 0) parts.push(`${formatAmount(withdrawn)} withdrawn`);
      if (pending > 0) parts.push(`${formatAmount(pending)} left`);
      return parts.join(" · ");
    },
    completed: ({ rejected }) =>
      rejected === 0
        ? "The dry run is complete. Nothing was found to stand in the way of paying."
        : `The dry run is complete. If paid for real, ${payments(rejected)} would fail.`,
  },
  canary: {
    paying: (percent, count) => ({
      headline: `🐤 The first ${formatAmount(count)} are paid and looked at: ${percent}%`,
      summary: `The first ${payments(count)} ${count === 1 ? "is" : "are"} made and looked at; if nothing is wrong, all others follow.`,
    }),
    wrong: "What is wrong",
    faults: {
      in_doubt: "Nobody can tell whether all of them were paid.",
      none_paid: "None of them was paid.",
      balance_differs: "A balance changed by something else than the points that were paid.",
    },
    asked: "What was asked, and what was answered",
    states: {
      pending: "not asked for",
      sending: "nobody can tell",
      accepted: "accepted",
      paid: "paid",
      rejected: "refused",
      unknown: "nobody can tell",
      withdrawn: "withdrawn",
    },
    balance: (before, after) => `balance ${before} → ${after}`,
    more: (count) => `And ${formatAmount(count)} more on the payout’s page.`,
  },
  what: (count, total) => `${payments(count)} · ${points(total)}`,
  labels: {
    latest: "At the latest",
    beginsAt: "Really begins (quiet hours until then)",
    what: "To be paid",
    soFar: "So far",
    rate: "Rate",
    timeLeft: "Time left",
    pausedSince: "Paused since",
    outageSince: "Waiting since",
    outageUntil: "It asked us to wait until",
    goesOnAt: "Goes on at",
    refusedBecause: "Refused because",
    apiSays: "The points system says",
    refusedLast: "Refused last",
    endReason: "Why it was ended",
    reason: "Why",
    note: "Note to whoever approves",
    asked: "Asked for, not known",
    askedOf: (count) => `${count} (not waiting: looked up once it is resumed or ended)`,
    soonestUntil: "As soon as it is approved, until",
    retryOf: "Pays again",
    reversalOf: "Takes back",
    reversalReason: "Why it is taken back",
    pointsApi: "Paid in",
    whyApproval: "Why it needs approval",
    whyNotPaid: "Why it is not paid as it is",
    perPayment: "One person gets",
    users: "Users of the sheet",
  },
  usersMissing: (missing, looked, when) =>
    `${missing} of ${looked} did not exist on ${when}. They will be refused, and all others paid; until paying begins, its page lists them.`,
  usersFound: (looked, when) => `all ${looked} that were looked up existed on ${when}`,
  average: "average",
  median: "median",
  largest: "at most",
  warnings: (count, who) => `Look at these: ${count} (✓: ${who} has looked at it)`,
  moreWarnings: (count) => `And ${count} more on the payout’s page.`,
  revision: (revision) => `Revision ${revision}`,
  scheduleForApproval:
    "To have it paid, schedule it again on its page and have that approved. An approver or admin who " +
    "neither uploaded nor owned it can schedule it directly.",
  resumeByApprover:
    "Only an approver or admin who neither uploaded nor owned it can resume it, in its message or on its page. " +
    `If nobody else is to be paid, choose “End payout” on its page. ${NOT_ANEW}`,
  ratePerSecond: (rate) => `${rate} payments a second`,
  about: (duration) => `about ${duration}`,
  failedOf: (payoutId) => `what was not paid in payout ${payoutId}`,
  paidOf: (payoutId) => `what was paid by payout ${payoutId}`,
  forAdmin: (detail) => `For an admin: ${detail}`,

  awaitingApproval: (what, who) => ({
    headline: `✋ Awaiting approval: ${what}`,
    summary: `${who} asked for approval. Nobody is paid until it is approved.`,
    toDo:
      "Look at the payout, then choose “Approve” or “Decline” below. Whoever uploaded, owned or " +
      "scheduled it can’t approve it. Unless it is approved before its time, nobody is paid.",
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
  sentBack: (what) => ({
    headline: `↩️ Not paid: ${what}`,
    summary: `Its time came, and it may not be paid as it is now. ${NOBODY}`,
    toDo:
      "To pay it after all, schedule it again on the payout’s page and, where it needs approval, have " +
      "another person approve it.",
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
  distributing: (percent, { payments: all, pending, accepted }) => ({
    headline:
      pending === 0 && accepted > 0
        ? `⏳ Waiting for the results: ${percent}%`
        : `💸 Points are being paid: ${percent}%`,
    summary: `${formatAmount(all - pending - accepted)} of ${payments(all)} done.${awaited(accepted)}`,
  }),
  ending: (percent, who, { accepted }) => ({
    headline: `⏹️ Being ended: ${percent}%`,
    summary:
      `${who} ended it. What was not asked for yet is not paid any more, and what became of the ` +
      `rest is being found out.${awaited(accepted)}`,
  }),
  waiting: (percent) => `⏳ Waiting for the points system: ${percent}%`,
  outage: (cause) => ({
    summary: WHY_WAITING[cause],
    toDo: `Nothing for now. Paying goes on by itself once the points system is back. ${NOT_ANEW}`,
  }),
  paused: (percent) => `⏸️ Paying is paused: ${percent}%`,
  pause(reason, who) {
    switch (reason) {
      case "stopped_by_person":
        return {
          summary: `Stopped by ${who ?? "a person"}. The payments that are left are not made until it is resumed.`,
          toDo: `To go on, ${RESUME} If nobody else is to be paid, choose “End payout” on its page. ${NOT_ANEW}`,
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
      case "points_api_refuses_calls":
        return {
          summary:
            "The points system refuses our calls, whoever they are for. Paying is paused and won’t go on by itself.",
          toDo: `Tell an admin. Once our funds or the way we call are mended, ${RESUME} ${NOT_ANEW}`,
        };
      case "many_refused":
        return {
          summary:
            "The points system refuses so many payments for the same reason that paying is paused. It won’t go on by itself.",
          toDo:
            "Read the reason. If something is wrong that can be mended, have it mended, then " +
            `${RESUME} If these users really can’t be paid, “Resume” pays the others: refusals for ` +
            "this reason won’t pause it again. If nobody else is to be paid, choose “End payout”. " +
            NOT_ANEW,
        };
      case "past_latest":
        return {
          summary:
            "The latest time that was set has passed, so what is left is not paid. It won’t go on by itself.",
          toDo: `To pay it all the same, ${RESUME} If nobody else is to be paid, choose “End payout” on its page. ${NOT_ANEW}`,
        };
      case "table_copied":
        return {
          summary:
            "The data was restored from a backup, or copied, so nobody is paid: who was paid since is not known here. It won’t go on by itself.",
          toDo: `Tell an admin. Once they have looked and said that it was restored, ${RESUME} Whether somebody was paid already is looked up first. ${NOT_ANEW}`,
        };
      case "canary":
        return {
          summary:
            "Something is wrong with the first payments, so nobody else is paid. It won’t go on by itself.",
          toDo:
            "Look below at what was asked and what was answered. If something is wrong, have it mended, " +
            `then ${RESUME} That pays all the others. If nobody else is to be paid, choose “End payout”. ` +
            NOT_ANEW,
        };
    }
  },
  endAgain:
    "This payout is being ended, and what became of the payments that were begun is not found out " +
    "yet. Choose “End payout” on its page once more: then it is. Nobody else is paid.",
  completed(counts) {
    if (counts.rejected + counts.unknown === 0)
      return "The payout is complete. Everybody was paid.";
    return `The payout is complete.${notPaid(counts)}`;
  },
  ended: "⏹️ Ended:",
  endedBy(who, counts) {
    const { withdrawn } = counts;
    const left =
      withdrawn === 0
        ? "Everything had been asked for already, so nothing was left out."
        : `${payments(withdrawn)} ${withdrawn === 1 ? "was" : "were"} not made any more.`;
    return `${who} ended the payout. ${left}${notPaid(counts)}`;
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
          summary: "The points system made no payments for so long that waiting for it has ended.",
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

const notifications: NotificationWords = {
  reminder: (duration) =>
    duration === undefined
      ? "⏰ Points will be paid soon"
      : `⏰ Points will be paid in ${duration}`,
  reminderSummary: (what, when) => `Paying of ${what} begins ${when}.`,
  reminderToDo:
    "Nothing, if it may be paid as it is. If not, choose “Hold” below before it begins: it is " +
    "taken out of the schedule, and nobody is paid.",
  obstaclesToDo:
    "As things are it will not be paid at that time: it goes back to be scheduled again. Before " +
    "then, choose “Hold”, then schedule it again on its page and, where it needs approval, have another " +
    "person approve it.",
  handedOver: "🤝 A payout has another owner",
  handedOverSummary: (what, to, by) =>
    `${by} handed ${what} over to ${to}, who answers for it from now on. Its schedule and its approval stay as they are.`,
  sentBack: "↩️ A payout was not paid at its time",
  sentBackSummary: (what, when, who) =>
    `${what}, scheduled by ${who} for ${when}, may not be paid as it is. ${NOBODY}`,
  approvalNeeded: "✋ A payout needs approval",
  approvalSummary: (what, when, who) =>
    `${who} asks for approval to pay ${what} at this time: ${when}.`,
  approvalToDo:
    "Choose “Approve” or “Decline” in the first message of this thread. Whoever uploaded, owned or " +
    "scheduled it can’t approve it. Unless it is approved before its time, nobody is paid.",
  outage: (cause) => OUTAGE_HEADLINES[cause],
  paused: "⏸️ Paying is paused",
  goingOn: "▶️ Paying goes on again",
  goingOnSummary:
    "The points system is back, and the payments that are left are being made. There is nothing " +
    "to do.",
  halted: "🛑 A payout was halted",
  receipt: "🧾 The books of the points system differ",
  receiptSummary: (what, differences, compared) =>
    `${what}: compared after paying, with ${formatAmount(compared)} payments looked up in the points ` +
    `system, ${differences === 1 ? "1 difference was" : `${formatAmount(differences)} differences were`} found. Nothing was changed.`,
  receiptToDo: (rows) =>
    `Open the receipt: it says what to do about each${rows.length === 0 ? "" : ` (rows ${rows.join(", ")})`}, ` +
    "and compares all payments when you ask for it. Pay nobody again before that.",
};

const rowsOf = (rows: readonly number[], count: number): string =>
  rows.join(", ") + (count > rows.length ? ` and ${formatAmount(count - rows.length)} more` : "");

const unpaid: UnpaidWords = {
  failed: (count, somebodyPaid) => ({
    heading: `${formatAmount(count)} failed`,
    text:
      "These users got no points. If their user IDs are wrong, correct the sheet “Failed” of the " +
      "results file and upload that file as a new payout. If nothing is to be corrected, choose " +
      `${RETRY} on the payout’s page. ` +
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
  withdrawn: (count) => ({
    heading: `${formatAmount(count)} withdrawn`,
    text:
      "The payout was ended before their turn. To pay them after all, do one of the two: choose " +
      `${RETRY} on the payout’s page, or upload the results file, whose sheet “Failed” lists ` +
      "them, too, as a new payout.",
  }),
  withdrawnInDryRun: (count) => ({
    heading: `${formatAmount(count)} withdrawn`,
    text: "The dry run was ended before their turn, so it does not tell what paying them would come to.",
  }),
  unknown: (count) => ({
    heading: `${formatAmount(count)} to check`,
    text:
      "Nobody can tell whether these were paid. Don’t pay them again: compare them with the " +
      "points system’s own records, then settle them as paid or not paid on the payout’s page: chosen ones, all that " +
      "match a search, or a list with what became of each. “Not paid” takes two people.",
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

const GO_BACK = "Go back";

const buttons: ButtonWords = {
  approve_payout: {
    label: "Approve",
    question: "Approve this payout?",
    consequence: (what) => `${what} will be paid at the time it is scheduled for.`,
    goBack: GO_BACK,
  },
  decline_payout: {
    label: "Decline",
    question: "Decline this payout?",
    consequence: () => "Nobody is paid, and it goes back to whoever uploaded it.",
    goBack: GO_BACK,
  },
  hold_payout: {
    label: "Hold",
    question: "Put this payout on hold?",
    consequence: () =>
      "It is taken out of the schedule, and nobody is paid. To pay it after all, schedule it again.",
    goBack: GO_BACK,
  },
  stop_payout: {
    label: "Stop paying",
    question: "Stop paying?",
    consequence: () =>
      "The payments that are left are not made. What was paid stays paid, and you can resume later.",
    goBack: GO_BACK,
  },
  resume_payout: {
    label: "Resume",
    question: "Go on paying?",
    consequence: () =>
      "The payments that are left are made; whoever was paid already is passed over. First read why it stopped.",
    goBack: GO_BACK,
  },
};

const answers: AnswerWords = {
  done: {
    approve_payout: (title) =>
      `You approved “${title}”. It is paid at the time it is scheduled for.`,
    decline_payout: (title) => `You declined “${title}”. Nobody is paid.`,
    hold_payout: (title) =>
      `You put “${title}” on hold. Nobody is paid until somebody schedules it again.`,
    stop_payout: (title) =>
      `You stopped “${title}”. To go on with it, resume it in its message or on its page.`,
    resume_payout: (title) => `You resumed “${title}”. What is left is being paid.`,
  },
  notDone: {
    approve_payout: "It was not approved.",
    decline_payout: "It was not declined.",
    hold_payout: "It was not put on hold.",
    stop_payout: "It was not stopped.",
    resume_payout: "It was not resumed.",
  },
  late: "This takes long, and whether it was done is not known yet. If the message in the channel is still the same in a moment, press the button again: it is done once, however often you press.",
  noEmail:
    "Slack does not tell the e-mail address of your account, so we can't tell who you are. If this is your company account, tell an administrator (the Slack app's scope users:read.email). You can do the same on the payout's page.",
  notSignedIn: (email, days) =>
    `Nobody signed in to the payout page as ${email} ${days === 1 ? "within a day" : `in the last ${days} days`}. Sign in there once, then press the button again. If that does not help, do it on the payout's page and tell an administrator.`,
  slackFailed: (code) =>
    `Slack did not answer as it should, so nothing was done (${code}). Press the button again in a moment, or use the payout's page if it is urgent.`,
  rolesOfSignIn:
    "Your roles are those of your last sign-in. If you were given one since, sign in to the payout page again.",
  stopInstead: "A payout that has begun can't be put on hold: use “Stop paying” instead.",
  requestId: (id) => `Request id: ${id}`,
  page: (url) => `The payout's page: ${url}`,
  dialog: {
    title: "Decline payout",
    submit: "Decline",
    close: "Go back",
    label: "Reason",
    hint: "Whoever uploaded it sees the reason, and it stays in the history.",
    reasonMissing: "Say why you decline it.",
  },
};

const alarms: AlarmWords = {
  ALARM: "🚨 Something needs a look",
  OK: "✅ Back to normal",
  runbook: "What to do",
  alarm: "Alarm",
};

/** All that Slack shows, in English. */
export const english: Vocabulary = {
  words: shared,
  status,
  notifications,
  decisions: DECISIONS_EN,
  unpaid,
  buttons,
  answers,
  alarms,
};
