import { format } from "numfmt";
import {
  type NumberFormat,
  parseNumberFormat,
  type Render,
  unknownFormat,
} from "../../../domain/sheet/number-format.ts";
import { damaged, LIMITS, type TimeBudget } from "../read-limits.ts";
import { MAIN_NAMESPACES } from "./spreadsheet-ml.ts";
import { childrenOf, readXmlTree } from "./xml-tree.ts";
import type { ZipParts } from "./zip-parts.ts";

/** Number formats that files name by number only. Dates of other languages share their numbers. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [0, "General"],
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  ...[37, 38, 41].map((id) => [id, "#,##0"] as const),
  ...[39, 40, 43].map((id) => [id, "#,##0.00"] as const),
  // These show the currency of the reader's system; Excel writes such formats out, those in won
  // too.
  ...[5, 6, 42].map((id) => [id, '"$"#,##0'] as const),
  ...[7, 8, 44].map((id) => [id, '"$"#,##0.00'] as const),
  [9, "0%"],
  [10, "0.00%"],
  [11, "0.00E+00"],
  [12, "# ?/?"],
  [13, "# ??/??"],
  [48, "##0.0E+0"],
  [49, "@"],
  ...[14, 15, 16, 17, 22].map((id) => [id, "yyyy-mm-dd"] as const),
  ...[18, 19, 20, 21, 45, 46, 47].map((id) => [id, "h:mm:ss"] as const),
  ...range(27, 36).map((id) => [id, "yyyy-mm-dd"] as const),
  ...range(50, 58).map((id) => [id, "yyyy-mm-dd"] as const),
  [59, "0"],
  [60, "0.00"],
  [61, "#,##0"],
  [62, "#,##0.00"],
  [67, "0%"],
  [68, "0.00%"],
  [69, "# ?/?"],
  [70, "# ??/??"],
  ...range(71, 81).map((id) => [id, "yyyy-mm-dd"] as const),
]);

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The number format of a cell style, by the style's index; nothing when there is no such style. */
export type CellFormats = (style: number) => NumberFormat | undefined;

/** Formats are read when a cell asks for them: workbooks keep thousands that none uses. */
export async function readStyles(
  parts: ZipParts,
  name: string | undefined,
  budget: TimeBudget,
): Promise<CellFormats> {
  if (name === undefined) return formatsOf([0], BUILT_IN);
  const root = await readXmlTree(parts.read(name, LIMITS.smallPartBytes), budget, {
    namespaces: MAIN_NAMESPACES,
    keep: ["numFmts", "cellXfs"],
  });
  if (root?.name !== "styleSheet") throw damaged("styles");
  const codes = new Map(BUILT_IN);
  for (const format of childrenOf(childrenOf(root, "numFmts")[0], "numFmt")) {
    const code = format.attributes.get("formatCode");
    if (code !== undefined) codes.set(Number(format.attributes.get("numFmtId")), code);
  }
  const ids = childrenOf(childrenOf(root, "cellXfs")[0], "xf").map(({ attributes }) =>
    Number(attributes.get("numFmtId") ?? 0),
  );
  return formatsOf(ids.length === 0 ? [0] : ids, codes);
}

function formatsOf(ids: readonly number[], codes: ReadonlyMap<number, string>): CellFormats {
  const byStyle: NumberFormat[] = [];
  const byId = new Map<number, NumberFormat>();
  const read = (style: number): NumberFormat | undefined => {
    const id = ids[style];
    if (id === undefined) return undefined;
    const format = byId.get(id) ?? formatOf(id, codes.get(id));
    byId.set(id, format);
    byStyle[style] = format;
    return format;
  };
  return (style) => byStyle[style] ?? read(style);
}

/** Excel's own limit. */
const MAX_CODE_CHARACTERS = 255;

/** A format may be named and not defined, or be too long for one. */
function formatOf(id: number, code: string | undefined): NumberFormat {
  const isFormat = code !== undefined && code.length <= MAX_CODE_CHARACTERS;
  return isFormat ? readNumberFormat(code) : unknownFormat(`numFmtId ${id}`);
}

/** As many as Excel keeps of a number, and shows. */
const SIGNIFICANT_DIGITS = 15;
const MAX_REMEMBERED = 1_000;

/**
 * A number format by its code. Formats whose verdict depends on the number are asked once for each:
 * points are the same few numbers in most sheets.
 */
export function readNumberFormat(code: string): NumberFormat {
  const known = new Map<number | string, string | undefined>();
  return parseNumberFormat(code, (pattern, value) => {
    if (known.has(value)) return known.get(value);
    const shown = render(pattern, value);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(value, shown);
    return shown;
  });
}

const render: Render = (pattern, value) => {
  const exact = typeof value === "number" ? Number(value.toPrecision(SIGNIFICANT_DIGITS)) : value;
  try {
    return format(pattern, exact);
  } catch {
    return undefined;
  }
};
