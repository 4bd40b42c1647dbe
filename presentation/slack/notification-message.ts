import type { Notification } from "../../domain/channel/notification.ts";
import type { Language } from "../../domain/language.ts";
import type { SlackMessage } from "./message-blocks.ts";
import { layOutReply, type MessageContent } from "./message-layout.ts";
import { approvalContent, overdueContent, reminderContent } from "./notification-before.ts";
import {
  goingOnContent,
  haltedContent,
  outageContent,
  pausedContent,
  reportContent,
} from "./notification-paying.ts";
import { callOf } from "./status-parts.ts";
import { unpaidCount } from "./unpaid-parts.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { vocabularyOf } from "./vocabulary-of.ts";

/**
 * What is told once, in the thread and in the channel: an updated message notifies nobody. Those
 * in `mentions` are called only where a person must do something.
 */
export function notificationMessage(
  notification: Notification,
  language: Language,
  mentions: readonly string[],
): SlackMessage {
  const vocabulary = vocabularyOf(language);
  const content = contentOf(notification, vocabulary);
  const call = needsPerson(notification) ? callOf(mentions, vocabulary) : undefined;
  return layOutReply({ ...content, call });
}

function needsPerson(notification: Notification): boolean {
  switch (notification.kind) {
    case "approval_needed":
    case "halted":
    case "overdue":
      return true;
    case "paused":
      return (
        notification.reason === "points_api_refuses_credentials" ||
        notification.reason === "points_api_refuses_calls"
      );
    case "report":
      return notification.dryRun !== true && unpaidCount(notification.counts) > 0;
    case "reminder":
    case "outage":
    case "going_on":
      return false;
  }
}

function contentOf(notification: Notification, vocabulary: Vocabulary): MessageContent {
  switch (notification.kind) {
    case "reminder":
      return reminderContent(notification, vocabulary);
    case "approval_needed":
      return approvalContent(notification, vocabulary);
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
    case "overdue":
      return overdueContent(notification, vocabulary);
  }
}
