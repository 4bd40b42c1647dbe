import { parseDecimal } from "./decimal.ts";
import { readExtraValue } from "./extra-column.ts";
import type { Header } from "./find-header.ts";
import type { Extras, Payment } from "./payment.ts";
import type { Finding, PlacedFinding } from "./problem-table.ts";
import type { RawRow, RawValue } from "./raw-sheet.ts";
import { type PointsReading, type PointsRules, readPoints } from "./read-points.ts";
import { readUserId, type UserIdReading } from "./read-user-id.ts";
import { cellText, pickCells, type RowCells } from "./row-cells.ts";
import { findOddity, type OddityContext } from "./row-oddity.ts";
import type { SheetRules } from "./sheet-rules.ts";
import type { SplitDetector } from "./split-fields.ts";
import { findTotalsByFigures } from "./totals-row.ts";

export type RowReading =
  | { readonly kind: "blank" }
  | { readonly kind: "passed_over"; readonly warning: PlacedFinding }
  | {
      readonly kind: "refused";
      readonly problems: readonly PlacedFinding[];
      readonly warnings: readonly PlacedFinding[];
      /** The payment that a row with problems would be, as far as it could be read. */
      readonly userId?: string | undefined;
      readonly points?: number | undefined;
    }
  | {
      readonly kind: "payment";
      readonly payment: Payment;
      readonly warnings: readonly PlacedFinding[];
    };

interface RowContext extends OddityContext {
  readonly rules: SheetRules & PointsRules;
  /** Absent where a value can't fall into two fields. */
  readonly splits: SplitDetector | undefined;
}

/** Reads a row below the header: a payment, nothing, or what keeps it from being one. */
export function readRow(row: RawRow, context: RowContext): RowReading {
  const cells = pickCells(row, context.header);
  const oddity = context.splits?.see(row, cells) ?? findOddity(row, cells, context);
  if (oddity !== undefined) return refusedFor(oddity);
  if (cells.user !== undefined || cells.points !== undefined) {
    const reading = readPayment(row.number, cells, context);
    const amount = amountOf(reading, cells, context);
    if (amount === undefined) return reading;
    const total = findTotalsByFigures(row, cells, context, amount);
    return total === undefined ? reading : refusedFor(total);
  }
  const left = cells.other ?? cells.reason ?? cells.extras.find((cell) => cell !== undefined);
  if (left === undefined) return { kind: "blank" };
  const warning = { code: "row_passed_over", value: cellText(left), column: left.column } as const;
  return { kind: "passed_over", warning };
}

function refusedFor(problem: PlacedFinding): RowReading {
  return { kind: "refused", problems: [problem], warnings: NONE };
}

/** The points of the row; of a total they may be more than one payment may have. */
function amountOf(reading: RowReading, cells: RowCells, context: RowContext): number | undefined {
  if (reading.kind === "payment") return reading.payment.points;
  if (reading.kind !== "refused" || cells.points === undefined) return undefined;
  if (reading.points !== undefined) return reading.points;
  if (!reading.problems.some(({ code }) => code === "points_too_large")) return undefined;
  const rules = { ...context.rules, maxPointsPerPayment: Number.MAX_SAFE_INTEGER };
  const points = readPoints(cells.points, rules);
  return points.ok ? points.points : undefined;
}

const NONE: readonly PlacedFinding[] = [];

function readPayment(row: number, cells: RowCells, { header, rules }: RowContext): RowReading {
  const userId: UserIdReading =
    cells.user === undefined ? missing("user_id_missing") : readUserId(cells.user, rules);
  const points: PointsReading =
    cells.points === undefined ? missing("points_missing") : readPoints(cells.points, rules);
  const reason: ReasonReading =
    cells.reason === undefined ? { ok: true } : readReason(cells.reason, rules);
  const extras = readExtras(cells, header);
  if (userId.ok && points.ok && reason.ok && extras.problems.length === 0) {
    const payment = toPayment(row, userId.userId, points.points, reason.reason, extras.values);
    if (userId.warning === undefined && points.warning === undefined) {
      return { kind: "payment", payment, warnings: NONE };
    }
    const warnings = [
      ...placed(userId.warning, header.userId.column),
      ...placed(points.warning, header.points.column),
    ];
    return { kind: "payment", payment, warnings };
  }
  const problems = [
    ...(userId.ok ? [] : placed(userId.problem, header.userId.column)),
    ...(points.ok ? [] : placed(points.problem, header.points.column)),
    ...(reason.ok ? [] : placed(reason.problem, cells.reason?.column)),
    ...extras.problems,
  ];
  return {
    kind: "refused",
    problems,
    warnings: [
      ...(userId.ok ? placed(userId.warning, header.userId.column) : []),
      ...(points.ok ? placed(points.warning, header.points.column) : []),
    ],
    userId: userId.ok ? userId.userId : undefined,
    points: points.ok ? points.points : undefined,
  };
}

function toPayment(
  row: number,
  userId: string,
  points: number,
  reason: string | undefined,
  extras: Extras | undefined,
): Payment {
  const payment = reason === undefined ? { row, userId, points } : { row, userId, points, reason };
  return extras === undefined ? payment : { ...payment, extras };
}

interface ExtrasReading {
  /** Undefined where there are none, as in most sheets. */
  readonly values: Extras | undefined;
  readonly problems: readonly PlacedFinding[];
}

const NO_EXTRAS: ExtrasReading = { values: undefined, problems: NONE };

function readExtras({ extras }: RowCells, header: Header): ExtrasReading {
  if (header.extras.length === 0) return NO_EXTRAS;
  const values: [string, string][] = [];
  const problems: PlacedFinding[] = [];
  for (const [place, { means, column }] of header.extras.entries()) {
    const reading = readExtraValue(extras[place], means);
    if (!reading.ok) problems.push({ ...reading.problem, column });
    else if (reading.value !== undefined) values.push([means.name, reading.value]);
  }
  return { values: values.length === 0 ? undefined : Object.fromEntries(values), problems };
}

function missing(code: "user_id_missing" | "points_missing") {
  return { ok: false, problem: { code } } as const;
}

function placed(finding: Finding | undefined, column: number | undefined): PlacedFinding[] {
  if (finding === undefined) return [];
  return [{ ...finding, column }];
}

type ReasonReading =
  | { readonly ok: true; readonly reason?: string }
  | { readonly ok: false; readonly problem: Finding };

/** Reads the optional reason: any text, trimmed; numbers and dates as text. */
function readReason(cell: RawValue, rules: SheetRules): ReasonReading {
  if (cell.kind === "formula_without_value") {
    return { ok: false, problem: { code: "reason_formula_without_value" } };
  }
  if (cell.kind === "unreadable") {
    return { ok: false, problem: { code: "cell_unreadable", details: { why: cell.why } } };
  }
  if (cell.kind === "error") {
    return { ok: false, problem: { code: "reason_is_error", value: cell.text } };
  }
  const reason = (cell.kind === "number" ? spell(cell.source) : cell.text).trim();
  if (reason === "") return { ok: true };
  if (reason.length > rules.maxReasonLength) {
    const details = { limit: rules.maxReasonLength };
    return { ok: false, problem: { code: "reason_too_long", value: reason, details } };
  }
  return { ok: true, reason };
}

/** One spelling whatever program saved the number, so that the digest does not depend on it. */
function spell(source: string): string {
  const decimal = parseDecimal(source);
  if (decimal.kind !== "whole") return String(Number(source));
  return decimal.negative ? `-${decimal.digits}` : decimal.digits;
}
