import type { OutageFacts, PayoutFacts, RefusalFacts } from "../../domain/channel/message-facts.ts";
import { isPlannedOutage } from "../../domain/distribution/planned-outages.ts";
import { pauseReason } from "../failure-reason.ts";
import type { Fact } from "./message-blocks.ts";
import { escapeData } from "./message-text.ts";
import { timeFact } from "./status-parts.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Escapes included. */
const REASON_LENGTH = 200;
const WORDS_LENGTH = 300;
const CODE_LENGTH = 30;

/** What the points API says of the payments that it refuses, and one to look up. */
export function refusalFacts(refusal: RefusalFacts | undefined, vocabulary: Vocabulary): Fact[] {
  if (refusal === undefined) return [];
  const { words, status } = vocabulary;
  const { labels } = status;
  const { code, detail, row } = refusal;
  const reason = pauseReason(code, words.isReversal)[words.language];
  const why = `${escapeData(reason, REASON_LENGTH)} \`${escapeData(code, CODE_LENGTH)}\``;
  return [
    { label: labels.refusedBecause, value: why },
    ...(detail === undefined
      ? []
      : [{ label: labels.apiSays, value: `“${escapeData(detail, WORDS_LENGTH)}”` }]),
    ...(row === undefined ? [] : [{ label: labels.refusedLast, value: words.row(row) }]),
  ];
}

/** Until when paying waits, where that is known. */
export function outageEndFacts(
  outage: OutageFacts | undefined,
  { words, status }: Vocabulary,
): Fact[] {
  if (outage?.until === undefined) return [];
  const { goesOnAt, outageUntil } = status.labels;
  const isPlanned = isPlannedOutage(outage.code);
  return [timeFact(isPlanned ? goesOnAt : outageUntil, outage.until, words)];
}

/** Why a person had the payout closed. */
export function endedFacts({ ended }: PayoutFacts, { status }: Vocabulary): Fact[] {
  if (ended === undefined) return [];
  return [{ label: status.labels.endReason, value: escapeData(ended.reason, REASON_LENGTH) }];
}
