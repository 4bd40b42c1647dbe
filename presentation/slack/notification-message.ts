import type { ActingKind } from "../../domain/channel/delivery-state.ts";
import type {
  Notification,
  NotificationKind,
  NotificationOf,
  PayoutFacts,
} from "../../domain/channel/message-facts.ts";
import type { Language } from "../../domain/language.ts";
import { optional } from "../../domain/optional.ts";
import { formatDuration } from "../formats.ts";
import { outageCause } from "../outage-cause.ts";
import { canaryFacts, canaryList } from "./canary-parts.ts";
import {
  approvalContent,
  approvalReminderContent,
  decidedContent,
  expiredContent,
} from "./decision-message.ts";
import type { SlackMessage } from "./message-blocks.ts";
import { layOutReply, type MessageContent } from "./message-layout.ts";
import { mentionLine } from "./message-mention.ts";
import { escapeData } from "./message-text.ts";
import {
  actButton,
  adminNote,
  askedFacts,
  boundFacts,
  callOf,
  nameIfKnown,
  nameOf,
  opening,
  openLink,
  pointsApiFacts,
  pointsFact,
  REASON_LENGTH,
  reasonList,
  soFarFact,
  timeFact,
  usersFacts,
  whatOf,
  whenOf,
  whoseFact,
} from "./status-parts.ts";
import { completedWords } from "./status-report.ts";
import { endedFacts, outageEndFacts, refusalFacts } from "./trouble-parts.ts";
import { isUntouched, unpaidAdvices, unpaidCount } from "./unpaid-parts.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/**
 * A notification, posted once, in the thread and in the channel: Slack notifies nobody of an
 * updated message. The people in `mentions` are mentioned only where somebody has to act.
 */
export function notificationMessage(
  notification: Notification,
  language: Language,
  mentions: readonly string[],
): SlackMessage {
  const vocabulary = vocabularyOf(language, notification.reversalOf !== undefined);
  const content = contentOf(notification, vocabulary);
  return layOutReply({ ...content, call: callIn(notification, mentions, vocabulary) });
}

/** What stands in place of a notification whose button would do nothing any more. */
export function notificationOver(
  kind: ActingKind,
  facts: PayoutFacts,
  language: Language,
): SlackMessage {
  const vocabulary = vocabularyOf(language, facts.reversalOf !== undefined);
  const { over, overSummary } = vocabulary.decisions;
  const said = { headline: over[kind], summary: overSummary };
  const buttons = [openLink(facts, vocabulary)];
  return layOutReply({ ...opening(facts, said, vocabulary), buttons });
}

/**
 * Those whom it concerns, by name. Where nobody of them is known in the channel, those who are to
 * act whatever it is.
 */
function callIn(
  notification: Notification,
  mentions: readonly string[],
  vocabulary: Vocabulary,
): string | undefined {
  const { called = [], kind } = notification;
  if (kind === "decided" || kind === "handed_over") {
    const line = mentionLine(called);
    return line === undefined ? undefined : vocabulary.decisions.told(line);
  }
  if (!needsPerson(notification)) return undefined;
  const isTheirs = APPROVAL_KINDS.has(kind) && called.length > 0;
  return callOf(isTheirs ? called : [...called, ...mentions], vocabulary);
}

/** What is about approving calls those who may, and not whoever is called in trouble. */
const APPROVAL_KINDS: ReadonlySet<NotificationKind> = new Set([
  "approval_needed",
  "approval_reminder",
  "expired",
]);

function needsPerson(notification: Notification): boolean {
  switch (notification.kind) {
    case "approval_needed":
    case "approval_reminder":
    case "expired":
    case "sent_back":
    case "halted":
    case "overdue":
    case "receipt":
      return true;
    case "reminder":
      return (notification.obstacles ?? []).length > 0;
    case "paused":
      return (
        notification.reason !== "stopped_by_person" &&
        notification.reason !== "points_api_unavailable"
      );
    case "report":
      return notification.dryRun !== true && unpaidCount(notification.counts) > 0;
    case "outage":
    case "going_on":
    case "handed_over":
    case "decided":
      return false;
  }
}

function contentOf(notification: Notification, vocabulary: Vocabulary): MessageContent {
  switch (notification.kind) {
    case "reminder":
      return reminderContent(notification, vocabulary);
    case "approval_needed":
      return approvalContent(notification, vocabulary);
    case "approval_reminder":
      return approvalReminderContent(notification, vocabulary);
    case "expired":
      return expiredContent(notification, vocabulary);
    case "decided":
      return decidedContent(notification, vocabulary);
    case "sent_back":
      return sentBackContent(notification, vocabulary);
    case "paused":
      return pausedContent(notification, vocabulary);
    case "outage":
      return outageContent(notification, vocabulary);
    case "going_on":
      return goingOnContent(notification, vocabulary);
    case "report":
      return reportContent(notification, vocabulary);
    case "halted":
      return haltedContent(notification, vocabulary);
    case "receipt":
      return receiptContent(notification, vocabulary);
    case "overdue":
      return overdueContent(notification, vocabulary);
    case "handed_over":
      return handedOverContent(notification, vocabulary);
  }
}

function reminderContent(
  notification: NotificationOf<"reminder">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, notifications } = vocabulary;
  const { minutesLeft, obstacles = [], scheduledFor, usersLookedUp } = notification;
  const duration =
    minutesLeft >= 1 ? formatDuration(minutesLeft * 60_000, words.durationUnits) : undefined;
  const said = {
    headline: notifications.reminder(duration),
    summary: notifications.reminderSummary(
      whatOf(notification, vocabulary),
      whenOf(scheduledFor, words),
    ),
    toDo: obstacles.length === 0 ? notifications.reminderToDo : notifications.obstaclesToDo,
  };
  return {
    ...opening(notification, said, vocabulary),
    facts: [
      ...pointsApiFacts(notification, vocabulary),
      ...boundFacts(notification, scheduledFor, vocabulary),
      whoseFact(notification, vocabulary),
      ...usersFacts(usersLookedUp, vocabulary),
    ],
    list: reasonList("whyNotPaid", obstacles, vocabulary),
    buttons: [
      actButton(notification, { id: "hold_payout", style: "danger" }, vocabulary),
      openLink(notification, vocabulary),
    ],
  };
}

function sentBackContent(
  notification: NotificationOf<"sent_back">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, status, notifications } = vocabulary;
  const { reasons, requestedBy, scheduledFor } = notification;
  const what = whatOf(notification, vocabulary);
  const when = whenOf(scheduledFor, words);
  const said = {
    headline: notifications.sentBack,
    summary: notifications.sentBackSummary(what, when, nameOf(requestedBy)),
    ...optional("toDo", status.sentBack(what).toDo),
  };
  return {
    ...opening(notification, said, vocabulary),
    facts: [...pointsApiFacts(notification, vocabulary), whoseFact(notification, vocabulary)],
    list: reasonList("whyNotPaid", reasons, vocabulary),
    buttons: [openLink(notification, vocabulary)],
  };
}

function handedOverContent(
  notification: NotificationOf<"handed_over">,
  vocabulary: Vocabulary,
): MessageContent {
  const { status, notifications } = vocabulary;
  const { to, by, reason } = notification.handedOver;
  const what = whatOf(notification, vocabulary);
  const said = {
    headline: notifications.handedOver,
    summary: notifications.handedOverSummary(what, nameOf(to), nameOf(by)),
  };
  return {
    ...opening(notification, said, vocabulary),
    facts:
      reason === undefined
        ? []
        : [{ label: status.labels.reason, value: escapeData(reason, REASON_LENGTH) }],
    buttons: [openLink(notification, vocabulary)],
  };
}

function overdueContent(
  notification: NotificationOf<"overdue">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, status } = vocabulary;
  return {
    ...opening(notification, status.overdue(), vocabulary),
    facts: [
      { label: status.labels.what, value: whatOf(notification, vocabulary) },
      timeFact(words.scheduledFor, notification.scheduledFor, words),
      whoseFact(notification, vocabulary),
    ],
    buttons: [
      actButton(notification, { id: "hold_payout", style: "danger" }, vocabulary),
      openLink(notification, vocabulary),
    ],
  };
}

function pausedContent(
  notification: NotificationOf<"paused">,
  vocabulary: Vocabulary,
): MessageContent {
  const { status, notifications } = vocabulary;
  const { canary, detail, reason, refusal, stoppedBy } = notification;
  const said = { headline: notifications.paused, ...status.pause(reason, nameIfKnown(stoppedBy)) };
  return {
    ...opening(notification, said, vocabulary),
    facts: [
      soFarFact(notification, vocabulary),
      pointsFact(notification, vocabulary),
      ...refusalFacts(refusal, vocabulary),
      ...canaryFacts(canary, vocabulary),
    ],
    bounded: canaryList(canary, vocabulary),
    buttons: [openLink(notification, vocabulary)],
    footer: adminNote(detail, vocabulary),
  };
}

function outageContent(
  notification: NotificationOf<"outage">,
  vocabulary: Vocabulary,
): MessageContent {
  const { status, notifications } = vocabulary;
  const { outage } = notification;
  const cause = outageCause(outage?.code);
  const said = { headline: notifications.outage(cause), ...status.outage(cause) };
  return {
    ...opening(notification, said, vocabulary),
    facts: [
      soFarFact(notification, vocabulary),
      pointsFact(notification, vocabulary),
      ...outageEndFacts(outage, vocabulary),
    ],
    buttons: [openLink(notification, vocabulary)],
    footer: adminNote(outage?.code, vocabulary),
  };
}

function goingOnContent(
  notification: NotificationOf<"going_on">,
  vocabulary: Vocabulary,
): MessageContent {
  const { goingOn, goingOnSummary } = vocabulary.notifications;
  return {
    ...opening(notification, { headline: goingOn, summary: goingOnSummary }, vocabulary),
    facts: [soFarFact(notification, vocabulary), pointsFact(notification, vocabulary)],
    buttons: [openLink(notification, vocabulary)],
  };
}

function reportContent(
  notification: NotificationOf<"report">,
  vocabulary: Vocabulary,
): MessageContent {
  const { counts } = notification;
  return {
    ...opening(notification, completedWords(notification, vocabulary), vocabulary),
    facts: [pointsFact(notification, vocabulary), ...endedFacts(notification, vocabulary)],
    advices: unpaidAdvices(notification, vocabulary),
    buttons: [openLink(notification, vocabulary)],
    footer: unpaidCount(counts) === 0 ? undefined : vocabulary.unpaid.inThisThread,
  };
}

function receiptContent(
  notification: NotificationOf<"receipt">,
  vocabulary: Vocabulary,
): MessageContent {
  const { notifications } = vocabulary;
  const { differences, rows, compared, link } = notification;
  const said = {
    headline: notifications.receipt,
    summary: notifications.receiptSummary(whatOf(notification, vocabulary), differences, compared),
    toDo: notifications.receiptToDo(rows),
  };
  const receipt = { ...notification, link: `${link}/receipt` };
  return {
    ...opening(notification, said, vocabulary),
    facts: pointsApiFacts(notification, vocabulary),
    buttons: [openLink(receipt, vocabulary)],
  };
}

function haltedContent(
  notification: NotificationOf<"halted">,
  vocabulary: Vocabulary,
): MessageContent {
  const { status, notifications } = vocabulary;
  const { counts, ended, haltReason } = notification;
  const said = {
    headline: notifications.halted,
    ...status.halt(haltReason, isUntouched(counts)),
    ...(ended !== undefined && { toDo: status.endAgain }),
  };
  return {
    ...opening(notification, said, vocabulary),
    facts: [
      soFarFact(notification, vocabulary),
      ...askedFacts(notification, vocabulary),
      pointsFact(notification, vocabulary),
      whoseFact(notification, vocabulary),
    ],
    buttons: [openLink(notification, vocabulary)],
  };
}
