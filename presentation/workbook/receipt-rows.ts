import type { Instant } from "../../domain/clock.ts";
import type { Language } from "../../domain/language.ts";
import { approverOf } from "../../domain/payout/approval.ts";
import type { PayoutIn } from "../../domain/payout/payout.ts";
import type { Finding, Receipt } from "../../domain/receipt/receipt.ts";
import { isCurrent, type SignedReceipt } from "../../domain/receipt/view-receipt.ts";
import type { ResultTotals } from "../../domain/report/result-tally.ts";
import type { ExtraColumn } from "../../domain/sheet/extra-column.ts";
import { formatAmount } from "../formats.ts";
import { findingWords, totalName } from "../receipt-words.ts";
import { rowDefaultsText } from "../row-defaults-text.ts";
import type { SummaryRow } from "./result-summary.ts";
import { stateWord } from "./result-workbook-layout.ts";
import { wallClockOf } from "./wall-clock.ts";
import { workbookWordsOf } from "./words.ts";

export interface ReceiptRowsOptions {
  readonly language: Language;
  /** The company's IANA zone, in which times are shown. */
  readonly timeZone: string;
  /** What the payout's points API takes of a row besides. */
  readonly columns: readonly ExtraColumn[];
  /** What sheet and ledger differ in, as the rows were written; the first ones, and how many. */
  readonly local: { readonly findings: readonly Finding[]; readonly count: number };
  /** What was compared with the books of the points API, if that is done. */
  readonly receipt: Receipt | undefined;
  /** Who signed it last, if anybody did. */
  readonly signed: SignedReceipt | undefined;
}

interface Options extends ReceiptRowsOptions {
  /** Of a payout that takes points back. */
  readonly isReversal: boolean;
}

const STATES = ["rejected", "unknown", "accepted", "withdrawn"] as const;

/** The receipt tab, row by row: what the page's receipt says, as far as it was known by then. */
export function receiptRows(
  payout: PayoutIn<"distributing" | "completed">,
  totals: ResultTotals,
  given: ReceiptRowsOptions,
): readonly SummaryRow[] {
  const isReversal = payout.reversalOf !== undefined;
  const options = { ...given, isReversal };
  const { receipt: words } = workbookWordsOf(options.language, isReversal);
  return [
    { kind: "title", text: words.title },
    { kind: "lead", text: payout.title },
    { kind: "blank" },
    ...factRows(payout, totals, options),
    { kind: "blank" },
    ...totalRows(totals, options),
    { kind: "blank" },
    ...comparisonRows(options),
    { kind: "blank" },
    ...signOffRows(options),
  ];
}

function factRows(
  payout: PayoutIn<"distributing" | "completed">,
  { paying }: ResultTotals,
  { language, timeZone, columns, isReversal }: Options,
): readonly SummaryRow[] {
  const { receipt: words, summary } = workbookWordsOf(language, isReversal);
  const { facts } = summary;
  const { schedule, distribution, endedBy, createdBy, createdAt, check } = payout;
  const { reversalOf, reversalReason, defaults } = payout;
  const { approval, firstApproval } = schedule;
  const wallTime = wallClockOf(timeZone);
  const fact = (label: string, text: string | undefined): readonly SummaryRow[] =>
    text === undefined ? [] : [{ kind: "fact", label, text }];
  const time = (label: string, at: Instant | undefined): readonly SummaryRow[] =>
    at === undefined ? [] : [{ kind: "time", label, time: wallTime(at) }];
  return [
    ...fact(facts.payoutId, payout.payoutId),
    ...fact(words.reversalOf, reversalOf),
    ...fact(words.reversalReason, reversalReason),
    ...fact(facts.fileName, payout.fileName),
    ...fact(facts.forAllRows, defaults && rowDefaultsText(defaults, columns)),
    ...fact(words.digest, check.digest),
    ...fact(facts.uploadedBy, createdBy.name),
    ...time(words.uploadedAt, createdAt),
    ...fact(facts.scheduledBy, schedule.requestedBy.name),
    ...fact(words.firstApproval, firstApproval?.by.name),
    ...fact(facts.approvedBy, approverOf(schedule)?.name ?? words.noApproval),
    ...time(words.approvedAt, approval?.at),
    ...time(facts.scheduledFor, schedule.at),
    ...time(facts.startedAt, distribution.startedAt),
    ...time(facts.lastSettledAt, paying?.until),
    ...fact(facts.endedBy, endedBy?.by.name),
    ...fact(facts.timeZone, timeZone),
  ];
}

function totalRows(
  { counts, points, pointsByState }: ResultTotals,
  { language, receipt, isReversal }: Options,
): readonly SummaryRow[] {
  const { receipt: words, summary } = workbookWordsOf(language, isReversal);
  const look = { language, isReversal, isDryRun: false };
  const sum = (label: string, count: number, of: number): SummaryRow => ({
    ...{ kind: "sum", label, count, points: of },
  });
  const counted = receipt?.books === "none" ? undefined : receipt?.counted;
  const asked = counts.payments - counts.withdrawn - counts.pending;
  const askedPoints = points.total - pointsByState.withdrawn - pointsByState.pending;
  return [
    { kind: "headers", texts: [words.of, summary.payments, summary.points] },
    sum(words.sheet, counts.payments, points.total),
    sum(words.asked, asked, askedPoints),
    sum(stateWord("paid", look), counts.paid, points.paid),
    ...STATES.filter((state) => counts[state] > 0).map((state) =>
      sum(stateWord(state, look), counts[state], pointsByState[state]),
    ),
    ...(counted === undefined
      ? []
      : [
          sum(words.compared, counted.compared.payments, counted.compared.points),
          sum(words.inBooks, counted.inBooks.payments, counted.inBooks.points),
        ]),
  ];
}

function comparisonRows(options: Options): readonly SummaryRow[] {
  const { language, timeZone, local, receipt, isReversal } = options;
  const { receipt: words, summary } = workbookWordsOf(language, isReversal);
  const { findings, count } =
    receipt === undefined ? local : { findings: receipt.findings, count: receipt.findingCount };
  const at = receipt?.finishedAt;
  const more = count - findings.length;
  return [
    { kind: "section", text: words.comparison },
    { kind: "note", text: whatWasCompared(options) },
    ...(at === undefined
      ? []
      : [{ kind: "time", label: words.comparedAt, time: wallClockOf(timeZone)(at) } as const]),
    { kind: "lead", text: count === 0 ? words.agree : words.differ(count) },
    ...(count === 0
      ? []
      : ([
          {
            kind: "headers",
            texts: [...[words.row, summary.points], ...[words.evidence, words.whatAndToDo]],
          },
          ...findings.map((finding) => findingRow(finding, options)),
        ] as const)),
    ...(more > 0 ? [{ kind: "note", text: words.more(more) } as const] : []),
  ];
}

function whatWasCompared({ receipt, language, isReversal }: Options): string {
  const { receipt: words } = workbookWordsOf(language, isReversal);
  if (receipt === undefined) return words.notAskedYet;
  if (receipt.books === "none") return words.noBooks;
  return receipt.scope === "sample" ? words.sample : words.all;
}

function signOffRows({ language, timeZone, signed, isReversal }: Options): readonly SummaryRow[] {
  const { receipt: words } = workbookWordsOf(language, isReversal);
  const section: SummaryRow = { kind: "section", text: words.signOff };
  if (signed === undefined) return [section, { kind: "note", text: words.notSigned }];
  const { by, at, note } = signed.signOff;
  return [
    section,
    { kind: "fact", label: words.signedBy, text: by.name },
    { kind: "time", label: words.signedAt, time: wallClockOf(timeZone)(at) },
    { kind: "note", text: `${words.signNote}: ${note}` },
    ...(isCurrent(signed) ? [] : [{ kind: "note", text: words.changedSinceSigned } as const]),
  ];
}

/** Without the user's id: the row says which one it is, and no header of this tab is read as a sheet's. */
function findingRow(finding: Finding, options: Options): SummaryRow {
  const { language, isReversal } = options;
  const { code, row, points } = finding;
  const { what, toDo } = findingWords(code, isReversal);
  return {
    kind: "finding",
    row: row === undefined ? workbookWordsOf(language).receipt.whole : String(row),
    points,
    evidence: evidenceOf(finding, options),
    words: `${what[language]} ${toDo[language]}`,
  };
}

function evidenceOf(finding: Finding, { language, isReversal }: Options): string {
  const { state, transactionId, inBooks, told, of = "", expected, counted, points } = finding;
  const name = totalName(of, isReversal)?.[language];
  const look = { language, isReversal, isDryRun: false };
  const against = counted ?? points;
  const figures =
    expected === undefined || against === undefined
      ? undefined
      : `${formatAmount(expected)} ≠ ${formatAmount(against)}`;
  const said = [state && stateWord(state, look), transactionId, inBooks, told, name, figures];
  return said.filter((text) => text !== undefined).join(" · ");
}
