import type { Counts, Halt, PointsTotals } from "../payout/payout.ts";
import { formatAmount } from "./format-amount.ts";
import { formatDuration } from "./format-duration.ts";
import { readLocalTime } from "./format-local-time.ts";
import { type Fact, isUsableLink, type Link } from "./message-blocks.ts";
import { plainReason } from "./message-reasons.ts";
import { cleanData, escapeData } from "./message-text.ts";
import type { MessageWords } from "./message-words.ts";
import { type Failure, NAMED_FAILURES } from "./write-report.ts";

/** What a report says; people's data as it is, neither cut nor escaped. */
export type ReportFacts = {
  readonly title: string;
  readonly payoutId: string;
  readonly counts: Counts;
  readonly points: PointsTotals;
  readonly uploadedBy: string;
  readonly approvedBy?: string;
  readonly scheduledFor: { readonly localTime: string; readonly timeZone: string };
  readonly durationMs: number;
  /** The first payments that were not paid; at most ten are named. */
  readonly failures: readonly Failure[];
  /** The payout's page. */
  readonly link?: string;
  /** Where the result workbook can be had. */
  readonly resultLink?: string;
} & (
  | { readonly outcome: "completed" }
  | { readonly outcome: "halted"; readonly haltReason: Halt["reason"] }
);

/** A report in words, before it is laid out. Within Slack's limits for any facts. */
export interface ReportContent {
  readonly headline: string;
  /** People's data, cut but not escaped. */
  readonly title: string;
  readonly summary: string;
  /** Slack's markup. */
  readonly facts: readonly Fact[];
  readonly advices: readonly Advice[];
  readonly failures: readonly NamedFailure[];
  readonly failuresHeading: string;
  readonly more: string | undefined;
  readonly links: readonly Link[];
  /** Slack's markup. */
  readonly footer: string;
}

/** What a person must know and do. */
export interface Advice {
  readonly icon: string;
  readonly heading: string;
  readonly text: string;
}

/** People's data in it is cut but not escaped. */
export interface NamedFailure {
  readonly row: string;
  readonly userId: string;
  readonly points: string;
  readonly reason: string;
  /** The points API's own words. */
  readonly detail?: string;
}

/** Together with {@link NAMED_FAILURES} these keep a message within the limits. */
export const TITLE_LENGTH = 120;
export const USER_ID_LENGTH = 64;
export const DETAIL_LENGTH = 80;
const NAME_LENGTH = 60;
const TIME_LENGTH = 70;

export function contentOf(facts: ReportFacts, words: MessageWords): ReportContent {
  const { counts, failures } = facts;
  const named = Math.min(failures.length, NAMED_FAILURES);
  const more = counts.rejected + counts.unknown - named;
  return {
    headline: `${iconOf(facts.outcome, counts)} ${words.counts(counts)}`,
    title: cleanData(facts.title, TITLE_LENGTH),
    summary: words[facts.outcome],
    facts: factsOf(facts, words),
    advices: advicesOf(facts, words),
    failures: failures.slice(0, NAMED_FAILURES).map((failure) => nameFailure(failure, words)),
    failuresHeading: words.failures({ unknown: counts.unknown > 0 }),
    more: more > 0 ? words.more(more, { named }) : undefined,
    links: linksOf(facts, words).filter(({ url }) => isUsableLink(url)),
    footer: words.payoutId(escapeData(facts.payoutId, NAME_LENGTH)),
  };
}

function nameFailure(failure: Failure, words: MessageWords): NamedFailure {
  const { detail } = failure;
  return {
    row: words.row(failure.row),
    userId: cleanData(failure.userId, USER_ID_LENGTH),
    points: words.points(formatAmount(failure.points)),
    reason: plainReason(failure, words.reasons),
    ...(detail === undefined ? {} : { detail: cleanData(detail, DETAIL_LENGTH) }),
  };
}

function iconOf(outcome: ReportFacts["outcome"], counts: Counts): string {
  if (outcome === "halted") return "🛑";
  if (counts.paid === counts.payments) return "✅";
  return counts.paid === 0 && counts.unknown === 0 ? "❌" : "⚠️";
}

function factsOf(facts: ReportFacts, words: MessageWords): Fact[] {
  const { points, durationMs, uploadedBy, approvedBy } = facts;
  return [
    {
      label: words.pointsPaid,
      value: words.pointsOf(formatAmount(points.paid), formatAmount(points.total)),
    },
    { label: words.duration, value: formatDuration(durationMs, words.durationUnits) },
    { label: words.scheduledFor, value: scheduleOf(facts, words) },
    approvedBy === undefined
      ? { label: words.uploadedBy, value: escapeData(uploadedBy, NAME_LENGTH) }
      : {
          label: `${words.uploadedBy} · ${words.approvedBy}`,
          value: `${escapeData(uploadedBy, NAME_LENGTH)} · ${escapeData(approvedBy, NAME_LENGTH)}`,
        },
  ];
}

function scheduleOf({ scheduledFor }: ReportFacts, words: MessageWords): string {
  const time = readLocalTime(scheduledFor.localTime);
  const shown = time === undefined ? scheduledFor.localTime : words.localTime(time);
  return escapeData(`${shown} (${scheduledFor.timeZone})`, TIME_LENGTH);
}

function advicesOf(facts: ReportFacts, words: MessageWords): Advice[] {
  const { paid, unknown } = facts.counts;
  const advices: Advice[] = [];
  if (facts.outcome === "halted") {
    const text = words.halt(facts.haltReason, paid === 0 && unknown === 0);
    advices.push({ icon: "🛑", heading: words.whyHalted, text });
  }
  if (unknown > 0) {
    const { heading, advice } = words.unknown(unknown);
    advices.push({ icon: "❓", heading, text: advice });
  }
  return advices;
}

function linksOf({ link, resultLink }: ReportFacts, words: MessageWords): Link[] {
  return [
    ...(link === undefined ? [] : [{ id: "open_payout", label: words.openPayout, url: link }]),
    ...(resultLink === undefined
      ? []
      : [{ id: "open_result", label: words.openResult, url: resultLink }]),
  ];
}
