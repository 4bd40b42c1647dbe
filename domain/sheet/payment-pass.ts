import type { CheckTally } from "./check-tally.ts";
import { findFarAboveOthers } from "./far-above-others.ts";
import { type Header, listHeaders, otherPointsColumns } from "./find-header.ts";
import { createIdDetector } from "./id-detector.ts";
import { findMergedCells } from "./merged-cells.ts";
import type { Payment } from "./payment.ts";
import type { Problem } from "./problem.ts";
import { type Finding, type PlacedFinding, toProblem } from "./problem-table.ts";
import {
  type CellRange,
  cellName,
  type RawRow,
  type RawRows,
  type TabTables,
} from "./raw-sheet.ts";
import { type RowReading, readRow } from "./read-row.ts";
import { cellText } from "./row-cells.ts";
import { type RowDefaults, withRowDefaults } from "./row-defaults.ts";
import { createRowsAbove } from "./rows-above.ts";
import type { SheetRules } from "./sheet-rules.ts";
import { createSplitDetector } from "./split-fields.ts";
import { createTabTotals } from "./tab-totals.ts";
import { createUnitDetector } from "./unit-detector.ts";
import { sameUserKey } from "./user-id-pattern.ts";
import { createUserRows, type UserRows } from "./user-rows.ts";

interface PassContext {
  readonly header: Header;
  readonly tally: CheckTally;
  readonly tabName: string | undefined;
  readonly tables: TabTables;
  readonly rules: SheetRules;
  readonly defaults: RowDefaults | undefined;
  readonly commaMayBeDecimal: boolean;
  readonly commaPartsFields: boolean;
}

export interface PaymentPass {
  /** The row's payment, when it is one and may be paid as far as is known. */
  readRow(row: RawRow): Payment | undefined;
  /** To be called after the last row: adds what only the whole tab shows. */
  end(rows: Pick<RawRows, "mergedRanges" | "isColumnHidden">): void;
}

/** Goes over the rows of the tab that is paid, once, and reports all it finds to the tally. */
export function createPaymentPass(context: PassContext): PaymentPass {
  const { header, tally, commaMayBeDecimal } = context;
  const rules = { ...context.rules, commaMayBeDecimal };
  const users = createUserRows();
  const isTwice = createTwiceCheck(context, users);
  const ids = createIdDetector();
  const above = createRowsAbove();
  const totals = createTabTotals(context.tabName, header, context.tables);
  const splits = context.commaPartsFields ? createSplitDetector(header) : undefined;
  const rowContext = { header, rules, splits, above, ids, totals };
  const units = createUnitDetector(header);
  const nameless = createNamelessColumns(header);
  const hidden = { count: 0, row: 0 };
  let last: { payment: Payment; sumAbove: number } | undefined;
  let firstRow = Number.POSITIVE_INFINITY;
  let stopped = false;

  const see = (userId: string, row: RawRow) => {
    ids.see(userId, row.number);
    if (!row.hidden) return;
    hidden.count += 1;
    hidden.row ||= row.number;
  };

  const tell = (
    row: RawRow,
    problems: readonly PlacedFinding[],
    warnings: readonly PlacedFinding[],
  ): undefined => {
    for (const problem of problems) tally.problem(inRow(context, problem, row.number));
    for (const warning of warnings) tally.warning(inRow(context, warning, row.number));
  };

  /** A row with problems also gets its warnings, so that people have to correct it only once. */
  const refuse = (row: RawRow, reading: RowReading & { readonly kind: "refused" }) => {
    const { problems, warnings, userId, points } = reading;
    tell(row, problems, warnings);
    if (problems.some(({ code }) => code === "totals_row")) above.addTotal(row.outlineLevel ?? 0);
    if (points !== undefined) above.addPayment(points, row.outlineLevel ?? 0);
    if (userId === undefined) return;
    isTwice(userId, row.number);
    see(userId, row);
  };

  const take = (row: RawRow, reading: RowReading & { readonly kind: "payment" }) => {
    const { warnings } = reading;
    const payment = withRowDefaults(reading.payment, context.defaults);
    if (warnings.length > 0) tell(row, [], warnings);
    const twice = isTwice(payment.userId, row.number);
    see(payment.userId, row);
    if (twice) return undefined;
    const sumAbove = tally.totalPoints;
    stopped = !takePayment(context, payment);
    if (stopped) return undefined;
    tally.recipient({ userId: payment.userId, ...users.add(payment.points) });
    last = { payment, sumAbove };
    above.addPayment(payment.points, row.outlineLevel ?? 0);
    nameless.see(row);
    return payment;
  };

  const seeAbove = (row: RawRow): undefined => {
    for (const unit of units.seeAbove(row)) tally.problem(inRow(context, unit, unit.row));
    const others = row.number === header.row ? otherPointsColumns(row, header) : [];
    const [first] = others;
    if (first === undefined) return;
    const details = {
      points: header.points.text,
      headers: listHeaders(others.map(({ text }) => text)),
    };
    const { column } = first;
    tell(row, [], [{ code: "other_points_columns", column, details }]);
  };

  const tellOfSum = ({ row, userId, points }: Payment) => {
    const { column } = header.points;
    const finding = { code: "points_equal_sum", value: String(points), column } as const;
    const isTelling = tally.payments > 3 || (tally.payments > 2 && ids.standsOut(userId));
    if (isTelling) tally.warning(inRow(context, finding, row));
  };

  return {
    readRow(row) {
      if (row.number <= header.row) return seeAbove(row);
      if (stopped) return undefined;
      const reading = readRow(row, rowContext);
      const unit = units.seeBelow(row, reading.kind === "payment");
      if (unit !== undefined) tell(row, [unit], []);
      if (reading.kind === "blank") return undefined;
      if (reading.kind === "passed_over") return tell(row, [], [reading.warning]);
      firstRow = Math.min(firstRow, row.number);
      if (reading.kind === "payment") return take(row, reading);
      refuse(row, reading);
      return undefined;
    },
    end(rows) {
      for (const { row, finding } of splits?.end() ?? []) {
        tally.problem(inRow(context, finding, row));
      }
      tellOfMergedCells(context, rows.mergedRanges(), firstRow);
      for (const { row, finding } of nameless.end()) tally.warning(inRow(context, finding, row));
      if (hidden.count > 0) tally.warning(inTab(context, { code: "hidden_rows", details: hidden }));
      tellOfHiddenColumns(context, rows);
      for (const { row, finding } of ids.end()) tally.warning(inRow(context, finding, row));
      if (last !== undefined && last.payment.points === last.sumAbove) tellOfSum(last.payment);
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

/** Finds lines of text with values in columns that have no name in the header. */
function createNamelessColumns({ columns, named }: Header) {
  let first: { readonly row: number; readonly finding: PlacedFinding } | undefined;
  return {
    see({ number, cells, fields }: RawRow): void {
      if (first !== undefined || fields === undefined || named.length === columns) return;
      const found = cells.find(
        (cell) => !named.includes(cell.column) && cellText(cell).trim() !== "",
      );
      if (found === undefined) return;
      const { column } = found;
      first = {
        row: number,
        finding: { code: "column_without_header", value: cellText(found), column },
      };
    },
    end: () => (first === undefined ? [] : [first]),
  };
}

/** Reports a user's second row; true when it must not be paid. */
function createTwiceCheck(
  context: PassContext,
  users: UserRows,
): (userId: string, row: number) => boolean {
  const { duplicates, userIdPattern } = context.rules;
  return (userId, row) => {
    const seen = users.see(sameUserKey(userId, userIdPattern), row);
    if (seen.kind === "new") return false;
    const { firstRow } = seen;
    const code = seen.kind === "same" ? "user_id_twice" : "user_id_alike";
    const problem = inRow(context, { code, value: userId, details: { firstRow, row } }, row);
    if (duplicates === "warning" || seen.kind === "alike") context.tally.warning(problem);
    else context.tally.problem(problem);
    return duplicates === "problem" && seen.kind === "same";
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
    tally.mustAcknowledge(inRow(context, placed, row));
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
  const { userId, points, extras } = context.header;
  const hidden = [userId, points, ...extras].filter(({ column }) => rows.isColumnHidden(column));
  if (hidden.length === 0) return;
  const headers = hidden.map(({ text }) => text).join(", ");
  context.tally.warning(inTab(context, { code: "hidden_column", details: { headers } }));
}
