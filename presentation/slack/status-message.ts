import type { StatusFacts } from "../../domain/channel/status-facts.ts";
import type { Language } from "../../domain/language.ts";
import type { SlackMessage } from "./message-blocks.ts";
import { layOutMessage, type TitledContent } from "./message-layout.ts";
import {
  awaitingContent,
  cancelledContent,
  readyContent,
  scheduledContent,
} from "./status-before.ts";
import { distributingContent, pausedContent } from "./status-paying.ts";
import { completedContent, haltedContent } from "./status-report.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { vocabularyOf } from "./vocabulary-of.ts";

/**
 * The one message of a payout, as it reads at a stage of its life. Its text says all that its
 * blocks do; within Slack's limits for any facts.
 */
export function statusMessage(facts: StatusFacts, language: Language): SlackMessage {
  return layOutMessage(contentOf(facts, vocabularyOf(language)));
}

function contentOf(facts: StatusFacts, vocabulary: Vocabulary): TitledContent {
  switch (facts.stage) {
    case "awaiting_approval":
      return awaitingContent(facts, vocabulary);
    case "ready":
      return readyContent(facts, vocabulary);
    case "scheduled":
      return scheduledContent(facts, vocabulary);
    case "distributing":
      return distributingContent(facts, vocabulary);
    case "paused":
      return pausedContent(facts, vocabulary);
    case "cancelled":
      return cancelledContent(facts, vocabulary);
    case "halted":
      return haltedContent(facts, vocabulary);
    case "completed":
      return completedContent(facts, vocabulary);
  }
}
