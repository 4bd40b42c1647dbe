import fc from "fast-check";
import { expect, test } from "vitest";
import XLSX from "xlsx";
import { parseNumberFormat } from "../../../domain/sheet/number-format.ts";
import { readPoints } from "../../../domain/sheet/read-points.ts";
import { readUserId } from "../../../domain/sheet/read-user-id.ts";
import { sheetRulesSchema } from "../../../domain/sheet/sheet-rules.ts";

const RULES = { ...sheetRulesSchema.parse({}), commaMayBeDecimal: false };
const RUNS = { seed: 20261121, numRuns: 3_000 };

/** Format codes put together from all that Excel's own dialogue offers, and more. */
const piece = fc.constantFrom(
  ...[
    "0",
    "00",
    "0000000",
    "#",
    "#,##0",
    "#,##0",
    "?",
    ",",
    ".0",
    ".00",
    "%",
    "E+00",
    "/",
    "-",
    " ",
  ],
  ...[
    '"P"',
    '"원"',
    '"10"',
    "\\-",
    "_-",
    "_)",
    "* ",
    "[Red]",
    "[$₩-412]",
    "₩",
    "(",
    ")",
    "General",
  ],
);
const section = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(""));
const code = fc.oneof(
  section,
  fc.tuple(section, section).map((parts) => parts.join(";")),
  fc.constantFrom("General", "@", "0", "#,##0", "0000000", '#,##0"P"', "000-0000-0000", "#,##0,"),
);
const number = fc.oneof(
  fc.integer({ min: 1, max: 99_999 }),
  fc.integer({ min: 1, max: 99_999_999 }),
);

/** What SheetJS, another implementation of Excel's formats, shows; nothing where it gives up. */
function shown(format: string, value: number): string | undefined {
  try {
    return XLSX.SSF.format(format, value);
  } catch {
    return undefined;
  }
}

test("an id that is taken from a number is what the cell shows, but for separators", () => {
  const property = fc.property(code, number, (format, value) => {
    const text = shown(format, value);
    fc.pre(text !== undefined);
    const cell = {
      kind: "number",
      source: String(value),
      format: parseNumberFormat(format),
    } as const;
    const reading = readUserId(cell, RULES);
    if (reading.ok) expect(reading.userId).toBe(text?.replaceAll(",", "").trim());
  });
  fc.assert(property, RUNS);
});

test("points that are taken from a number have the value the cell shows", () => {
  const property = fc.property(code, number, (format, value) => {
    const text = shown(format, value);
    fc.pre(text !== undefined);
    const cell = {
      kind: "number",
      source: String(value),
      format: parseNumberFormat(format),
    } as const;
    const reading = readPoints(cell, RULES);
    if (reading.ok && !/E\+/.test(text ?? "")) {
      expect(Number(text?.replace(/[^\d.]/g, ""))).toBe(reading.points);
    }
  });
  fc.assert(property, RUNS);
});
