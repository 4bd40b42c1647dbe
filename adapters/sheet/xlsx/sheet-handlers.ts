import type { CellRange } from "../../../domain/sheet/raw-sheet.ts";
import { damaged, LIMITS, overLimit, unusual } from "../read-limits.ts";
import { columnOf, parseRange, rowNumberOf } from "./cell-reference.ts";
import { type CellXml, formulaRangeOf, type WorkbookFacts } from "./cell-value.ts";
import { createColumnWidths } from "./hidden-places.ts";
import { createRowShortcut } from "./plain-rows.ts";
import { createRowBuilder } from "./row-builder.ts";
import { isBesideText, mainPrefix } from "./spreadsheet-ml.ts";

interface Tag {
  readonly name: string;
  readonly attributes: Record<string, string>;
}

/** Names of the elements of a worksheet with the part's own prefix. */
function elementNames(prefix: string) {
  return {
    sheetData: `${prefix}sheetData`,
    row: `${prefix}row`,
    cell: `${prefix}c`,
    value: `${prefix}v`,
    formula: `${prefix}f`,
    inline: `${prefix}is`,
    run: `${prefix}r`,
    text: `${prefix}t`,
    column: `${prefix}col`,
    columns: `${prefix}cols`,
    format: `${prefix}sheetFormatPr`,
    merge: `${prefix}mergeCell`,
    merges: `${prefix}mergeCells`,
    extension: `${prefix}extLst`,
  };
}

type Section = "data" | "columns" | "merges" | "other";

function sectionOf(name: string, names: ReturnType<typeof elementNames>): Section {
  if (name === names.sheetData) return "data";
  if (name === names.columns) return "columns";
  return name === names.merges ? "merges" : "other";
}

/**
 * Turns the tags of a worksheet part into rows. Where another program could read something else
 * than this one (rows out of order, cells twice, unknown elements among the cells), the file is
 * refused rather than guessed at.
 */
export function createSheetHandlers(facts: WorkbookFacts) {
  let prefix = "";
  let names = elementNames(prefix);
  let section: Section = "other";
  let dataSeen = false;
  const builder = createRowBuilder(facts);
  const cell: CellXml = {
    column: -1,
    type: undefined,
    style: undefined,
    hasFormula: false,
    formulaRange: undefined,
    formula: undefined,
    formulaGroup: undefined,
    value: undefined,
    inline: undefined,
  };
  let capturing: "value" | "inline" | "formula" | undefined;
  let skippedAt = Number.POSITIVE_INFINITY;
  const merged: CellRange[] = [];
  const columns = createColumnWidths();

  const openRoot = (tag: Tag) => {
    const found = mainPrefix(tag, "worksheet");
    if (found === undefined) throw damaged("worksheet");
    prefix = found;
    names = elementNames(prefix);
  };

  const openSection = ({ name, attributes }: Tag) => {
    section = sectionOf(name, names);
    if (section === "other") {
      if (name === names.format) columns.setDefault(attributes);
      if (/(?:^|:)(?:sheetData|cols|mergeCells)$/.test(name)) throw unusual("namespaces");
      return;
    }
    if (attributes["xmlns"] !== undefined) throw unusual("namespaces");
    if (section !== "data") return;
    if (dataSeen) throw unusual("two lists of rows");
    dataSeen = true;
  };

  const openRow = ({ name, attributes }: Tag, depth: number) => {
    if (name === names.extension) {
      skippedAt = depth;
      return;
    }
    if (name !== names.row || attributes["xmlns"] !== undefined) throw unusual("namespaces");
    const { r } = attributes;
    builder.beginRow(r === undefined ? undefined : rowNumberOf(r), attributes);
  };

  const openCell = ({ name, attributes }: Tag, depth: number) => {
    if (name === names.extension) {
      skippedAt = depth;
      return;
    }
    if (name !== names.cell || attributes["xmlns"] !== undefined) throw unusual("namespaces");
    const { r } = attributes;
    builder.beginCell(r === undefined ? undefined : columnOf(r, builder.rowNumber()));
    cell.type = attributes["t"];
    cell.style = attributes["s"];
    cell.hasFormula = false;
    cell.formulaRange = undefined;
    cell.formula = undefined;
    cell.formulaGroup = undefined;
    cell.value = undefined;
    cell.inline = undefined;
  };

  const begin = (part: "value" | "inline") => {
    if (cell[part] !== undefined) throw unusual("two values in a cell");
    cell[part] = "";
  };

  const openContent = ({ name, attributes }: Tag, depth: number) => {
    if (attributes["xmlns"] !== undefined) throw unusual("namespaces");
    if (name === names.value) {
      begin("value");
      capturing = "value";
    } else if (name === names.inline) begin("inline");
    else if (name === names.formula) {
      cell.hasFormula = true;
      cell.formulaRange = formulaRangeOf(attributes);
      cell.formulaGroup = attributes["si"];
      capturing = "formula";
    } else {
      if (name !== names.extension) throw unusual("cell content");
      skippedAt = depth;
    }
  };

  /** Inside `<is>`: text, or runs of text; phonetic runs and fonts are passed over. */
  const openInline = ({ name }: Tag, depth: number) => {
    if (capturing === "formula") {
      skippedAt = depth;
      return;
    }
    if (cell.inline === undefined || capturing !== undefined) throw unusual("cell content");
    if (name === names.text) capturing = "inline";
    else if (isBesideText(name, prefix)) skippedAt = depth;
    else if (name !== names.run) throw unusual("cell content");
  };

  const openMeta = ({ name, attributes }: Tag, depth: number) => {
    skippedAt = depth;
    if (section === "columns" && name === names.column) columns.add(attributes);
    if (section === "merges" && name === names.merge) merged.push(mergedRange(attributes));
    if (merged.length > LIMITS.mergedRanges) throw overLimit("merged cells");
  };

  /** Elements beside rows, cells and values since the budget was last charged. */
  let otherElements = 0;
  const openers = [openRoot, openSection, openRow, openCell, openContent];

  return {
    open(tag: Tag, depth: number) {
      if (section !== "data" || depth > skippedAt) otherElements += 1;
      if (depth > skippedAt) return;
      if (depth > 1 && section !== "data") openMeta(tag, depth);
      else (openers[depth] ?? openInline)(tag, depth);
    },
    close(depth: number) {
      if (depth > skippedAt) return;
      capturing = undefined;
      if (depth === skippedAt) skippedAt = Number.POSITIVE_INFINITY;
      else if (section === "data") {
        if (depth === 3) builder.endCell(cell);
        else if (depth === 2) builder.endRow();
        else if (depth === 1) section = "other";
      }
    },
    text(piece: string) {
      if (capturing === undefined || skippedAt !== Number.POSITIVE_INFINITY) return;
      const text = (cell[capturing] ?? "") + piece;
      if (text.length > LIMITS.cellCharacters * 7) throw overLimit("32,767 characters in a cell");
      cell[capturing] = text;
    },
    takeRows: builder.takeRows,
    takeCounts() {
      const counts = { ...builder.takeCounts(), otherElements };
      otherElements = 0;
      return counts;
    },
    shortcut: createRowShortcut(builder),
    mergedRanges: (): readonly CellRange[] => merged,
    isColumnHidden: columns.isHidden,
  };
}

function mergedRange(attributes: Tag["attributes"]): CellRange {
  const range = parseRange(attributes["ref"] ?? "");
  if (range === undefined) throw damaged("merged cells");
  return range;
}
