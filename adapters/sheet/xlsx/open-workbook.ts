import type { Finding } from "../../../domain/sheet/problem-table.ts";
import type { RawRow, RawRows, RawSheet, RawTab } from "../../../domain/sheet/raw-sheet.ts";
import { SheetUnreadableError } from "../../../domain/sheet/sheet-unreadable.ts";
import { damaged, LIMITS, overLimit, type TimeBudget, unusual } from "../read-limits.ts";
import type { WorkbookFacts } from "./cell-value.ts";
import { type Relationship, readRelationships } from "./relationships.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { createSheetHandlers } from "./sheet-handlers.ts";
import { isTrue, MAIN_NAMESPACES, RELATIONSHIP_NAMESPACES } from "./spreadsheet-ml.ts";
import { readStyles } from "./styles.ts";
import { readTabTables } from "./tab-tables.ts";
import { parseXml } from "./xml-stream.ts";
import { childrenOf, readXmlTree, type XmlElement } from "./xml-tree.ts";
import type { ZipParts } from "./zip-parts.ts";

/**
 * Opens a workbook by its relationships, as Excel does, never by the names of its parts.
 * @throws {SheetUnreadableError} when it is no workbook, or one that can't be read with certainty.
 */
export async function openWorkbook(parts: ZipParts, budget: TimeBudget): Promise<RawSheet> {
  const workbookPart = await findWorkbookPart(parts, budget);
  const workbook = await readXmlTree(parts.read(workbookPart, LIMITS.smallPartBytes), budget, {
    namespaces: MAIN_NAMESPACES,
    keep: ["workbookPr", "sheets", "calcPr"],
  });
  if (workbook?.name !== "workbook") throw damaged("workbook");
  const relationships = await readRelationships(parts, workbookPart, budget);
  const [properties] = childrenOf(workbook, "workbookPr");
  const [calculation] = childrenOf(workbook, "calcPr");
  const facts: WorkbookFacts = {
    uses1904: isTrue(properties?.attributes.get("date1904")),
    resultsAreStale: areResultsStale(calculation),
    strings: await readSharedStrings(parts, onlyTarget(relationships, "sharedStrings"), budget),
    styles: await readStyles(parts, onlyTarget(relationships, "styles"), budget),
  };
  const tabs = sheetElements(workbook).flatMap((element, tabIndex) => {
    const { type, target } = relationshipOf(element, relationships);
    const source = { parts, workbookPart, tabPart: target, tabIndex, facts, budget };
    return type === "worksheet" ? [toTab(element, source)] : [];
  });
  return { tabs, commaMayBeDecimal: false, commaPartsFields: false };
}

/** Programs that can't calculate ask for it on opening, as do those stopped half way through. */
function areResultsStale(calculation: XmlElement | undefined): boolean {
  const completed = calculation?.attributes.get("calcCompleted") ?? "1";
  return isTrue(calculation?.attributes.get("fullCalcOnLoad")) || !isTrue(completed);
}

async function findWorkbookPart(parts: ZipParts, budget: TimeBudget): Promise<string> {
  const main = onlyTarget(await readRelationships(parts, "", budget), "officeDocument");
  const finding = zipKind(parts.names(), main);
  if (finding !== undefined) throw new SheetUnreadableError(finding);
  if (main === undefined) throw damaged("relationships");
  return main;
}

function onlyTarget(
  relationships: ReadonlyMap<string, Relationship>,
  type: string,
): string | undefined {
  const targets = [...relationships.values()].filter((one) => one.type === type);
  if (targets.length > 1) throw unusual(`two parts ${type}`);
  return targets[0]?.target;
}

function sheetElements(workbook: XmlElement): XmlElement[] {
  const lists = childrenOf(workbook, "sheets");
  if (lists.length !== 1) throw damaged("list of tabs");
  const sheets = childrenOf(lists[0], "sheet");
  if (sheets.length > LIMITS.tabs) throw overLimit(`${LIMITS.tabs} tabs`);
  return sheets;
}

function relationshipOf(
  { attributes }: XmlElement,
  relationships: ReadonlyMap<string, Relationship>,
): Relationship {
  const id = RELATIONSHIP_NAMESPACES.map((one) => attributes.get(`${one} id`)).find(
    (one) => one !== undefined,
  );
  const relationship = id === undefined ? undefined : relationships.get(id);
  if (relationship === undefined) throw damaged("list of tabs");
  return relationship;
}

function toTab(
  { attributes }: XmlElement,
  source: {
    readonly parts: ZipParts;
    readonly workbookPart: string;
    readonly tabPart: string;
    readonly tabIndex: number;
    readonly facts: WorkbookFacts;
    readonly budget: TimeBudget;
  },
): RawTab {
  const state = attributes.get("state") ?? "visible";
  return {
    name: attributes.get("name") ?? "",
    visible: state !== "hidden" && state !== "veryHidden",
    readRows(): RawRows {
      const handlers = createSheetHandlers(source.facts);
      const parsing = parseXml(source.parts.read(source.tabPart), source.budget, handlers);
      return {
        batches: batchesOf(parsing, handlers, source.budget),
        mergedRanges: handlers.mergedRanges,
        isColumnHidden: handlers.isColumnHidden,
      };
    },
    readTables: () => readTabTables(source),
  };
}

async function* batchesOf(
  parsing: AsyncGenerator<void>,
  { takeRows, takeCounts }: Pick<ReturnType<typeof createSheetHandlers>, "takeRows" | "takeCounts">,
  budget: TimeBudget,
): AsyncGenerator<readonly RawRow[]> {
  for await (const _ of parsing) {
    const rows = takeRows();
    budget.spend(takeCounts());
    if (rows.length > 0) yield rows;
  }
}

const MAX_SHOWN_CHARACTERS = 60;

/** What else than a workbook a zip file is, by its main part and the names of its parts. */
function zipKind(names: readonly string[], mainPart: string | undefined): Finding | undefined {
  const has = (test: RegExp) => names.some((name) => test.test(name));
  if (mainPart?.toLowerCase().endsWith(".bin")) return { code: "xlsb_workbook" };
  if (mainPart !== undefined && /^(word|ppt|visio)\//i.test(mainPart)) {
    return notAWorkbook("Word, PowerPoint");
  }
  if (mainPart !== undefined) return undefined;
  if (has(/^Index(\.zip$|\/Document\.iwa$)/)) return { code: "numbers_document" };
  if (has(/^Contents\/section0\.xml$/i)) return notAWorkbook("Hancom, .hwpx");
  if (has(/^mimetype$/) && has(/^content\.xml$/)) return { code: "open_document" };
  // A workbook without its first relationships was cut apart or rebuilt wrongly.
  if (has(/^xl\//i)) return undefined;
  // A workbook that was packed once more.
  const inside = names.find((name) => /\.(?:xlsx|xlsm|xls|csv)$/i.test(name));
  return notAWorkbook(inside === undefined ? "zip" : `zip: ${inside.slice(-MAX_SHOWN_CHARACTERS)}`);
}

function notAWorkbook(kind: string): Finding {
  return { code: "not_a_workbook", details: { kind } };
}
