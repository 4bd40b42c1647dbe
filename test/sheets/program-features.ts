import { type Feature, one } from "./feature.ts";
import { HEADER, relationships, textCell, worksheet } from "./workbook-xml.ts";
import { writeZip, type ZipEntry } from "./zip-writer.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A whole package, for what the usual builder spells in one way only. */
function packageOf(
  parts: Readonly<Record<string, string>>,
  links: Parameters<typeof relationships>[0],
): Buffer {
  const types = Object.keys(parts).map((path) => {
    const kind = /worksheets\//.test(path) ? "worksheet" : path.replace(/\.xml$/, "");
    const type = kind === "workbook" ? "sheet.main" : kind;
    return `<Override PartName="/xl/${path}" ContentType="${SPREADSHEET}.${type}+xml"/>`;
  });
  const entries: ZipEntry[] = [
    {
      name: "[Content_Types].xml",
      data: `<Types xmlns="${TYPES}"><Default ContentType="application/xml" Extension="xml"/><Default ContentType="application/vnd.openxmlformats-package.relationships+xml" Extension="rels"/>${types.join("")}</Types>`,
    },
    { name: "_rels/.rels", data: relationships([["rId1", "officeDocument", "xl/workbook.xml"]]) },
    { name: "xl/_rels/workbook.xml.rels", data: relationships(links) },
    ...Object.entries(parts).map(([path, data]) => ({ name: `xl/${path}`, data })),
  ];
  return writeZip(entries);
}

/** No docProps, many namespaces, styled empty rows to the thousandth, tabs that say they show. */
function likeGoogleSheets(): Buffer {
  const strings = ["회원ID", "포인트", "사유", "u1", "후기 & 사진"];
  const shared = (ref: string, index: number) => `<c r="${ref}" s="1" t="s"><v>${index}</v></c>`;
  const empty = Array.from(
    { length: 997 },
    (_, index) =>
      `<row r="${index + 3}" ht="15.75" customHeight="1"><c r="A${index + 3}" s="1"/></row>`,
  );
  return packageOf(
    {
      "workbook.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}" xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><workbookPr/><sheets><sheet state="visible" name="시트1" sheetId="1" r:id="rId4"/></sheets><definedNames/><calcPr/></workbook>`,
      "sharedStrings.xml": `<sst xmlns="${MAIN}" count="5" uniqueCount="5">${strings.map((text) => `<si><t>${text.replace("&", "&amp;")}</t></si>`).join("")}</sst>`,
      "styles.xml": `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="10.0"/></font><font><color theme="1"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf borderId="0" fillId="0" fontId="0" numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf borderId="0" fillId="0" fontId="1" numFmtId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
      "worksheets/sheet1.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/><sheetData><row r="1">${shared("A1", 0)}${shared("B1", 1)}${shared("C1", 2)}</row><row r="2">${shared("A2", 3)}<c r="B2" s="1"><v>100.0</v></c>${shared("C2", 4)}</row>${empty.join("")}</sheetData></worksheet>`,
    },
    [
      ["rId2", "styles", "styles.xml"],
      ["rId3", "sharedStrings", "sharedStrings.xml"],
      ["rId4", "worksheet", "worksheets/sheet1.xml"],
    ],
  );
}

/** A summary of the export first, then each table on a tab of its own below its title. */
function likeNumbers(): Buffer {
  const table = `<row r="1" ht="27.65" customHeight="1">${textCell("A1", "표 1")}<c r="B1" s="0"/></row>${HEADER.replaceAll(/(r="[A-C]?)1"/g, '$12"')}<row r="3">${textCell("A3", "u1")}<c r="B3"><v>100</v></c></row>`;
  return packageOf(
    {
      "workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="내보내기 요약" sheetId="1" r:id="rId1"/><sheet name="시트 1 - 표 1" sheetId="2" r:id="rId2"/></sheets></workbook>`,
      "worksheets/sheet1.xml": worksheet({
        rows: `<row r="3">${textCell("B3", "이 문서는 Numbers에서 내보냈습니다.")}</row>`,
      }),
      "worksheets/sheet2.xml": worksheet({
        rows: table,
        after: '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>',
      }),
    },
    [
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "worksheet", "worksheets/sheet2.xml"],
    ],
  );
}

/** Every element of every part with a prefix, as programs over XML libraries write them. */
function prefixedThroughout(): Buffer {
  const prefixed = (xml: string) =>
    xml.replace(/<(\/?)([a-zA-Z]+)/g, "<$1x:$2").replace(`xmlns="${MAIN}"`, `xmlns:x="${MAIN}"`);
  return packageOf(
    {
      "workbook.xml": prefixed(
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="1"/><sheets><sheet name="명단" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "sharedStrings.xml": prefixed(
        `<sst xmlns="${MAIN}"><si><t>u1</t></si><si><r><t>회원</t></r><r><t>ID</t></r></si><si><t>포인트</t></si><si><t>사유</t></si></sst>`,
      ),
      "styles.xml": prefixed(
        `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="176" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>`,
      ),
      "worksheets/sheet1.xml": prefixed(
        `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>2</v></c><c r="C1" t="s"><v>3</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>100</v></c><c r="C2" s="1"><v>1</v></c></row></sheetData></worksheet>`,
      ),
    },
    [
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "sharedStrings", "sharedStrings.xml"],
      ["rId3", "styles", "styles.xml"],
    ],
  );
}

/** Written by hand after what is known of programs that could not be had for these tests. */
export const PROGRAM_FEATURES: readonly Feature[] = [
  {
    name: "the way of Google Sheets",
    bytes: likeGoogleSheets(),
    payments: one("u1", 100, "후기 & 사진"),
  },
  {
    name: "the way of Numbers",
    bytes: likeNumbers(),
    payments: [{ row: 3, userId: "u1", points: 100 }],
  },
  {
    name: "namespace prefixes in every part",
    bytes: prefixedThroughout(),
    payments: one("u1", 100, "1904-01-02"),
  },
];
