import {
  GENERAL_FORMAT,
  type NumberFormat,
  parseNumberFormat,
} from "../../../domain/sheet/number-format.ts";
import { damaged, LIMITS, type TimeBudget } from "../read-limits.ts";
import { MAIN_NAMESPACES } from "./namespaces.ts";
import { childrenOf, readXmlTree } from "./xml-tree.ts";
import type { ZipParts } from "./zip-parts.ts";

/** Number formats that files name by number only. Dates of other languages share their numbers. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [0, "General"],
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  ...([5, 6, 37, 38, 41, 42] as const).map((id) => [id, "#,##0"] as const),
  ...([7, 8, 39, 40, 43, 44] as const).map((id) => [id, "#,##0.00"] as const),
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

/** The number format of each cell style, by the style's index. */
export async function readStyles(
  parts: ZipParts,
  name: string | undefined,
  budget: TimeBudget,
): Promise<readonly NumberFormat[]> {
  if (name === undefined) return [GENERAL_FORMAT];
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
  const known = new Map<number, NumberFormat>();
  const styles = childrenOf(childrenOf(root, "cellXfs")[0], "xf").map(({ attributes }) => {
    const id = Number(attributes.get("numFmtId") ?? 0);
    const format = known.get(id) ?? formatOf(id, codes.get(id));
    known.set(id, format);
    return format;
  });
  return styles.length === 0 ? [GENERAL_FORMAT] : styles;
}

/** Excel's own limit. */
const MAX_CODE_CHARACTERS = 255;

/** A format that is named but not defined, or too long for one, shows who knows what. */
function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code !== undefined && code.length <= MAX_CODE_CHARACTERS) return parseNumberFormat(code);
  return { kind: "other", minDigits: 1, misleading: true, code: `numFmtId ${id}` };
}
