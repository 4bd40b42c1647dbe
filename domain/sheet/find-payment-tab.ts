import { createHeaderGuess, type Header, LAST_HEADER_ROW, readHeader } from "./find-header.ts";
import type { Finding } from "./problem-table.ts";
import type { RawRow, RawSheet, RawTab } from "./raw-sheet.ts";

export type TabSearch =
  | { readonly kind: "found"; readonly tab: RawTab; readonly header: Header }
  | {
      readonly kind: "not_found";
      readonly finding: Finding;
      readonly tab?: RawTab;
      readonly row?: number;
    };

/** Finds the first visible tab with a header row naming a user and a points column. */
export async function findPaymentTab(sheet: RawSheet): Promise<TabSearch> {
  const visible = sheet.tabs.filter((tab) => tab.visible);
  if (visible.length === 0) return { kind: "not_found", finding: { code: "no_visible_sheet" } };
  const guess = createHeaderGuess();
  let anyCell = false;
  for (const tab of visible) {
    for await (const row of rowsWithContent(tab)) {
      anyCell = true;
      if (row.number > LAST_HEADER_ROW) continue;
      const reading = readHeader(row);
      if (reading.kind === "found") return { kind: "found", tab, header: reading.header };
      if (reading.kind === "unclear") {
        return { kind: "not_found", finding: reading.finding, tab, row: reading.row };
      }
      guess.see(row);
    }
  }
  if (!anyCell) return { kind: "not_found", finding: { code: "sheet_empty" } };
  const details = { headers: guess.list() };
  return { kind: "not_found", finding: { code: "header_missing", details } };
}

/**
 * The rows with content. A tab without a header is read to its end, beyond the rows a header can
 * stand in: only then is it known to be whole, and rightly passed over.
 */
async function* rowsWithContent(tab: RawTab): AsyncGenerator<RawRow> {
  for await (const batch of tab.readRows().batches) {
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
      headerSeen ||= readHeader(row).kind !== "none";
    }
  }
  return false;
}
