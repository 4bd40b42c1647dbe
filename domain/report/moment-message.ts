import type { ChannelMessage } from "./channel.ts";
import { layOutReply, type MessageContent } from "./message-layout.ts";
import { type Vocabulary, vocabularyOf } from "./message-vocabulary.ts";
import type { MessageLanguage } from "./message-words.ts";
import { approvalContent, overdueContent, reminderContent } from "./moment-before.ts";
import type { Moment } from "./moment-facts.ts";
import {
  goingOnContent,
  haltedContent,
  outageContent,
  pausedContent,
  reportContent,
} from "./moment-paying.ts";
import { callOf } from "./story-parts.ts";
import { unpaidCount } from "./story-unpaid.ts";

/**
 * What is told once, in the thread and in the channel: an updated message notifies nobody. Those
 * in `mentions` are called only where a person must do something.
 */
export function momentMessage(
  moment: Moment,
  language: MessageLanguage,
  mentions: readonly string[],
): ChannelMessage {
  const vocabulary = vocabularyOf(language);
  const content = contentOf(moment, vocabulary);
  const call = needsPerson(moment) ? callOf(mentions, vocabulary) : undefined;
  return layOutReply({ ...content, call });
}

function needsPerson(moment: Moment): boolean {
  switch (moment.kind) {
    case "approval_needed":
    case "halted":
    case "overdue":
      return true;
    case "paused":
      return moment.reason === "points_api_refuses_credentials";
    case "report":
      return moment.dryRun !== true && unpaidCount(moment.counts) > 0;
    case "reminder":
    case "outage":
    case "going_on":
      return false;
  }
}

function contentOf(moment: Moment, vocabulary: Vocabulary): MessageContent {
  switch (moment.kind) {
    case "reminder":
      return reminderContent(moment, vocabulary);
    case "approval_needed":
      return approvalContent(moment, vocabulary);
    case "paused":
      return pausedContent(moment, vocabulary);
    case "outage":
      return outageContent(moment, vocabulary);
    case "going_on":
      return goingOnContent(moment, vocabulary);
    case "report":
      return reportContent(moment, vocabulary);
    case "halted":
      return haltedContent(moment, vocabulary);
    case "overdue":
      return overdueContent(moment, vocabulary);
  }
}
