import type { ExtraColumn } from "./extra-column.ts";
import { createHeaderGuess, type Header, LAST_HEADER_ROW, readHeader } from "./find-header.ts";
import { withMergedFromAbove } from "./merged-cells.ts";
import type { Finding } from "./problem-table.ts";
import type { RawRow, RawRows, RawSheet, RawTab } from "./raw-sheet.ts";

export type TabSearch =
  | {
      readonly kind: "found";
      readonly tab: RawTab;
      readonly header: Header;
      /** With what cells merged from above show in it. */
      readonly headerRow: RawRow;
    }
  | {
      readonly kind: "not_found";
      readonly finding: Finding;
      readonly tab?: RawTab;
      readonly row?: number;
    };

export interface TabSearchOptions {
  readonly checkTime?: (() => void) | undefined;
  /** What the points API takes beside user, points and reason. */
  readonly columns?: readonly ExtraColumn[] | undefined;
}

/**
 * Finds the first visible tab with a header row naming a user and a points column. The tabs of a
 * result workbook that list who was paid are passed over.
 */
export async function findPaymentTab(
  sheet: RawSheet,
  { checkTime = () => undefined, columns = [] }: TabSearchOptions = {},
): Promise<TabSearch> {
  const visible = sheet.tabs.filter((tab) => tab.visible);
  if (visible.length === 0) return { kind: "not_found", finding: { code: "no_visible_sheet" } };
  const guess = createHeaderGuess();
  let anyCell = false;
  let result: TabSearch | undefined;
  for (const tab of visible) {
    const look = await lookInto(tab, guess.see, { checkTime, columns });
    if (look.search !== undefined) return look.search;
    result ??= look.result;
    anyCell ||= look.anyCell;
  }
  if (result !== undefined) return result;
  if (!anyCell) return { kind: "not_found", finding: { code: "sheet_empty" } };
  const details = { headers: guess.list() };
  return { kind: "not_found", finding: { code: "header_missing", details } };
}

interface TabLook {
  /** Ends the search. */
  readonly search?: TabSearch | undefined;
  /** Reports that the tab is a result, if no other tab is found. */
  readonly result?: TabSearch | undefined;
  readonly anyCell: boolean;
}

async function lookInto(
  tab: RawTab,
  see: (row: RawRow) => void,
  { checkTime, columns }: Required<TabSearchOptions>,
): Promise<TabLook> {
  let anyCell = false;
  let result: TabSearch | undefined;
  const top: RawRow[] = [];
  const rows = tab.readRows();
  for await (const row of rowsWithContent(rows)) {
    anyCell = true;
    checkTime?.();
    if (row.number > LAST_HEADER_ROW || result !== undefined) continue;
    const search = searchIn(tab, row, columns);
    if (search === undefined) {
      see(row);
      top.push(row);
    } else if (search.kind === "not_found" && search.finding.code === "result_sheet") {
      result = search;
    } else return { search, anyCell };
  }
  if (result !== undefined) return { result, anyCell };
  for (const row of withMergedFromAbove(top, rows.mergedRanges())) {
    const search = searchIn(tab, row, columns);
    if (search !== undefined) return { search, anyCell };
  }
  return { anyCell };
}

/** Nothing when the row is no header. */
function searchIn(
  tab: RawTab,
  row: RawRow,
  columns: readonly ExtraColumn[] | undefined,
): TabSearch | undefined {
  const reading = readHeader(row, columns);
  switch (reading.kind) {
    case "found":
      return { kind: "found", tab, header: reading.header, headerRow: row };
    case "unclear":
      return notFound(tab, row, reading.finding);
    case "result":
      return notFound(tab, row, { code: "result_sheet" });
    case "none":
      return undefined;
  }
}

function notFound(tab: RawTab, { number }: RawRow, finding: Finding): TabSearch {
  return { kind: "not_found", finding, tab, row: number };
}

/**
 * The rows with content. A tab without a header is read to its end, beyond the rows a header can
 * stand in: only then is it known to be whole, and rightly passed over.
 */
async function* rowsWithContent({ batches }: RawRows): AsyncGenerator<RawRow> {
  for await (const batch of batches) {
    for (const row of batch) if (row.cells.length > 0) yield row;
  }
}

/** Names of the other visible tabs that look payable, so that nobody thinks they are paid. */
export async function otherPaymentTabs(sheet: RawSheet, chosen: RawTab): Promise<string[]> {
  const names: string[] = [];
  for (const tab of sheet.tabs) {
    if (tab !== chosen && tab.visible && (await looksPayable(tab))) names.push(tab.name ?? "");
  }
  return names;
}

/** A header row with something below it. */
async function looksPayable(tab: RawTab): Promise<boolean> {
  let headerSeen = false;
  for await (const batch of tab.readRows().batches) {
    for (const row of batch) {
      if (headerSeen && row.cells.length > 0) return true;
      if (row.number > LAST_HEADER_ROW) return false;
      const { kind } = readHeader(row);
      if (kind === "result") return false;
      headerSeen ||= kind !== "none";
    }
  }
  return false;
}
