import type { Unpaid } from "../../domain/channel/message-facts.ts";
import { PAID_BY_ORIGINAL } from "../../domain/distribution/ledger.ts";
import type { Counts, PaidTwice, ReasonCount } from "../../domain/payout/payout.ts";
import { reasonOf } from "../failure-reason.ts";
import { nameFailure } from "./message-failures.ts";
import type { Advice, MessageList, NameList } from "./message-layout.ts";
import { escapeData } from "./message-text.ts";
import type { Vocabulary } from "./vocabulary.ts";

const CODE_LENGTH = 25;

/** Those of whom a report says why: what was withdrawn has but one reason. */
export function unpaidCount({ rejected, unknown }: Counts): number {
  return rejected + unknown;
}

/** What to do about those who were not paid, and those of whom it is unknown. */
export function unpaidAdvices(
  {
    counts,
    reasons,
    paidTwice,
    dryRun,
  }: Pick<Unpaid, "counts" | "reasons"> & {
    readonly paidTwice?: PaidTwice | undefined;
    readonly dryRun?: boolean | undefined;
  },
  vocabulary: Vocabulary,
): Advice[] {
  const paidBefore = sum(reasons.filter(({ code }) => code === PAID_BY_ORIGINAL));
  const rejected = Math.max(0, counts.rejected - paidBefore);
  const { unpaid } = vocabulary;
  const failed =
    dryRun === true
      ? unpaid.failedInDryRun(rejected)
      : unpaid.failed(rejected, !isUntouched(counts));
  return [
    ...(paidTwice === undefined ? [] : [{ icon: "🚨", ...unpaid.paidTwice(paidTwice) }]),
    ...(paidBefore > 0 ? [{ icon: "ℹ️", ...unpaid.paidBefore(paidBefore) }] : []),
    ...(rejected > 0 ? [{ icon: "❗", ...failed }] : []),
    ...withdrawnAdvices(counts, dryRun === true, vocabulary),
    ...unknownAdvices(counts, vocabulary),
  ];
}

function withdrawnAdvices(
  { withdrawn }: Counts,
  isDryRun: boolean,
  { unpaid }: Vocabulary,
): Advice[] {
  if (withdrawn === 0) return [];
  const advice = isDryRun ? unpaid.withdrawnInDryRun(withdrawn) : unpaid.withdrawn(withdrawn);
  return [{ icon: "⏹️", ...advice }];
}

export function unknownAdvices({ unknown }: Counts, { unpaid }: Vocabulary): Advice[] {
  return unknown > 0 ? [{ icon: "❓", ...unpaid.unknown(unknown) }] : [];
}

/** Whether not one payment may have been paid. */
export function isUntouched({ paid, unknown }: Counts): boolean {
  return paid === 0 && unknown === 0;
}

/** The most frequent reasons, at most `max` of them, and how many payments have others. */
export function reasonList(
  { counts, reasons }: Unpaid,
  max: number,
  { words, unpaid }: Vocabulary,
): MessageList | undefined {
  if (reasons.length === 0) return undefined;
  const sorted = reasons.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  const listed = sorted.slice(0, max);
  const lines = listed.map((counted) => {
    const { reason, code } = reasonOf(counted, words.language, words.isReversal);
    const shownCode = code === undefined ? "" : ` \`${escapeData(code, CODE_LENGTH)}\``;
    return `• ${unpaid.counted(counted.count, reason)}${shownCode}`;
  });
  const others = unpaidCount(counts) - sum(listed);
  if (others > 0) lines.push(`• ${unpaid.moreReasons(others)}`);
  return { heading: unpaid.why, lines };
}

/** The first ones by name, at most `max`. */
export function nameList(
  { counts, failures }: Unpaid,
  max: number,
  { words, unpaid }: Vocabulary,
): NameList | undefined {
  if (failures.length === 0) return undefined;
  const named = failures.slice(0, max);
  const others = unpaidCount(counts) - named.length;
  return {
    heading: unpaid.names({ all: others <= 0, unknown: counts.unknown > 0 }),
    failures: named.map((failure) => nameFailure(failure, words)),
    more: others > 0 ? unpaid.moreNames(others) : undefined,
  };
}

/** Whether the counts are still those of the report: a person may have settled payments since. */
export function isAsReported({ counts, reasons, failures }: Unpaid): boolean {
  return (["rejected", "unknown"] as const).every((wanted) => {
    const counted = sum(reasons.filter(({ state }) => state === wanted));
    const named = failures.filter(({ state }) => state === wanted).length;
    return Math.max(counted, named) <= counts[wanted];
  });
}

function sum(reasons: readonly ReasonCount[]): number {
  return reasons.reduce((total, { count }) => total + count, 0);
}
