import type { NotificationOf } from "../../domain/channel/notification.ts";
import { formatDuration } from "../format-duration.ts";
import type { MessageContent } from "./message-layout.ts";
import {
  actButton,
  nameOf,
  opening,
  openLink,
  personFact,
  timeFact,
  whatOf,
  whenOf,
} from "./status-parts.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function reminderContent(
  notification: NotificationOf<"reminder">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, notifications } = vocabulary;
  const { minutesLeft, scheduledFor, uploadedBy } = notification;
  const duration =
    minutesLeft >= 1 ? formatDuration(minutesLeft * 60_000, words.durationUnits) : undefined;
  const said = {
    headline: notifications.reminder(duration),
    summary: notifications.reminderSummary(
      whatOf(notification, vocabulary),
      whenOf(scheduledFor, words),
    ),
    toDo: notifications.reminderToDo,
  };
  return {
    ...opening(notification, said, vocabulary),
    facts: [personFact(words.uploadedBy, uploadedBy)],
    buttons: [
      actButton(notification, { id: "hold_payout", style: "danger" }, vocabulary),
      openLink(notification, vocabulary),
    ],
  };
}

export function approvalContent(
  notification: NotificationOf<"approval_needed">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, notifications } = vocabulary;
  const what = whatOf(notification, vocabulary);
  const when = whenOf(notification.scheduledFor, words);
  const said = {
    headline: notifications.approvalNeeded,
    summary: notifications.approvalSummary(what, when, nameOf(notification.requestedBy)),
    toDo: notifications.approvalToDo,
  };
  return {
    ...opening(notification, said, vocabulary),
    buttons: [openLink(notification, vocabulary)],
  };
}

export function overdueContent(
  notification: NotificationOf<"overdue">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, status } = vocabulary;
  return {
    ...opening(notification, status.overdue(), vocabulary),
    facts: [
      { label: status.labels.what, value: whatOf(notification, vocabulary) },
      timeFact(words.scheduledFor, notification.scheduledFor, words),
      personFact(words.uploadedBy, notification.uploadedBy),
    ],
    buttons: [
      actButton(notification, { id: "hold_payout", style: "danger" }, vocabulary),
      openLink(notification, vocabulary),
    ],
  };
}
