import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { markdownTable, replaceSection } from "../../bench/markdown-table.ts";
import { type SheetReaderProgram, sheetReaders } from "../../bench/sheets/sheet-readers.ts";
import { benchSheets, type SheetsResult } from "../../bench/sheets/sheets-bench.ts";
import { WORKBOOK_FORMS, type WorkbookForm } from "../../bench/sheets/workbook-forms.ts";
import { showSpread, spreadOf } from "../../bench/spread.ts";

const ROWS = 40;

async function bench(
  readers: readonly SheetReaderProgram[],
  forms: readonly WorkbookForm[],
): Promise<SheetsResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const sizes = [{ rows: ROWS, runs: 2 }];
  return benchSheets({ folder, readers, forms, sizes, tell: () => undefined });
}

test("our reader reads every file whole, in processes of its own", async () => {
  const [ours] = await sheetReaders(() => undefined);
  const readers = ours === undefined ? [] : [ours];

  const results = await bench(readers, WORKBOOK_FORMS);

  const found = results.map(({ file, runs, outcome }) => [
    file,
    runs,
    outcome.ok && outcome.complete,
  ]);
  expect(found).toEqual([
    ["Excel", 2, true],
    ["LibreOffice", 2, true],
    ["openpyxl", 2, true],
    ["csv", 2, true],
  ]);
  const smallest = results.map(({ outcome }) =>
    outcome.ok ? Math.min(outcome.wallMs.min, outcome.userCpuMs.min, outcome.peakRssMb.min) : 0,
  );
  expect(Math.min(...smallest)).toBeGreaterThan(0);
});

test("the readers beside ours read the same, once where one run must do", async () => {
  const [, ...others] = await sheetReaders(() => undefined);
  const readers = others.map((one) => ({ ...one, onceBeyondRows: ROWS - 1 }));

  const results = await bench(readers, WORKBOOK_FORMS.slice(0, 1));

  const found = results.map(({ reader, runs, outcome }) => [
    reader,
    runs,
    outcome.ok && outcome.complete,
  ]);
  expect(found).toEqual(readers.map(({ name }) => [name, 1, true]));
});

test("a reader that fails or reads too little is told of, and the others go on", async () => {
  const reader = (name: string, source: string): SheetReaderProgram => ({
    name,
    command: [process.execPath, "-e", source],
    onceBeyondRows: 1_000_000,
    readsCsv: false,
    version: "1",
  });
  const report = { rows: ROWS - 1, points: 5, wallMs: 1, userCpuMs: 1, peakRssMb: 1 };

  const readers = [
    reader("broken", "process.exit(3)"),
    reader("hasty", `console.log('${JSON.stringify(report)}')`),
  ];
  const results = await bench(readers, WORKBOOK_FORMS.slice(2));

  const outcomes = results.map(({ reader: name, outcome }) => [
    name,
    outcome.ok ? outcome.complete : "failed",
  ]);
  expect(outcomes).toEqual([
    ["broken", "failed"],
    ["hasty", false],
  ]);
});

test("a spread is the median of the runs between the smallest and the largest", () => {
  expect(spreadOf([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  expect(showSpread({ median: 1_500, min: 1_000, max: 2_000 }, { divisor: 1_000, digits: 1 })).toBe(
    "1.5 (1.0–2.0)",
  );
  expect(showSpread(spreadOf([7]), { divisor: 1, digits: 0 })).toBe("7");
});

test("what a program threw stays in its cell of a table", () => {
  const thrown = "Error: a | b\n  at c";

  expect(markdownTable(["why"], [[thrown]])).toBe(
    "| why             |\n|-----------------|\n| Error: a b at c |",
  );
});

test("a table takes the place of the one before it in the document", () => {
  const document = "# A\n<!-- x -->\nold\n<!-- /x -->\nrest\n";

  const replaced = replaceSection(document, "x", markdownTable(["a", "bb"], [["1", "2"]]));

  expect(replaced).toBe(
    "# A\n<!-- x -->\n\n| a | bb |\n|---|----|\n| 1 | 2  |\n\n<!-- /x -->\nrest\n",
  );
  expect(() => replaceSection(document, "y", "")).toThrow("no place for y");
});
