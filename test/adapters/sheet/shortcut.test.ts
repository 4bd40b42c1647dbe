import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTimeBudget } from "../../../adapters/sheet/read-limits.ts";
import type { Shortcut } from "../../../adapters/sheet/xlsx/record-shortcut.ts";
import {
  createStringHandlers,
  createStringTable,
} from "../../../adapters/sheet/xlsx/shared-strings.ts";
import { createSheetHandlers } from "../../../adapters/sheet/xlsx/sheet-handlers.ts";
import { readNumberFormat } from "../../../adapters/sheet/xlsx/styles.ts";
import { parseXml } from "../../../adapters/sheet/xlsx/xml-stream.ts";
import { SheetUnreadableError } from "../../../domain/sheet/sheet-unreadable.ts";
import {
  mutate,
  pieceLengths,
  sharedStringsXml,
  worksheetXml,
} from "../../sheets/arbitrary-xml.ts";

const SEED = 20261121;
const RUNS = 3_000;
/** Thousands of parts, on machines that are busy at times. */

const strings = ["zero", "하나", "둘 "];
const styles = [readNumberFormat("General"), readNumberFormat("yyyy-mm-dd")];
const facts = {
  strings: (index: number) => strings[index],
  styles: (style: number) => styles[style],
  uses1904: false,
  resultsAreStale: false,
};

/** Parses with the shortcut, or all of it with the parser: rows or texts, or the refusal. */
async function outcomeOf<Result>(
  chunks: readonly Buffer[],
  handlers: Parameters<typeof parseXml>[2],
  result: () => Result,
) {
  const budget = createTimeBudget(60_000, () => 0);
  try {
    for await (const _ of parseXml(inOrder(chunks), budget, handlers));
    return { result: result() };
  } catch (error) {
    if (error instanceof SheetUnreadableError) return { refused: error.finding };
    throw error;
  }
}

async function* inOrder(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

function inPieces(xml: string, lengths: readonly number[]): Buffer[] {
  const bytes = Buffer.from(xml);
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const next = at + (lengths[turn % lengths.length] ?? 1);
    pieces.push(bytes.subarray(at, next));
    at = next;
  }
  return pieces;
}

/** Counts what went the short way, so that a test knows that anything did. */
function counting(shortcut: Shortcut, count: { taken: number; left: number }): Shortcut {
  return {
    ...shortcut,
    read(text, at, end) {
      const next = shortcut.read(text, at, end);
      count[next === -1 ? "left" : "taken"] += 1;
      return next;
    },
  };
}

async function readRows(chunks: readonly Buffer[], count?: { taken: number; left: number }) {
  const { shortcut, ...handlers } = createSheetHandlers(facts);
  const used = count === undefined ? {} : { shortcut: counting(shortcut, count) };
  return outcomeOf(chunks, { ...handlers, ...used }, () => ({
    rows: handlers.takeRows(),
    merged: handlers.mergedRanges(),
    hidden: [0, 1, 2].map(handlers.isColumnHidden),
  }));
}

async function readTexts(chunks: readonly Buffer[], count?: { taken: number; left: number }) {
  const table = createStringTable();
  const { shortcut, ...handlers } = createStringHandlers(table);
  const used = count === undefined ? {} : { shortcut: counting(shortcut, count) };
  return outcomeOf(chunks, { ...handlers, ...used }, () =>
    Array.from({ length: table.count() + 1 }, (_, index) => table.get(index)),
  );
}

describe("the short way and the parser come to the same", () => {
  const parts = {
    rows: { xml: worksheetXml, read: readRows },
    "shared strings": { xml: sharedStringsXml, read: readTexts },
  } as const;

  test.each(Object.entries(parts))("for %s, whatever the XML", async (_, one) => {
    const { xml, read } = one;
    const count = { taken: 0, left: 0 };
    const same = async (source: string, lengths: readonly number[]) => {
      const chunks = inPieces(source, lengths);
      expect(await read(chunks, count)).toEqual(await read(chunks));
    };
    const asMade = fc.asyncProperty(xml, pieceLengths, same);
    const changed = fc.asyncProperty(xml, mutate, pieceLengths, (source, change, lengths) =>
      same(change(source), lengths),
    );
    await fc.assert(asMade, { seed: SEED, numRuns: RUNS });
    await fc.assert(changed, { seed: SEED, numRuns: RUNS });
    // Without these the comparison would hold the parser against itself.
    expect(count.taken).toBeGreaterThan(RUNS);
    expect(count.left).toBeGreaterThan(RUNS / 100);
  });
});

describe("the short way", () => {
  const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`;
  const sheet = (rows: string) =>
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
  const wide = (number: number) =>
    row(number, `<c r="A${number}" t="str"><v>${"x".repeat(30_000)}</v></c>`.replace("x", "가"));

  test("is taken again after a row that needs the parser", async () => {
    const count = { taken: 0, left: 0 };
    const odd = row(3, `<c r="A3" t="str"><v>&#65;</v></c>`);
    const plain = [1, 2, 4, 5].map((at) => row(at, `<c r="A${at}"><v>${at}</v></c>`));
    const xml = sheet(plain.toSpliced(2, 0, odd).join(""));

    const outcome = await readRows([Buffer.from(xml)], count);

    expect(count).toEqual({ taken: 3, left: 1 });
    expect(outcome).toEqual(await readRows([Buffer.from(xml)]));
  });

  test("is not taken for rows in comments and CDATA, even after a row that ends in itself", async () => {
    const rowNine = row(9, `<c r="A9"><v>9</v></c>`);
    const hidden = [`<!-- </row>${rowNine} -->`, `<![CDATA[</row>${rowNine}]]>`];
    for (const odd of hidden.flatMap((one) => [one, `<row/>${one}`])) {
      const chunks = [Buffer.from(sheet(row(1, "") + odd + row(8, "")))];

      const outcome = await readRows(chunks, { taken: 0, left: 0 });

      expect(outcome).toEqual({ result: { rows: [], merged: [], hidden: [false, false, false] } });
    }
  });

  test("leaves a row that is longer than it holds to the parser", async () => {
    const cells = Array.from(
      { length: 3 },
      (_, at) => `<c r="${"ABC"[at]}2" t="str"><v>${"가".repeat(30_000)}</v></c>`,
    );
    const xml = sheet(wide(1) + row(2, cells.join("")) + wide(3) + wide(4));
    const count = { taken: 0, left: 0 };

    const outcome = await readRows(inPieces(xml, [16_384]), count);

    expect(outcome).toEqual(await readRows(inPieces(xml, [16_384])));
    expect(count).toEqual({ taken: 2, left: 0 });
  });

  test("refuses what the parser refuses in rows that are ordinary XML", async () => {
    const first = row(1, `<c r="A1"><v>1</v></c>`);
    const refused = {
      "rows out of order": row(1, ""),
      "cells out of order": row(2, `<c r="B2"><v>1</v></c><c r="A2"><v>1</v></c>`),
      "a cell of another row": row(2, `<c r="A3"><v>1</v></c>`),
      "more rows than there are": row(1_048_577, ""),
      "more columns than there are": row(2, `<c r="XFE2"><v>1</v></c>`),
      "too long a text": row(2, `<c r="A2" t="str"><v>${"x".repeat(32_768)}</v></c>`),
      "two kinds of text": row(2, `<c r="A2" t="inlineStr"><v>7</v></c>`),
    };
    for (const [name, second] of Object.entries(refused)) {
      const chunks = [Buffer.from(sheet(first + second))];
      const outcome = await readRows(chunks, { taken: 0, left: 0 });
      expect(outcome, name).toHaveProperty("refused");
      expect(outcome, name).toEqual(await readRows(chunks));
    }
  });
});
