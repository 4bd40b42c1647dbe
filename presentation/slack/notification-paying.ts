import type { NotificationOf } from "../../domain/channel/notification.ts";
import type { MessageContent } from "./message-layout.ts";
import {
  adminNote,
  nameIfKnown,
  opening,
  openLink,
  personFact,
  pointsFact,
  soFarFact,
} from "./status-parts.ts";
import { completedWords } from "./status-report.ts";
import { isUntouched, unpaidAdvices, unpaidCount } from "./unpaid-parts.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function pausedContent(
  notification: NotificationOf<"paused">,
  vocabulary: Vocabulary,
): MessageContent {
  const { status, notifications } = vocabulary;
  const { detail, reason, stoppedBy } = notification;
  const said = { headline: notifications.paused, ...status.pause(reason, nameIfKnown(stoppedBy)) };
  return {
    ...opening(notification, said, vocabulary),
    facts: [soFarFact(notification, vocabulary), pointsFact(notification, vocabulary)],
    buttons: [openLink(notification, vocabulary)],
    footer: adminNote(detail, vocabulary),
  };
}

export function outageContent(
  notification: NotificationOf<"outage">,
  vocabulary: Vocabulary,
): MessageContent {
  const { status, notifications } = vocabulary;
  return {
    ...opening(notification, { headline: notifications.outage, ...status.outage }, vocabulary),
    facts: [soFarFact(notification, vocabulary), pointsFact(notification, vocabulary)],
    buttons: [openLink(notification, vocabulary)],
    footer: adminNote(notification.outage?.code, vocabulary),
  };
}

export function goingOnContent(
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

export function reportContent(
  notification: NotificationOf<"report">,
  vocabulary: Vocabulary,
): MessageContent {
  const { counts } = notification;
  return {
    ...opening(notification, completedWords(notification, vocabulary), vocabulary),
    facts: [pointsFact(notification, vocabulary)],
    advices: unpaidAdvices(notification, vocabulary),
    buttons: [openLink(notification, vocabulary)],
    footer: unpaidCount(counts) === 0 ? undefined : vocabulary.unpaid.inThisThread,
  };
}

export function haltedContent(
  notification: NotificationOf<"halted">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, status, notifications } = vocabulary;
  const { counts, haltReason, uploadedBy } = notification;
  const said = { headline: notifications.halted, ...status.halt(haltReason, isUntouched(counts)) };
  return {
    ...opening(notification, said, vocabulary),
    facts: [
      soFarFact(notification, vocabulary),
      pointsFact(notification, vocabulary),
      personFact(words.uploadedBy, uploadedBy),
    ],
    buttons: [openLink(notification, vocabulary)],
  };
}
