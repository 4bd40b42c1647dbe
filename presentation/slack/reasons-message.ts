import type { ReasonsFacts } from "../../domain/channel/message-facts.ts";
import type { Language } from "../../domain/language.ts";
import { NAMED_FAILURES } from "../../domain/report/write-report.ts";
import type { SlackMessage } from "./message-blocks.ts";
import { layOutReply } from "./message-layout.ts";
import { countsOf, markedIfDryRun, openLink } from "./status-parts.ts";
import { nameList, reasonList } from "./unpaid-parts.ts";
import { vocabularyOf } from "./vocabulary.ts";

const LISTED_REASONS = 20;

/** Those who were not paid: the reasons grouped and counted, then the first of them by name. */
export function reasonsMessage(facts: ReasonsFacts, language: Language): SlackMessage {
  const vocabulary = vocabularyOf(language, facts.reversalOf !== undefined);
  const { unpaid } = vocabulary;
  const headline = unpaid.headline({ unknown: facts.counts.unknown > 0 });
  return layOutReply({
    headline: markedIfDryRun(headline, facts, vocabulary),
    summary: countsOf(facts, vocabulary),
    list: reasonList(facts, LISTED_REASONS, vocabulary),
    names: nameList(facts, NAMED_FAILURES, vocabulary),
    buttons: [openLink(facts, vocabulary)],
    footer: unpaid.workbook[facts.workbook],
  });
}
