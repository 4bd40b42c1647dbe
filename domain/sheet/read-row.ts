import type { Header } from "./find-header.ts";
import type { Payment } from "./payment.ts";
import type { Finding, PlacedFinding } from "./problem-table.ts";
import type { RawRow } from "./raw-sheet.ts";
import { type PointsReading, type PointsRules, readPoints } from "./read-points.ts";
import { type ReasonReading, readReason } from "./read-reason.ts";
import { readUserId, type UserIdReading } from "./read-user-id.ts";
import { cellText, pickCells, type RowCells } from "./row-cells.ts";
import { findOddity } from "./row-oddity.ts";
import type { SheetRules } from "./sheet-rules.ts";
import type { SplitWatch } from "./split-fields.ts";

export type RowReading =
  | { readonly kind: "blank" }
  | { readonly kind: "passed_over"; readonly warning: PlacedFinding }
  | { readonly kind: "refused"; readonly problems: readonly PlacedFinding[] }
  | {
      readonly kind: "payment";
      readonly payment: Payment;
      readonly warnings: readonly PlacedFinding[];
    };

export interface RowContext {
  readonly header: Header;
  readonly rules: SheetRules & PointsRules;
  /** Sum of the payments above. */
  readonly sumAbove: number;
  /** Absent where a value can't fall into two fields. */
  readonly splits: SplitWatch | undefined;
}

/** Reads a row below the header: a payment, nothing, or what keeps it from being one. */
export function readRow(row: RawRow, context: RowContext): RowReading {
  const cells = pickCells(row, context.header);
  const oddity = context.splits?.see(row, cells) ?? findOddity(cells, context);
  if (oddity !== undefined) return { kind: "refused", problems: [oddity] };
  if (cells.user !== undefined || cells.points !== undefined) {
    return readPayment(row.number, cells, context);
  }
  const left = cells.other ?? cells.reason;
  if (left === undefined) return { kind: "blank" };
  const warning = { code: "row_passed_over", value: cellText(left), column: left.column } as const;
  return { kind: "passed_over", warning };
}

const NONE: readonly PlacedFinding[] = [];

function readPayment(row: number, cells: RowCells, { header, rules }: RowContext): RowReading {
  const userId: UserIdReading =
    cells.user === undefined ? missing("user_id_missing") : readUserId(cells.user, rules);
  const points: PointsReading =
    cells.points === undefined ? missing("points_missing") : readPoints(cells.points, rules);
  const reason: ReasonReading =
    cells.reason === undefined ? { ok: true } : readReason(cells.reason, rules);
  if (userId.ok && points.ok && reason.ok) {
    const payment = toPayment(row, userId.userId, points.points, reason.reason);
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
  ];
  return { kind: "refused", problems };
}

function toPayment(row: number, userId: string, points: number, reason?: string): Payment {
  return reason === undefined ? { row, userId, points } : { row, userId, points, reason };
}

function missing(code: "user_id_missing" | "points_missing") {
  return { ok: false, problem: { code } } as const;
}

function placed(finding: Finding | undefined, column: number | undefined): PlacedFinding[] {
  if (finding === undefined) return [];
  return [column === undefined ? finding : { ...finding, column }];
}
