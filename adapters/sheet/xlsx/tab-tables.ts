import { MAX_FORMULA_CHARACTERS } from "../../../domain/sheet/formula.ts";
import type { CellRange, TabTables } from "../../../domain/sheet/raw-sheet.ts";
import { SheetUnreadableError } from "../../../domain/sheet/sheet-unreadable.ts";
import { LIMITS, type TimeBudget } from "../read-limits.ts";
import { parseRange } from "./cell-reference.ts";
import { readRelationships } from "./relationships.ts";
import { MAIN_NAMESPACES } from "./spreadsheet-ml.ts";
import { parseXmlWithNamespaces } from "./xml-stream.ts";
import { readXmlTree } from "./xml-tree.ts";
import type { ZipParts } from "./zip-parts.ts";

/** Names beyond are left over from copied tabs; no formula of a payment means one. */
const MAX_NAMES = 10_000;
const MAX_TABLES = 1_000;

interface TabSource {
  readonly parts: ZipParts;
  readonly workbookPart: string;
  readonly tabPart: string;
  /** The tab's place among all, from 0: names may be its own. */
  readonly tabIndex: number;
  readonly budget: TimeBudget;
}

/**
 * Reads the tables of a tab and the names of the workbook. Excel opens a workbook whose tables are
 * broken, without them; so do we.
 */
export async function readTabTables(source: TabSource): Promise<TabTables> {
  const names = new Map<string, string>();
  const totals: CellRange[] = [];
  try {
    await readNames(source, names);
    await readTables(source, names, totals);
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  return { totals, names };
}

function isBroken(error: unknown): boolean {
  if (!(error instanceof SheetUnreadableError)) return false;
  const { code } = error.finding;
  return code === "workbook_damaged" || code === "workbook_unusual";
}

async function readNames(source: TabSource, names: Map<string, string>): Promise<void> {
  const { parts, workbookPart, tabIndex, budget } = source;
  const own = new Map<string, string>();
  let name: string | undefined;
  let text = "";
  let isOwn = false;
  const parsing = parseXmlWithNamespaces(parts.read(workbookPart, LIMITS.smallPartBytes), budget, {
    open({ local, uri, attributes }, depth) {
      if (depth !== 2 || local !== "definedName" || !MAIN_NAMESPACES.includes(uri)) return;
      const scope = attributes["localSheetId"]?.value;
      isOwn = scope === String(tabIndex);
      text = "";
      name = scope === undefined || isOwn ? attributes["name"]?.value.toLowerCase() : undefined;
    },
    close(depth) {
      if (depth !== 2 || name === undefined) return;
      const known = isOwn ? own : names;
      if (known.size < MAX_NAMES) known.set(name, text);
      name = undefined;
    },
    text(piece) {
      if (name !== undefined && text.length <= MAX_FORMULA_CHARACTERS) text += piece;
    },
  });
  for await (const _ of parsing);
  for (const [key, meant] of own) names.set(key, meant);
}

async function readTables(
  { parts, tabPart, budget }: TabSource,
  names: Map<string, string>,
  totals: CellRange[],
): Promise<void> {
  const relationships = await readRelationships(parts, tabPart, budget);
  const tables = [...relationships.values()].filter(({ type }) => type === "table");
  for (const { target } of tables.slice(0, MAX_TABLES)) {
    const table = await readXmlTree(parts.read(target, LIMITS.smallPartBytes), budget, {
      namespaces: MAIN_NAMESPACES,
      keep: [],
    });
    if (table?.name !== "table") continue;
    const reference = table.attributes.get("ref") ?? "";
    const range = parseRange(reference);
    if (range === undefined) continue;
    const name = table.attributes.get("displayName") ?? table.attributes.get("name");
    if (name !== undefined) names.set(name.toLowerCase(), reference);
    const rows = Number(table.attributes.get("totalsRowCount") ?? 0);
    if (rows > 0) totals.push({ ...range, firstRow: range.lastRow - rows + 1 });
  }
}
