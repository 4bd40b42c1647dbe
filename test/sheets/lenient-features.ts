import { B2, type Feature, one } from "./feature.ts";
import { buildWorkbook, HEADER, numberCell, oneRow, textCell } from "./workbook-xml.ts";

const user = textCell("A2", "u1");
const good = `<row r="2">${user}${B2}</row>`;
const row = (number: number, id: string) =>
  `<row r="${number}">${textCell(`A${number}`, id)}${numberCell(`B${number}`, 7)}</row>`;

function merged(rows: string, ...ranges: string[]): Buffer {
  const cells = ranges.map((ref) => `<mergeCell ref="${ref}"/>`).join("");
  return buildWorkbook({ tabs: [{ rows, after: `<mergeCells>${cells}</mergeCells>` }] });
}

/** A header whose group stands above the points, beside a user cell over both rows. */
const GROUPED =
  `<row r="1">${textCell("A1", "회원ID")}${textCell("B1", "지급 정보")}</row>` +
  `<row r="2">${textCell("B2", "포인트")}${textCell("C2", "사유")}</row>`;

function manyStyles(): Buffer {
  const style =
    '<xf numFmtId="0"><alignment horizontal="left"/><protection locked="0"/></xf>'.repeat(45_000);
  const workbook = oneRow(`${user}<c r="B2" s="45000"><v>100</v></c>`, {
    formats: [],
    stylesheet: `<numFmts><numFmt numFmtId="200" formatCode="#,##0"/></numFmts><cellXfs>${style}<xf numFmtId="200"/></cellXfs>`,
  });
  return workbook;
}

const hidden = (before: string, rowAttributes = "") =>
  buildWorkbook({
    tabs: [{ before, rows: HEADER + good.replace("<row ", `<row ${rowAttributes} `) }],
  });

/** What is odd and harms nobody is read; what nobody sees is told. */
export const LENIENT_FEATURES: readonly Feature[] = [
  {
    name: "an empty shared string in another column",
    bytes: oneRow(`${user + B2}<c r="D2" t="s"><v/></c>`, { strings: "<si><t>x</t></si>" }),
    payments: one("u1"),
  },
  {
    name: "an empty shared string as a reason",
    bytes: oneRow(`${user + B2}<c r="C2" t="s"><v></v></c>`, { strings: "<si><t>x</t></si>" }),
    payments: one("u1"),
  },
  {
    name: "an empty shared string as points",
    bytes: oneRow(`${user}<c r="B2" t="s"><v/></c>`, { strings: "<si><t>x</t></si>" }),
    problems: ["points_missing@B2"],
  },
  {
    name: "cells of another column that can't be read",
    bytes: oneRow(
      `${user + B2}<c r="D2" t="s"><v>9</v></c><c r="E2" s="9"><v>1</v></c><c r="F2" t="zz"><v>1</v></c>`,
    ),
    payments: one("u1"),
  },
  {
    name: "a reason that can't be read",
    bytes: oneRow(`${user + B2}<c r="C2" t="s"><v>9</v></c>`),
    problems: ["cell_unreadable@C2"],
  },
  {
    name: "a header merged over two rows",
    bytes: merged(HEADER + row(3, "u3"), "A1:A2", "B1:B2"),
    payments: [{ row: 3, userId: "u3", points: 7 }],
  },
  {
    name: "a header of two rows, its user merged over both",
    bytes: merged(GROUPED + row(3, "u3"), "A1:A2", "B1:C1"),
    payments: [{ row: 3, userId: "u3", points: 7 }],
  },
  {
    name: "a header merged down into the payments",
    bytes: merged(HEADER + good, "A1:A2"),
    problems: ["merged_cells@A1"],
  },
  { name: "a merge of one cell", bytes: merged(HEADER + good, "A2", "B2:B2"), payments: one("u1") },
  {
    name: "a merge spelled from its end",
    bytes: merged(HEADER + good, "B3:B2"),
    problems: ["merged_cells@B2"],
  },
  {
    name: "merged cells in other columns, and below a title",
    bytes: merged(HEADER + good, "D2:E9"),
    payments: one("u1"),
  },
  { name: "45,001 cell styles", bytes: manyStyles(), payments: one("u1") },
  {
    name: "a column without a header",
    bytes: oneRow(`${user + B2}${textCell("D2", "메모")}`),
    payments: one("u1"),
  },
  {
    name: "a row of no height",
    bytes: hidden("", 'ht="0" customHeight="1"'),
    payments: one("u1"),
    warnings: ["hidden_rows"],
  },
  {
    name: "a row of half a pixel",
    bytes: hidden("", 'customHeight="1" ht="0.375"'),
    payments: one("u1"),
    warnings: ["hidden_rows"],
  },
  {
    name: "a column of no width",
    bytes: hidden('<cols><col min="2" max="2" width="0" customWidth="1"/></cols>'),
    payments: one("u1"),
    warnings: ["hidden_column"],
  },
  {
    name: "columns of no width unless said otherwise",
    bytes: hidden(
      '<sheetFormatPr defaultColWidth="0" defaultRowHeight="15"/><cols><col min="1" max="1" width="9"/></cols>',
    ),
    payments: one("u1"),
    warnings: ["hidden_column"],
  },
  {
    name: "rows and columns that are low and narrow",
    bytes: hidden('<cols><col min="2" max="2" width="0.9"/></cols>', 'ht="9.5"'),
    payments: one("u1"),
  },
];
