import { B2, type Feature, one } from "./feature.ts";
import {
  buildWorkbook,
  HEADER,
  numberCell,
  oneRow,
  relationships,
  textCell,
  worksheet,
} from "./workbook-xml.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const goodRows = `${HEADER}<row r="2">${textCell("A2", "u1")}${B2}</row>`;
const otherRows = goodRows.replace("u1", "other");

function withPart(part: string | Buffer): Buffer {
  return buildWorkbook({ tabs: [{ part }] });
}

function strictWorkbook(): Buffer {
  const office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  const part = worksheet({ rows: goodRows }).replaceAll(MAIN, STRICT);
  const strictRels = (list: Parameters<typeof relationships>[0]) =>
    relationships(list).replaceAll(
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
      office,
    );
  const replaced = ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"];
  return buildWorkbook({
    tabs: [{ part }],
    without: [],
    order: (entries) => [
      ...entries.filter(({ name }) => !replaced.includes(name)),
      { name: "_rels/.rels", data: strictRels([["r1", "officeDocument", "/xl/workbook.xml"]]) },
      {
        name: "xl/workbook.xml",
        data: `<workbook xmlns="${STRICT}" xmlns:q="${office}"><sheets><sheet name="S" sheetId="1" q:id="a"/></sheets></workbook>`,
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        data: strictRels([["a", "worksheet", "/xl/worksheets/sheet1.xml"]]),
      },
    ],
  });
}

/** A payment whose reason is a date: this many days from where the workbook counts. */
function dateReason(serial: number, workbookProperties = ""): Buffer {
  return oneRow(textCell("A2", "u1") + B2 + numberCell("C2", serial, 1), {
    formats: ["yyyy-mm-dd"],
    workbookProperties,
  });
}

function manyTabs(): Buffer {
  const tabs = Array.from({ length: 150 }, (_, index) => ({
    name: `탭${index}`,
    rows: index === 120 ? goodRows : `<row r="1">${textCell("A1", "목차")}</row>`,
  }));
  return buildWorkbook({ tabs });
}

export const STRUCTURE_FEATURES: readonly Feature[] = [
  {
    name: "tab order, not zip order",
    bytes: buildWorkbook({
      tabs: [{ rows: goodRows }, { rows: otherRows }],
      order: (entries) => entries.toReversed(),
    }),
    payments: one("u1"),
    warnings: ["other_sheet_not_read"],
  },
  {
    name: "relationships, not file names",
    bytes: buildWorkbook({
      tabs: [
        { rows: goodRows, path: "deep/../worksheets/Sheet%209.xml" },
        { rows: `<row r="1">${textCell("A1", "x")}</row>`, path: "worksheets/sheet1.xml" },
      ],
      order: (entries) =>
        entries.map((entry) =>
          entry.name.includes("%20") ? { ...entry, name: "xl/worksheets/sheet 9.xml" } : entry,
        ),
    }),
    payments: one("u1"),
  },
  {
    name: "hidden tabs are passed over",
    bytes: buildWorkbook({
      tabs: [
        { rows: otherRows, state: "hidden" },
        { rows: otherRows, state: "veryHidden" },
        { rows: goodRows },
      ],
    }),
    payments: one("u1"),
  },
  {
    name: "only hidden tabs",
    bytes: buildWorkbook({ tabs: [{ rows: goodRows, state: "hidden" }] }),
    problems: ["no_visible_sheet"],
  },
  { name: "150 tabs", bytes: manyTabs(), payments: one("u1") },
  { name: "Strict Open XML", bytes: strictWorkbook(), payments: one("u1") },
  {
    name: "namespace prefixes",
    bytes: withPart(
      worksheet({ rows: goodRows })
        .replace(/<(\/?)(worksheet|sheetData|row|c|v|is|t)\b/g, "<$1x:$2")
        .replace(`xmlns="${MAIN}"`, `xmlns:x="${MAIN}"`),
    ),
    payments: one("u1"),
  },
  {
    name: "UTF-16 part with a byte order mark",
    bytes: withPart(
      Buffer.from(`\ufeff${worksheet({ rows: goodRows }).replace("UTF-8", "UTF-16")}`, "utf16le"),
    ),
    payments: one("u1"),
  },
  {
    name: "rows and cells without references",
    bytes: withPart(worksheet({ rows: goodRows }).replace(/ r="[A-Z]*\d+"/g, "")),
    payments: one("u1"),
  },
  {
    name: "gaps keep Excel's row numbers",
    bytes: buildWorkbook({
      tabs: [
        {
          rows: `${HEADER}<row r="3"/><row r="9">${textCell("A9", "u9")}${numberCell("B9", 5)}</row>`,
        },
      ],
    }),
    payments: [{ row: 9, userId: "u9", points: 5 }],
  },
  {
    name: "a wrong dimension",
    bytes: buildWorkbook({ tabs: [{ rows: goodRows, before: '<dimension ref="A1"/>' }] }),
    payments: one("u1"),
  },
  {
    name: "foreign extensions are passed over",
    bytes: buildWorkbook({
      tabs: [
        {
          rows: goodRows,
          after: '<extLst><ext xmlns:z="urn:z"><z:sheetData><z:row/></z:sheetData></ext></extLst>',
        },
      ],
    }),
    payments: one("u1"),
  },
  {
    name: "merged title above the header",
    bytes: buildWorkbook({
      tabs: [
        {
          rows: `<row r="1">${textCell("A1", "11월 이벤트")}</row>${HEADER.replaceAll(/(r="[A-C]?)1"/g, '$12"')}<row r="3">${textCell("A3", "u3")}${numberCell("B3", 7)}</row>`,
          after: '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
        },
      ],
    }),
    payments: [{ row: 3, userId: "u3", points: 7 }],
  },
  {
    name: "merged users",
    bytes: buildWorkbook({
      tabs: [{ rows: goodRows, after: '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>' }],
    }),
    problems: ["merged_cells@A2"],
  },
  {
    name: "hidden rows and columns are paid with a warning",
    bytes: buildWorkbook({
      tabs: [
        {
          before: '<cols><col min="1" max="1" hidden="1"/></cols>',
          rows: goodRows.replace('<row r="2"', '<row hidden="1" r="2"'),
        },
      ],
    }),
    payments: one("u1"),
    warnings: ["hidden_rows", "hidden_column"],
  },
  {
    name: "rows out of order",
    bytes: buildWorkbook({ tabs: [{ rows: `${HEADER}<row r="3"/><row r="2"/>` }] }),
    problems: ["workbook_unusual"],
  },
  {
    name: "the same cell twice",
    bytes: oneRow(textCell("A2", "u1") + textCell("A2", "u2") + B2),
    problems: ["workbook_unusual"],
  },
  {
    name: "a cell that says it stands in another row",
    bytes: oneRow(textCell("A3", "u1") + B2),
    problems: ["workbook_unusual"],
  },
  {
    name: "dates counted from 1904",
    bytes: dateReason(44_520, '<workbookPr date1904="1"/>'),
    payments: one("u1", 100, "2025-11-21"),
  },
  {
    name: "dates counted from 1900, with the leap day that never was",
    bytes: dateReason(59),
    payments: one("u1", 100, "1900-02-28"),
  },
  {
    name: "a chart on a tab of its own",
    bytes: buildWorkbook({
      tabs: [
        { part: `<chartsheet xmlns="${MAIN}"/>`, path: "chartsheets/sheet1.xml" },
        { rows: goodRows },
      ],
      order: (entries) =>
        entries.map((entry) => {
          const [kind, chart] = ['/worksheet" Target="chart', '/chartsheet" Target="chart'];
          const data = entry.data.toString();
          return data.includes(kind) ? { ...entry, data: data.replace(kind, chart) } : entry;
        }),
    }),
    payments: one("u1"),
  },
];
