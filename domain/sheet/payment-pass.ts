import type { CheckTally } from "./check-tally.ts";
import { findFarAboveOthers } from "./far-above-others.ts";
import type { Header } from "./find-header.ts";
import { createIdLengths } from "./id-lengths.ts";
import { findMergedCells } from "./merged-cells.ts";
import type { Payment } from "./payment.ts";
import type { Problem } from "./problem.ts";
import { type Finding, type PlacedFinding, toProblem } from "./problem-table.ts";
import { type CellRange, cellName, type RawRow, type RawRows } from "./raw-sheet.ts";
import { readRow } from "./read-row.ts";
import { cellText } from "./row-cells.ts";
import type { SheetRules } from "./sheet-rules.ts";
import { createSplitWatch } from "./split-fields.ts";
import { sameUserKey } from "./user-id-pattern.ts";
import { createUserRows } from "./user-rows.ts";

interface PassContext {
  readonly header: Header;
  readonly tally: CheckTally;
  readonly tabName: string | undefined;
  readonly rules: SheetRules;
  readonly commaMayBeDecimal: boolean;
  readonly commaPartsFields: boolean;
}

export interface PaymentPass {
  /** The row's payment, when it is one and may be paid as far as is known. */
  readRow(row: RawRow): Payment | undefined;
  /** To be called after the last row: adds what only the whole tab shows. */
  end(rows: Pick<RawRows, "mergedRanges" | "isColumnHidden">): void;
}

/** Goes over the rows of the tab that is paid, once, telling the tally of all it finds. */
export function createPaymentPass(context: PassContext): PaymentPass {
  const { header, tally, commaMayBeDecimal } = context;
  const rules = { ...context.rules, commaMayBeDecimal };
  const isTwice = createTwiceCheck(context);
  const idLengths = createIdLengths();
  const splits = context.commaPartsFields ? createSplitWatch(header) : undefined;
  const nameless = createNamelessColumns(header);
  const hidden = { count: 0, row: 0 };
  let last: { payment: Payment; sumAbove: number } | undefined;
  let firstRow = Number.POSITIVE_INFINITY;
  let stopped = false;

  /** The payment of a row that is one, after telling of all else. */
  const paymentOf = (row: RawRow): Payment | undefined => {
    const reading = readRow(row, { header, rules, splits, sumAbove: tally.totalPoints });
    if (reading.kind === "blank") return undefined;
    if (reading.kind !== "passed_over") firstRow = Math.min(firstRow, row.number);
    if (reading.kind === "refused") {
      for (const problem of reading.problems) tally.problem(inRow(context, problem, row.number));
      return undefined;
    }
    const warnings = reading.kind === "payment" ? reading.warnings : [reading.warning];
    for (const warning of warnings) tally.warning(inRow(context, warning, row.number));
    return reading.kind === "payment" ? reading.payment : undefined;
  };

  return {
    readRow(row) {
      if (row.number <= header.row || stopped) return undefined;
      const payment = paymentOf(row);
      if (payment === undefined || isTwice(payment)) return undefined;
      const sumAbove = tally.totalPoints;
      stopped = !takePayment(context, payment);
      if (stopped) return undefined;
      last = { payment, sumAbove };
      idLengths.see(payment.userId, row.number);
      nameless.see(row);
      if (row.hidden) {
        hidden.count += 1;
        hidden.row ||= row.number;
      }
      return payment;
    },
    end(rows) {
      for (const { row, finding } of splits?.end() ?? []) {
        tally.problem(inRow(context, finding, row));
      }
      tellOfMergedCells(context, rows.mergedRanges(), firstRow);
      const column = nameless.first();
      if (column !== undefined) {
        const finding = { code: "column_without_header", value: column.value } as const;
        tally.warning(inRow(context, { ...finding, column: column.column }, column.row));
      }
      if (hidden.count > 0) tally.warning(inTab(context, { code: "hidden_rows", details: hidden }));
      tellOfHiddenColumns(context, rows);
      const shorter = idLengths.shorter();
      if (shorter !== undefined) {
        tally.warning(
          inRow(context, { code: "user_id_zeros_lost", details: shorter }, shorter.row),
        );
      }
      if (last !== undefined && tally.payments > 3 && last.payment.points === last.sumAbove) {
        const { row, points } = last.payment;
        const column = header.points.column;
        const finding = { code: "points_equal_sum", value: String(points), column } as const;
        tally.warning(inRow(context, finding, row));
      }
      tellOfFarAbove(context);
      if (tally.payments === 0 && tally.problemCount === 0) {
        tally.problem(inTab(context, { code: "no_payments" }));
      }
    },
  };
}

function inRow(context: PassContext, finding: PlacedFinding, row: number): Problem {
  const column = finding.column ?? context.header.userId.column;
  return toProblem(finding, { sheet: context.tabName, cell: cellName(row, column) });
}

function inTab(context: PassContext, finding: Finding): Problem {
  return toProblem(finding, { sheet: context.tabName });
}

/** Watches lines of text for values in columns to which the header gives no name. */
function createNamelessColumns({ columns, named }: Header) {
  let first: { row: number; column: number; value: string } | undefined;
  return {
    see({ number, cells, fields }: RawRow): void {
      if (first !== undefined || fields === undefined || named.length === columns) return;
      const found = cells.find(
        (cell) => !named.includes(cell.column) && cellText(cell).trim() !== "",
      );
      if (found !== undefined) {
        first = { row: number, column: found.column, value: cellText(found) };
      }
    },
    first: () => first,
  };
}

/** Tells of a user's second row; true when it must not be paid. */
function createTwiceCheck(context: PassContext): (payment: Payment) => boolean {
  const { duplicates, userIdPattern } = context.rules;
  const seen = createUserRows();
  return ({ userId, row }) => {
    const firstRow = seen.firstRowOf(sameUserKey(userId, userIdPattern), row);
    if (firstRow === undefined) return false;
    const finding = { code: "user_id_twice", value: userId, details: { firstRow, row } } as const;
    const problem = inRow(context, finding, row);
    if (duplicates === "warning") context.tally.warning(problem);
    else context.tally.problem(problem);
    return duplicates === "problem";
  };
}

/** Counts the payment; false when a limit of the sheet as a whole is reached. */
function takePayment(context: PassContext, payment: Payment): boolean {
  const { tally, rules } = context;
  if (tally.payments >= rules.maxPayments) {
    const limit = rules.maxPayments.toLocaleString("en-US");
    tally.problem(inTab(context, { code: "too_many_payments", details: { limit } }));
    return false;
  }
  if (tally.payment(payment)) return true;
  tally.problem(inTab(context, { code: "total_too_large" }));
  return false;
}

function tellOfFarAbove(context: PassContext): void {
  const { tally, rules, header } = context;
  const usual = { payments: tally.payments, medianPoints: tally.medianPoints() };
  for (const { row, ...finding } of findFarAboveOthers(tally.largest, usual, rules)) {
    const placed = { ...finding, column: header.points.column };
    tally.weightyWarning(inRow(context, placed, row));
  }
}

function tellOfMergedCells(
  context: PassContext,
  ranges: readonly CellRange[],
  firstRow: number,
): void {
  for (const finding of findMergedCells(ranges, context.header, firstRow)) {
    const problem = toProblem(finding, { sheet: context.tabName, cell: finding.cell });
    if (finding.code === "merged_cells") context.tally.problem(problem);
    else context.tally.warning(problem);
  }
}

function tellOfHiddenColumns(context: PassContext, rows: Pick<RawRows, "isColumnHidden">): void {
  const { userId, points } = context.header;
  const hidden = [userId, points].filter(({ column }) => rows.isColumnHidden(column));
  if (hidden.length === 0) return;
  const headers = hidden.map(({ text }) => text).join(", ");
  context.tally.warning(inTab(context, { code: "hidden_column", details: { headers } }));
}
