import { describe, expect, test } from "vitest";
import { FEATURES } from "../../sheets/features.ts";
import { FIXTURES, readFixture } from "../../sheets/fixtures.ts";
import { type Cells, OTHER_READERS, readWithOurs } from "../../sheets/other-readers.ts";
import { eventSheet, formulaSheet } from "../../sheets/realistic.ts";

/** Refused on purpose: programs differ in what they make of these, or nothing can be made of them. */
const REFUSED_BY_OURS = [
  "rows out of order",
  "the same cell twice",
  "a cell that says it stands in another row",
  "a cell type nobody knows",
  "a shared string that is not there",
  "a style that is not there",
  "cells of another column that can't be read",
  "a reason that can't be read",
];

/** Who reads other values than ours from a file, or refuses it, and why ours are right. */
const DISAGREEMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "inline rich text with a phonetic run": {
    exceljs: "drops the cell of rich text and the rest of its row",
  },
  CDATA: { exceljs: "drops CDATA, which is text like any other in XML" },
  "CDATA amid text": { exceljs: "drops CDATA, which is text like any other in XML" },
  entities: { SheetJS: "drops a character beyond 16 bits that is spelled by its number" },
  "comment inside a value": { SheetJS: "takes an XML comment for text" },
  "relationships, not file names": {
    exceljs: "goes by the parts' names, and reads another tab",
    SheetJS: "does not resolve the path, and reads nothing",
    hucre: "refuses: does not resolve the path",
  },
  "Strict Open XML": {
    exceljs: "does not know the strict namespaces, and reads nothing",
    hucre: "does not know the strict namespaces, and reads nothing",
  },
  "namespace prefixes": { exceljs: "refuses: does not know prefixes" },
  "namespace prefixes in every part": { exceljs: "refuses: does not know prefixes" },
  "UTF-16 part with a byte order mark": {
    exceljs: "refuses: knows UTF-8 only",
    hucre: "knows UTF-8 only, and reads nothing",
  },
  "rows and cells without references": { exceljs: "refuses: needs the references" },
  "dates counted from 1900, with the leap day that never was": {
    exceljs: "is a day off before March 1900",
  },
  "a chart on a tab of its own": {
    SheetJS: "gives the chart as the first tab",
    hucre: "refuses: takes the chart for a missing sheet",
  },
  ...Object.fromEntries(
    ["in another column", "as a reason", "as points"].map((place) => [
      `an empty shared string ${place}`,
      { hucre: "takes an empty number for 0, and reads the first text" },
    ]),
  ),
  ...Object.fromEntries(
    [
      ...[5, 8, 42, 44].map(
        (id) => `points under format ${id}, whose currency the file leaves open`,
      ),
      ...[41, 43].map((id) => `points under format ${id}`),
    ].map((name) => [name, { SheetJS: "breaks off at a format that the file gives no code for" }]),
  ),
  "a header merged down into the payments": { exceljs: "copies the text into all merged cells" },
  "ISO date points": {
    exceljs: "reads the year only",
    SheetJS: "gives the day's number, not its date",
  },
  "libreoffice-dates-1904.xlsx": {
    exceljs: 'knows date1904="1" and not "true", and is four years off',
  },
};

const WORKBOOKS = FIXTURES.filter(({ file }) => file.endsWith(".xlsx"));

/** The readers that read other values, and those that refuse the file. */
async function disagreeing(bytes: Buffer): Promise<string[]> {
  const ours = await readWithOurs(bytes);
  const others = await Promise.all(
    Object.entries(OTHER_READERS).map(async ([name, read]) => {
      const theirs = await read(bytes).catch(() => "refused");
      return same(ours, theirs) ? [] : [name];
    }),
  );
  return others.flat();
}

function same(ours: Cells, theirs: Cells | string): boolean {
  if (typeof theirs === "string") return false;
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...names].every((name) => (ours[name] ?? "") === (theirs[name] ?? ""));
}

describe("other readers read the same cells from the corpus, or are known to err", () => {
  const { "stale results": _, ...comparable } = FEATURES;
  const features = Object.values(comparable).flat();
  const readable = features.filter(({ name }) => !REFUSED_BY_OURS.includes(name));

  test.each(readable)("$name", async ({ name, bytes }) => {
    expect((await disagreeing(bytes)).sort()).toEqual(
      Object.keys(DISAGREEMENTS[name] ?? {}).sort(),
    );
  });

  test.each(REFUSED_BY_OURS)("%s: ours refuses it, or the cell", async (name) => {
    const [feature, another] = features.filter((one) => one.name === name);

    expect(another).toBeUndefined();
    await expect(readWithOurs(feature?.bytes ?? Buffer.alloc(0))).rejects.toThrow(
      /workbook_|unreadable/,
    );
  });

  test("every known disagreement is about a file of the corpus", () => {
    const names = [...readable.map(({ name }) => name), ...WORKBOOKS.map(({ file }) => file)];
    expect(Object.keys(DISAGREEMENTS).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("and from files that LibreOffice saved", () => {
  test.each(WORKBOOKS)("$file", async (fixture) => {
    expect(await disagreeing(await readFixture(fixture))).toEqual(
      Object.keys(DISAGREEMENTS[fixture.file] ?? {}),
    );
  });
});

test("all readers read the same cells from realistic sheets", async () => {
  for (const bytes of [await eventSheet(), await formulaSheet()]) {
    expect(await disagreeing(bytes)).toEqual([]);
  }
});
