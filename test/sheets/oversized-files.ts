import { crc32, deflateRawSync } from "node:zlib";
import { changed, good, type HostileFile, withRows } from "./hostile-file.ts";
import { buildWorkbook, textCell } from "./workbook-xml.ts";
import { writeZip } from "./zip-writer.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** A worksheet of `pieces` times the same text, deflated without ever standing in memory whole. */
function bomb(piece: string, pieces: number, declaredBytes?: number): Buffer {
  const head = `<worksheet xmlns="${MAIN}"><sheetData>`;
  const data = Buffer.concat([Buffer.from(head), Buffer.alloc(piece.length * pieces, piece)]);
  const packed = deflateRawSync(data, { level: 1 });
  return changed("sheet1.xml", (entry) => ({
    ...entry,
    packed,
    crc: crc32(data),
    declaredBytes: declaredBytes ?? data.length,
  }));
}

export const OVERSIZED_FILES: readonly HostileFile[] = [
  {
    name: "20,000 zip entries",
    bytes: () =>
      writeZip(
        Array.from({ length: 20_000 }, (_, index) => ({
          name: `${index}`,
          data: "",
          stored: true,
        })),
      ),
    problem: "workbook_over_limits",
  },
  {
    name: "a bomb that says its size",
    bytes: () => bomb("<row/>", 6_000_000),
    problem: "workbook_over_limits",
  },
  {
    name: "a bomb that lies about its size",
    bytes: () => bomb("<row/>", 2_000_000, 1_000),
    problem: "workbook_damaged",
  },
  {
    name: "more rows than Excel has",
    bytes: () => bomb("<row/>", 1_100_000),
    problem: "workbook_over_limits",
  },
  {
    name: "a row number beyond Excel's",
    bytes: () => withRows('<row r="1048577"/>'),
    problem: "workbook_over_limits",
  },
  {
    name: "a row of 16,385 columns",
    bytes: () => withRows(`<row r="1">${"<c/>".repeat(16_385)}</row>`),
    problem: "workbook_over_limits",
  },
  {
    name: "a cell of 40,000 characters",
    bytes: () => withRows(`<row r="1">${textCell("A1", "가".repeat(40_000))}</row>`),
    problem: "workbook_over_limits",
  },
  {
    name: "a value of 5 million characters",
    bytes: () => withRows(`<row r="1"><c r="A1"><v>${"1".repeat(5_000_000)}</v></c></row>`),
    problem: "workbook_over_limits",
  },
  {
    name: "an attribute of 5 million characters",
    bytes: () => withRows(`<row r="1" x="${"1".repeat(5_000_000)}"/>`),
    problem: "workbook_over_limits",
  },
  {
    name: "a comment of 5 million characters",
    bytes: () => withRows(`<!--${"1".repeat(5_000_000)}-->`),
    problem: "workbook_over_limits",
  },
  {
    name: "elements 1,000 deep",
    bytes: () =>
      buildWorkbook({ tabs: [{ after: `${"<a>".repeat(1_000)}${"</a>".repeat(1_000)}` }] }),
    problem: "workbook_over_limits",
  },
  {
    name: "2,000 tabs",
    bytes: () => buildWorkbook({ tabs: Array.from({ length: 2_000 }, () => ({})) }),
    problem: "workbook_over_limits",
  },
  {
    name: "a shared string of 5 million characters",
    bytes: () =>
      buildWorkbook({ tabs: [good], strings: `<si><t>${"x".repeat(5_000_000)}</t></si>` }),
    problem: "workbook_over_limits",
  },
];
