import { createCheckTally } from "./check-tally.ts";
import type { ExtraColumn } from "./extra-column.ts";
import type { Header } from "./find-header.ts";
import { findPaymentTab, otherPaymentTabs, type TabSearch } from "./find-payment-tab.ts";
import type { Payment } from "./payment.ts";
import type { NewHash } from "./payment-digest.ts";
import { createPaymentPass } from "./payment-pass.ts";
import { type Finding, toProblem } from "./problem-table.ts";
import { cellName, type RawSheet, type TabTables } from "./raw-sheet.ts";
import { isHeaderOfReversal } from "./result-mark.ts";
import { columnsWithDefaults, type RowDefaults } from "./row-defaults.ts";
import type { SheetCheck } from "./sheet-check.ts";
import type { SheetRules } from "./sheet-rules.ts";

const NO_TABLES: TabTables = { totals: [], names: new Map() };

export interface CheckSheetDeps {
  readonly rules: SheetRules;
  readonly newHash: NewHash;
  readonly onPayment?: ((payment: Payment) => Promise<void> | void) | undefined;
  /** Called for every row, to throw once reading takes too long. */
  readonly checkTime?: (() => void) | undefined;
  /** What the points API takes beside user, points and reason. */
  readonly columns?: readonly ExtraColumn[] | undefined;
  /** Of the payout: what its rows get that say nothing else. */
  readonly defaults?: RowDefaults | undefined;
  /** Of a payout that takes back: a list of what is to be taken back is what it reads. */
  readonly takesBack?: boolean | undefined;
}

/**
 * Reads an opened sheet into payments, or every problem at once.
 * @throws {SheetUnreadableError} when the file turns out to be unreadable on the way; see
 *   {@link unreadableCheck}.
 */
export async function checkSheet(deps: CheckSheetDeps, sheet: RawSheet): Promise<SheetCheck> {
  const { defaults } = deps;
  const columns = columnsWithDefaults(deps.columns, defaults);
  const search = unlessReversal(deps, await findPaymentTab(sheet, { ...deps, columns }));
  if (search.kind === "not_found") {
    const cell = search.row === undefined ? undefined : cellName(search.row, 0);
    return checkWithProblem(deps, search.finding, { sheet: search.tab?.name, cell });
  }
  const { tab, header } = search;
  const tally = createCheckTally(deps.newHash);
  const pass = createPaymentPass({
    header,
    tally,
    tabName: tab.name,
    tables: (await tab.readTables?.()) ?? NO_TABLES,
    rules: deps.rules,
    defaults,
    commaMayBeDecimal: sheet.commaMayBeDecimal,
    commaPartsFields: sheet.commaPartsFields,
  });
  const rows = tab.readRows();
  for await (const batch of rows.batches) {
    for (const row of batch) {
      deps.checkTime?.();
      const payment = pass.readRow(row);
      if (payment === undefined) continue;
      const consumed = deps.onPayment?.(payment);
      if (consumed !== undefined) await consumed;
    }
  }
  pass.end(rows);
  const others = await otherPaymentTabs(sheet, tab);
  for (const other of others) {
    const details = { other, sheet: tab.name ?? "" };
    tally.warning(toProblem({ code: "other_sheet_not_read", details }, { sheet: other }));
  }
  const userIdColumn = header.userId.column;
  return tally.end({ headers: headerTexts(header), sheetName: tab.name, userIdColumn });
}

/** Nobody is paid from a list of what is to be taken back. */
function unlessReversal({ takesBack }: CheckSheetDeps, search: TabSearch): TabSearch {
  if (search.kind === "not_found" || takesBack === true) return search;
  const { tab, header, headerRow } = search;
  if (!isHeaderOfReversal(headerRow)) return search;
  return { kind: "not_found", finding: { code: "reversal_sheet" }, tab, row: header.row };
}

/** The check of a file that can't be read as a sheet at all. */
export function unreadableCheck(deps: CheckSheetDeps, finding: Finding): SheetCheck {
  return checkWithProblem(deps, finding, {});
}

function checkWithProblem(
  deps: CheckSheetDeps,
  finding: Finding,
  place: { readonly sheet?: string | undefined; readonly cell?: string | undefined },
): SheetCheck {
  const tally = createCheckTally(deps.newHash);
  tally.problem(toProblem(finding, place));
  return tally.end({ sheetName: place.sheet });
}

function headerTexts({ userId, points, reason, extras }: Header): SheetCheck["headers"] {
  const texts = { userId: userId.text, points: points.text, reason: reason?.text };
  if (extras.length === 0) return texts;
  return {
    ...texts,
    extras: Object.fromEntries(extras.map(({ means, text }) => [means.name, text])),
  };
}
