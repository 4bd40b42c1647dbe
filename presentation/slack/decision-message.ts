import type { NotificationOf } from "../../domain/channel/message-facts.ts";
import { optional } from "../../domain/optional.ts";
import { formatDuration } from "../formats.ts";
import type { MessageContent } from "./message-layout.ts";
import { escapeData } from "./message-text.ts";
import {
  brakeFacts,
  nameOf,
  noteFacts,
  opening,
  openLink,
  pointsApiFacts,
  REASON_LENGTH,
  timeFact,
  whatInWords,
  whatOf,
  whenOf,
} from "./status-parts.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Asks for approval; once more, or of one more person, where that is so. */
export function approvalContent(
  notification: NotificationOf<"approval_needed">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, notifications, decisions } = vocabulary;
  const { approvedBy, isAgain, requestedBy, scheduledFor } = notification;
  const asks = notifications.approvalSummary(
    whatInWords(notification, vocabulary),
    whenOf(scheduledFor, words),
    nameOf(requestedBy),
  );
  const isFirst = approvedBy === undefined && isAgain !== true;
  const said = {
    headline:
      isFirst || approvedBy !== undefined ? notifications.approvalNeeded : decisions.askedAgain,
    summary: approvedBy === undefined ? asks : `${asks} ${decisions.oneMore(nameOf(approvedBy))}`,
    toDo: notifications.approvalToDo,
  };
  return {
    ...opening(notification, said, vocabulary),
    facts: [...noteFacts(notification, vocabulary), ...pointsApiFacts(notification, vocabulary)],
    buttons: [openLink(notification, vocabulary)],
  };
}

export function approvalReminderContent(
  notification: NotificationOf<"approval_reminder">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, notifications, decisions } = vocabulary;
  const { minutesLeft, requestedBy, scheduledFor } = notification;
  const duration =
    minutesLeft >= 1 ? formatDuration(minutesLeft * 60_000, words.durationUnits) : undefined;
  const said = {
    headline: decisions.approvalReminder(duration),
    summary: decisions.approvalReminderSummary(
      whatInWords(notification, vocabulary),
      whenOf(scheduledFor, words),
      nameOf(requestedBy),
    ),
    toDo: notifications.approvalToDo,
  };
  return {
    ...opening(notification, said, vocabulary),
    facts: [...noteFacts(notification, vocabulary), ...pointsApiFacts(notification, vocabulary)],
    buttons: [openLink(notification, vocabulary)],
  };
}

export function expiredContent(
  notification: NotificationOf<"expired">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, status, decisions } = vocabulary;
  const said = {
    headline: decisions.expired,
    summary: decisions.expiredSummary,
    toDo: decisions.expiredToDo,
  };
  return {
    ...opening(notification, said, vocabulary),
    facts: [
      { label: status.labels.what, value: whatOf(notification, vocabulary) },
      timeFact(words.scheduledFor, notification.scheduledFor, words),
      ...pointsApiFacts(notification, vocabulary),
    ],
    buttons: [openLink(notification, vocabulary)],
  };
}

/** What somebody decided, why, and what is to do where it is not paid now. */
export function decidedContent(
  notification: NotificationOf<"decided">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, status, decisions } = vocabulary;
  const { brake, by, decision, reason, scheduledFor } = notification;
  const what = whatOf(notification, vocabulary);
  const isPaidNow = decision !== "declined" && decision !== "held";
  const toDo = brake === undefined ? undefined : status.scheduleForApproval;
  const said = {
    ...decisions.decided[decision](what, nameOf(by)),
    ...(isPaidNow ? {} : optional("toDo", toDo ?? status[decision](what, undefined).toDo)),
  };
  return {
    ...opening(notification, said, vocabulary),
    facts: [
      ...(scheduledFor === undefined ? [] : [timeFact(words.scheduledFor, scheduledFor, words)]),
      ...(reason === undefined
        ? []
        : [{ label: status.labels.reason, value: escapeData(reason, REASON_LENGTH) }]),
      // Who braked it before stands there still; what this one said is said already.
      ...(brake === undefined || brake.by === by ? [] : brakeFacts(notification, vocabulary)),
      ...pointsApiFacts(notification, vocabulary),
    ],
    buttons: [openLink(notification, vocabulary)],
  };
}
