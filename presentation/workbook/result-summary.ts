import type { Instant } from "../../domain/clock.ts";
import type { PaymentState } from "../../domain/distribution/ledger.ts";
import type { Language } from "../../domain/language.ts";
import { approverOf } from "../../domain/payout/approval.ts";
import type { PointsApiTitle } from "../../domain/payout/named-points-api.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { ResultTotals } from "../../domain/report/result-tally.ts";
import type { ExtraColumn } from "../../domain/sheet/extra-column.ts";
import { BRAKED_BY } from "../brake-words.ts";
import { rowDefaultsText } from "../row-defaults-text.ts";
import { reasonInWords } from "./result-line.ts";
import { type WallTime, wallClockOf } from "./wall-clock.ts";
import { workbookWordsOf } from "./words.ts";

/** One row of a tab that is read and not uploaded: the summary, the receipt. */
export type SummaryRow =
  | { readonly kind: "title" | "lead" | "section" | "note"; readonly text: string }
  | { readonly kind: "blank" }
  | { readonly kind: "fact"; readonly label: string; readonly text: string }
  | { readonly kind: "time"; readonly label: string; readonly time: WallTime }
  | { readonly kind: "headers"; readonly texts: readonly string[] }
  | {
      readonly kind: "state";
      readonly state: PaymentState;
      readonly count: number;
      readonly points: number;
    }
  | { readonly kind: "total"; readonly count: number; readonly points: number }
  | {
      readonly kind: "sum";
      readonly label: string;
      readonly count: number;
      readonly points: number;
    }
  | {
      readonly kind: "finding";
      readonly row: string;
      readonly points: number | undefined;
      readonly evidence: string;
      readonly words: string;
    }
  | {
      readonly kind: "reason";
      readonly state: "rejected" | "unknown" | undefined;
      readonly count: number;
      readonly code: string;
      readonly words: string;
    };

export interface SummaryOptions {
  readonly language: Language;
  /** The company's IANA zone, in which times are shown. */
  readonly timeZone: string;
  /** The zone of the times in the other tabs. */
  readonly rowsTimeZone: string;
  readonly writtenAt: Instant;
  /** What the payout is paid in, where there is more than one. */
  readonly pointsApi?: PointsApiTitle | undefined;
  /** What its points API takes of a row besides. */
  readonly columns: readonly ExtraColumn[];
  /** False when the sheet could not be read again, and its columns are missing. */
  readonly hasSheetColumns: boolean;
}

const STATES = ["paid", "rejected", "unknown", "withdrawn", "accepted", "pending"] as const;

/** The summary tab, row by row: what the payout came to, why not all, and what to do next. */
export function summaryRows(
  payout: Payout,
  totals: ResultTotals,
  options: SummaryOptions,
): readonly SummaryRow[] {
  const { language } = options;
  const isReversal = payout.reversalOf !== undefined;
  const words = workbookWordsOf(language, isReversal).summary;
  const { counts, points, pointsByState } = totals;
  const isDryRun = payout.dryRun === true;
  return [
    { kind: "title", text: isDryRun ? `${words.dryRun.mark} ${payout.title}` : payout.title },
    { kind: "lead", text: (isDryRun ? words.dryRun : words).lead(counts, points) },
    { kind: "blank" },
    { kind: "headers", texts: [words.state, words.payments, words.points] },
    ...STATES.filter((state) => counts[state] > 0 || state === "paid").map(
      (state) =>
        ({ kind: "state", state, count: counts[state], points: pointsByState[state] }) as const,
    ),
    { kind: "total", count: counts.payments, points: points.total },
    { kind: "blank" },
    ...reasonRows(totals, language, { isDryRun, isReversal }),
    ...noteRows(payout, totals, options),
    { kind: "section", text: words.about },
    ...factRows(payout, totals, options),
  ];
}

/** What a payout is, where it does not pay. */
interface Kind {
  readonly isDryRun: boolean;
  readonly isReversal: boolean;
}

function reasonRows(
  totals: ResultTotals,
  language: Language,
  { isDryRun, isReversal }: Kind,
): readonly SummaryRow[] {
  const { reasons, otherReasons } = totals;
  if (reasons.length === 0) return [];
  const words = workbookWordsOf(language, isReversal).summary;
  return [
    { kind: "section", text: (isDryRun ? words.dryRun : words).whyNot },
    { kind: "headers", texts: [words.state, words.payments, words.code, words.reason] },
    ...reasons.map(
      (reason) =>
        ({
          kind: "reason",
          ...reason,
          words: reasonInWords(reason, language, isReversal),
        }) as const,
    ),
    ...(otherReasons === 0
      ? []
      : ([
          {
            kind: "reason",
            state: undefined,
            count: otherReasons,
            code: "",
            words: words.otherReasons,
          },
        ] as const)),
    { kind: "blank" },
  ];
}

function noteRows(
  payout: Payout,
  { counts }: ResultTotals,
  { language, hasSheetColumns }: SummaryOptions,
): readonly SummaryRow[] {
  const isReversal = payout.reversalOf !== undefined;
  const isDryRun = payout.dryRun === true;
  const isLacking = payout.defaults !== undefined && counts.rejected + counts.withdrawn > 0;
  const { notes, whatNow, dryRun } = workbookWordsOf(language, isReversal).summary;
  const texts = [
    ...(counts.unknown > 0 ? [notes.unknown] : []),
    ...(counts.rejected > 0 ? [isDryRun ? dryRun.failed : notes.failed] : []),
    ...(counts.withdrawn > 0 ? [isDryRun ? notes.withdrawnInDryRun : notes.withdrawn] : []),
    ...(isLacking ? [notes.defaults] : []),
    ...(counts.pending > 0 ? [notes.pending] : []),
    ...(hasSheetColumns ? [] : [notes.noSheetColumns]),
  ];
  if (texts.length === 0) return [];
  return [
    { kind: "section", text: whatNow },
    ...texts.map((text) => ({ kind: "note", text }) as const),
    { kind: "blank" },
  ];
}

function factRows(
  payout: Payout,
  { paying }: ResultTotals,
  { language, timeZone, rowsTimeZone, writtenAt, pointsApi, columns }: SummaryOptions,
): readonly SummaryRow[] {
  const { reversalOf, reversalReason, defaults } = payout;
  const { facts } = workbookWordsOf(language, reversalOf !== undefined).summary;
  const wallTime = wallClockOf(timeZone);
  const schedule = "schedule" in payout ? payout.schedule : undefined;
  const distribution = "distribution" in payout ? payout.distribution : undefined;
  const endedBy = "endedBy" in payout ? payout.endedBy : undefined;
  const { brake } = payout;
  const fact = (label: string, text: string | undefined): readonly SummaryRow[] =>
    text === undefined ? [] : [{ kind: "fact", label, text }];
  const timeRow = (label: string, at: Instant | undefined): readonly SummaryRow[] =>
    at === undefined ? [] : [{ kind: "time", label, time: wallTime(at) }];
  return [
    ...fact(facts.payoutId, payout.payoutId),
    ...fact(facts.fileName, payout.fileName),
    ...fact(facts.reversalOf, reversalOf),
    ...fact(facts.reversalReason, reversalReason),
    ...fact(facts.pointsApi, pointsApi?.[language]),
    ...fact(facts.forAllRows, defaults && rowDefaultsText(defaults, columns)),
    ...fact(facts.uploadedBy, payout.createdBy.name),
    ...fact(facts.scheduledBy, schedule?.requestedBy.name),
    ...fact(facts.approvedBy, schedule && approverOf(schedule)?.name),
    ...timeRow(facts.scheduledFor, schedule?.at),
    ...timeRow(facts.startedAt, distribution?.startedAt),
    ...timeRow(facts.lastSettledAt, paying?.until),
    ...(brake === undefined ? [] : fact(BRAKED_BY[brake.kind][language], brake.by.name)),
    ...timeRow(facts.brakedAt, brake?.at),
    ...fact(facts.brakeReason, brake?.reason),
    ...fact(facts.endedBy, endedBy?.by.name),
    ...timeRow(facts.endedAt, endedBy?.at),
    ...fact(facts.endReason, endedBy?.reason),
    ...timeRow(facts.writtenAt, writtenAt),
    ...fact(facts.timeZone, timeZone),
    ...fact(facts.rowsTimeZone, rowsTimeZone === timeZone ? undefined : rowsTimeZone),
  ];
}
