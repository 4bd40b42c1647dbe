import fc from "fast-check";
import { expect, test } from "vitest";
import XLSX from "xlsx";
import { formatCode, storedNumber } from "../../sheets/format-codes.ts";
import { type Reading, readBytes } from "../../sheets/read-bytes.ts";
import { buildWorkbook, HEADER, numberCell, textCell } from "../../sheets/workbook-xml.ts";

/** Some 10,000 cells, each of a format of its own. */
const RUNS = { seed: 20261121, numRuns: 25 };
const rows = fc.array(fc.record({ code: formatCode, source: storedNumber }), {
  minLength: 1,
  maxLength: 800,
  size: "max",
});
/** Dozens of workbooks a test, on machines that are busy at times. */
const PATIENT = { timeout: 60_000 };

interface Shown {
  readonly code: string;
  readonly source: string;
  /** What SheetJS, another implementation of Excel's formats, shows. */
  readonly text: string;
}

/** A bracket before the exponent makes SheetJS show a year. */
const EXPONENT_BEHIND_BRACKET = /\]E\+/;

/** The cells that SheetJS can show; it gives up on some codes. */
function shownIn(cells: readonly { code: string; source: string }[]): Shown[] {
  return cells.flatMap(({ code, source }) => {
    if (EXPONENT_BEHIND_BRACKET.test(code)) return [];
    try {
      const text: string = XLSX.SSF.format(
        code.replace(/!(.)/gu, "\\$1"),
        Number(Number(source).toPrecision(15)),
      );
      return [{ code, source, text }];
    } catch {
      return [];
    }
  });
}

function readAll(cells: readonly Shown[], toRow: (row: number) => string): Promise<Reading> {
  const body = cells.map((_, index) => `<row r="${index + 2}">${toRow(index + 2)}</row>`).join("");
  const formats = cells.map(({ code }) => code);
  return readBytes(buildWorkbook({ formats, tabs: [{ rows: HEADER + body }] }));
}

/** The amount a person takes from a text: points and won are as good as bare digits. */
function readByPerson(text: string): number | undefined {
  const bare = text.replace(/₩|\\|KRW|원|포인트|점|points|p|\+|\s/gi, "");
  if (!/^[\d,]+(?:\.\d*)?(?:E\d+)?$/.test(bare)) return undefined;
  return Number(bare.replaceAll(",", ""));
}

test("points are paid only where a person reads that amount in the cell", PATIENT, async () => {
  let paid = 0;
  const property = fc.asyncProperty(rows, async (generated) => {
    const cells = shownIn(generated);
    const { payments } = await readAll(cells, (row) => {
      return (
        textCell(`A${row}`, `u${row}`) +
        numberCell(`B${row}`, cells[row - 2]?.source ?? "", row - 1)
      );
    });
    paid += payments.length;
    for (const { row, points } of payments) {
      const cell = cells[row - 2];
      expect({ cell, points: readByPerson(cell?.text ?? "") }).toEqual({ cell, points });
    }
  });
  await fc.assert(property, RUNS);
  expect(paid).toBeGreaterThan(1_000);
});

test(
  "an id that is taken from a number is what the cell shows, but for separators",
  PATIENT,
  async () => {
    let paid = 0;
    const property = fc.asyncProperty(rows, async (generated) => {
      const cells = shownIn(generated);
      const { payments } = await readAll(cells, (row) => {
        return (
          numberCell(`A${row}`, cells[row - 2]?.source ?? "", row - 1) + numberCell(`B${row}`, 100)
        );
      });
      paid += payments.length;
      for (const { row, userId } of payments) {
        const cell = cells[row - 2];
        const id = cell?.text.replaceAll(",", "").trim();
        expect({ cell, id }).toEqual({ cell, id: userId });
      }
    });
    await fc.assert(property, RUNS);
    expect(paid).toBeGreaterThan(250);
  },
);
