import type { StatusAt, Unpaid } from "../../domain/channel/message-facts.ts";
import type { Counts } from "../../domain/payout/payout.ts";
import { formatDuration } from "../formats.ts";
import type { Fact } from "./message-blocks.ts";
import type { MessageContent, TitledContent } from "./message-layout.ts";
import {
  askedFacts,
  brakeFacts,
  callOf,
  countsOf,
  footerOf,
  footerWithRevision,
  nameOf,
  opening,
  openLink,
  originFacts,
  pointsFact,
  resumeButton,
} from "./status-parts.ts";
import { endedFacts } from "./trouble-parts.ts";
import {
  isAsReported,
  isUntouched,
  nameList,
  reasonList,
  unknownAdvices,
  unpaidAdvices,
  unpaidCount,
} from "./unpaid-parts.ts";
import type { Said, Vocabulary } from "./vocabulary.ts";

/** Up to so many are named one by one; more are grouped by their reasons. */
const NAMED_IN_REPORT = 3;
const REASONS_IN_REPORT = 5;

/** The report: counts first; the thread holds everything about those who were not paid. */
export function completedContent(
  facts: StatusAt<"completed">,
  vocabulary: Vocabulary,
): TitledContent {
  const { counts, mentions, dryRun, paidTwice } = facts;
  const said = completedWords(facts, vocabulary);
  const isPaid = unpaidCount(counts) === 0;
  const footer = footerOf(facts, vocabulary);
  return {
    ...opening(facts, said, vocabulary),
    // Nobody waits for what a dry run did not pay.
    call:
      (isPaid && paidTwice === undefined) || dryRun === true
        ? undefined
        : callOf(mentions, vocabulary),
    facts: endingFacts(facts, vocabulary),
    advices: unpaidAdvices(facts, vocabulary),
    ...whoWasNotPaid(facts, vocabulary),
    buttons: [openLink(facts, vocabulary)],
    footer: isPaid ? footer : `${vocabulary.unpaid.inThread}\n${footer}`,
  };
}

/** How far it came before it stopped short, why it did, and what to do. */
export function haltedContent(facts: StatusAt<"halted">, vocabulary: Vocabulary): TitledContent {
  const { counts, ended, haltReason, mentions } = facts;
  const { status } = vocabulary;
  const halted = status.halted(countsOf(facts, vocabulary));
  const why = status.halt(haltReason, isUntouched(counts));
  const said = {
    ...halted,
    ...why,
    summary: `${halted.summary} ${why.summary}`,
    ...(ended !== undefined && { toDo: status.endAgain }),
  };
  const opened = opening(facts, said, vocabulary);
  // A sheet that is not what it was stays so.
  const mayResume = ended === undefined && !haltReason.startsWith("sheet_");
  return {
    ...opened,
    call: callOf(mentions, vocabulary),
    facts: [...askedFacts(facts, vocabulary), ...endingFacts(facts, vocabulary)],
    advices: [...(opened.advices ?? []), ...unknownAdvices(counts, vocabulary)],
    ...whoWasNotPaid(facts, vocabulary),
    buttons: [...(mayResume ? [resumeButton(facts, vocabulary)] : []), openLink(facts, vocabulary)],
    footer: (mayResume ? footerWithRevision : footerOf)(facts, vocabulary),
  };
}

/**
 * What a report says first: whether all were paid, none, or something between, or that a person
 * ended it; and the counts.
 */
export function completedWords(
  { counts, dryRun, ended }: Pick<StatusAt<"completed">, "counts" | "dryRun" | "ended">,
  vocabulary: Vocabulary,
): Said {
  const { status } = vocabulary;
  if (ended !== undefined) {
    return {
      headline: `${status.ended} ${countsOf({ counts, dryRun }, vocabulary)}`,
      summary: status.endedBy(nameOf(ended.by), counts),
    };
  }
  return {
    headline: `${iconOf(counts)} ${countsOf({ counts, dryRun }, vocabulary)}`,
    summary: (dryRun === true ? status.dryRun : status).completed(counts),
  };
}

function iconOf({ payments, paid, unknown }: Counts): string {
  if (paid === payments) return "✅";
  return paid === 0 && unknown === 0 ? "❌" : "⚠️";
}

function whoWasNotPaid(
  facts: Unpaid,
  vocabulary: Vocabulary,
): Pick<MessageContent, "names" | "list"> {
  if (!isAsReported(facts)) return {};
  const few = unpaidCount(facts.counts) <= NAMED_IN_REPORT && facts.failures.length > 0;
  return few
    ? { names: nameList(facts, NAMED_IN_REPORT, vocabulary) }
    : { list: reasonList(facts, REASONS_IN_REPORT, vocabulary) };
}

function endingFacts(facts: StatusAt<"completed" | "halted">, vocabulary: Vocabulary): Fact[] {
  const { words } = vocabulary;
  return [
    pointsFact(facts, vocabulary),
    { label: words.duration, value: formatDuration(facts.durationMs, words.durationUnits) },
    ...brakeFacts(facts, vocabulary),
    ...endedFacts(facts, vocabulary),
    ...originFacts(facts, facts.scheduledFor, vocabulary),
  ];
}
