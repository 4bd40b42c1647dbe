import { crc32, deflateRawSync } from "node:zlib";
import { changed, good, type HostileFile, withRows } from "./hostile-file.ts";
import { buildWorkbook, textCell, workbookEntries } from "./workbook-xml.ts";
import { writeZip } from "./zip-writer.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const HEAD = `<worksheet xmlns="${MAIN}">`;

/** `pieces` times the same text between `head` and `tail`, deflated. */
function packed(head: string, piece: string, pieces: number, tail = "") {
  const filling = Buffer.alloc(piece.length * pieces, piece);
  const data = Buffer.concat([Buffer.from(head), filling, Buffer.from(tail)]);
  const bytes = deflateRawSync(data, { level: 1 });
  return { packed: bytes, crc: crc32(data), declaredBytes: data.length };
}

function bomb(piece: string, pieces: number, declaredBytes?: number): Buffer {
  const part = packed(`${HEAD}<sheetData>`, piece, pieces);
  const lie = declaredBytes === undefined ? {} : { declaredBytes };
  return changed("sheet1.xml", (entry) => ({ ...entry, ...part, ...lie }));
}

/** Each tab within the limits, and small when packed: together they would take minutes. */
function manyTabs(tabs: number, part: ReturnType<typeof packed>): Buffer {
  const entries = workbookEntries({ tabs: Array.from({ length: tabs }, () => ({})) });
  return writeZip(
    entries.map((entry) => (entry.name.includes("/sheet") ? { ...entry, ...part } : entry)),
  );
}

/** A row of cells that are all within their limit. */
function longRow(): string {
  const cells = Array.from({ length: 26 }, (_, column) =>
    textCell(`${String.fromCharCode(65 + column)}1`, "가".repeat(32_000)),
  );
  const more = cells.map((cell) => cell.replace('r="', 'r="A'));
  return `<row r="1">${[...cells, ...more].join("")}</row>`;
}

const THREE_HEADERS = `<row>${["회원ID", "포인트", "메모"].map((text) => textCell("", text).replace(' r=""', "")).join("")}</row>`;

/** So many rows of cells that all show one text: a few kB when packed. */
function sameText(text: string, cells: string, rows: number): Buffer {
  const part = packed(
    `${HEAD}<sheetData>${THREE_HEADERS}`,
    `<row>${cells}</row>`,
    rows,
    "</sheetData></worksheet>",
  );
  const strings = `<si><t xml:space="preserve">${text}</t></si>`;
  const entries = workbookEntries({ tabs: [{}], strings });
  return writeZip(
    entries.map((entry) => (entry.name.includes("/sheet") ? { ...entry, ...part } : entry)),
  );
}

const SHARED = '<c t="s"><v>0</v></c>';
const ONE = "<c><v>1</v></c>";

export const OVERSIZED_FILES: readonly HostileFile[] = [
  ...(
    [
      ["32,767 spaces", " ".repeat(32_767)],
      ["a letter and 32,766 combining marks", `a${"\u0316\u0301".repeat(16_383)}`],
    ] as const
  ).flatMap(([name, text]) => [
    {
      name: `150,000 users of ${name}`,
      bytes: () => sameText(text, SHARED + ONE, 150_000),
      problem: "workbook_over_limits",
    },
    {
      name: `150,000 times the points of ${name}`,
      bytes: () => sameText(text, ONE + SHARED, 150_000),
      problem: "workbook_over_limits",
    },
  ]),
  {
    name: "one payment 400,000 times in a few kB",
    bytes: () => sameText("u1", SHARED + ONE, 400_000),
    problem: "workbook_over_limits",
  },
  {
    name: "400,000 rows that are nearly a label of a total",
    bytes: () => sameText(`${"합계".repeat(29)}x`, ONE + ONE + SHARED, 400_000),
    problem: "workbook_over_limits",
  },
  {
    name: "a header of 32,767 opening brackets",
    bytes: () => withRows(`<row r="1">${textCell("A1", "(".repeat(32_767))}</row>`),
    problem: "header_missing",
  },
  {
    name: "a header of 32,767 combining marks",
    bytes: () =>
      withRows(`<row r="1">${textCell("A1", `a${"\u0316\u0301".repeat(16_383)}`)}</row>`),
    problem: "header_missing",
  },
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
    name: "a row of 1.6 million characters",
    bytes: () => withRows(longRow()),
    problem: "workbook_over_limits",
  },
  {
    name: "900 tabs of a million empty rows each",
    bytes: () => {
      const part = packed(`${HEAD}<sheetData>`, "<row/>", 1_000_000, "</sheetData></worksheet>");
      return manyTabs(900, part);
    },
    problem: "workbook_over_limits",
  },
  {
    name: "12 tabs of 7 million elements without rows each",
    bytes: () => manyTabs(12, packed(HEAD, "<a/>", 7_000_000, "<sheetData/></worksheet>")),
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
