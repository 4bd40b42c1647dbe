import type { ChannelMessage } from "../../domain/channel/channel.ts";
import { NAMED_FAILURES } from "../../domain/report/write-report.ts";
import { layOutReply } from "./message-layout.ts";
import type { WorkbookPlace } from "./message-unpaid.ts";
import { vocabularyOf } from "./message-vocabulary.ts";
import type { MessageLanguage } from "./message-words.ts";
import { countsOf, markedIfDryRun, openLink } from "./status-parts.ts";
import { nameList, reasonList, type Unpaid } from "./unpaid-parts.ts";

/** What the thread of a report says of those who were not paid; at most ten are named. */
export interface ReasonsFacts extends Unpaid {
  /** The payout's page. */
  readonly link: string;
  readonly workbook: WorkbookPlace;
  readonly dryRun?: boolean;
}

const LISTED_REASONS = 20;

/** Those who were not paid: the reasons grouped and counted, then the first of them by name. */
export function reasonsMessage(facts: ReasonsFacts, language: MessageLanguage): ChannelMessage {
  const vocabulary = vocabularyOf(language);
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
