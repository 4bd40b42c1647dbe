import { changed, good, type HostileFile, withRows } from "./hostile-file.ts";
import {
  buildWorkbook,
  HEADER,
  relationships,
  workbookEntries,
  worksheet,
} from "./workbook-xml.ts";
import { writeZip } from "./zip-writer.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

export const AMBIGUOUS_FILES: readonly HostileFile[] = [
  {
    name: "two entries of one name",
    bytes: () =>
      writeZip([
        ...workbookEntries({ tabs: [good] }),
        { name: "XL/Worksheets/sheet1.xml", data: "x" },
      ]),
    problem: "workbook_unusual",
  },
  {
    name: "another name in the local header",
    bytes: () =>
      changed("sheet1.xml", (entry) => ({ ...entry, localName: "xl/worksheets/sheet9.xml" })),
    problem: "workbook_unusual",
  },
  {
    name: "a path out of the zip",
    bytes: () =>
      writeZip([...workbookEntries({ tabs: [good] }), { name: "../../etc/x", data: "x" }]),
    problem: "workbook_damaged",
  },
  {
    name: "two workbooks",
    bytes: () =>
      changed("_rels/.rels", (entry) => ({
        ...entry,
        data: relationships([
          ["a", "officeDocument", "xl/workbook.xml"],
          ["b", "officeDocument", "xl/x.xml"],
        ]),
      })),
    problem: "workbook_unusual",
  },
  {
    name: "a DOCTYPE with entities",
    bytes: () =>
      changed("sheet1.xml", (entry) => ({
        ...entry,
        data: `<!DOCTYPE x [<!ENTITY a "u1">]>${worksheet(good).replace(/^.*\n/, "")}`,
      })),
    problem: "workbook_unusual",
  },
  {
    name: "an entity nobody declared",
    bytes: () => buildWorkbook({ tabs: [{ part: worksheet(good).replace("u1", "&boom;") }] }),
    problem: "workbook_damaged",
  },
  {
    name: "a second list of rows",
    bytes: () => buildWorkbook({ tabs: [{ ...good, after: "<sheetData/>" }] }),
    problem: "workbook_unusual",
  },
  {
    name: "cells of another namespace",
    bytes: () => withRows(`${HEADER}<row r="2"><c r="A2" xmlns="urn:x"/></row>`),
    problem: "workbook_unusual",
  },
  {
    name: "a shared text of another prefix",
    bytes: () =>
      buildWorkbook({ tabs: [good], strings: `<si><x:t xmlns:x="${MAIN}">u1</x:t></si>` }),
    problem: "workbook_unusual",
  },
  {
    name: "a text inside a text",
    bytes: () => buildWorkbook({ tabs: [good], strings: "<si><t>a<t>b</t>c</t></si>" }),
    problem: "workbook_unusual",
  },
  {
    name: "an inline text of another prefix",
    bytes: () =>
      withRows(
        `${HEADER}<row r="2"><c r="A2" t="inlineStr"><is><x:t xmlns:x="${MAIN}">u1</x:t></is></c></row>`,
      ),
    problem: "workbook_unusual",
  },
  {
    name: "rows wrapped in something",
    bytes: () => withRows(`<wrap>${HEADER}</wrap>`),
    problem: "workbook_unusual",
  },
  {
    name: "two values in a cell",
    bytes: () => withRows(`${HEADER}<row r="2"><c r="A2"><v>1</v><v>2</v></c></row>`),
    problem: "workbook_unusual",
  },
  {
    name: "value and inline text in a cell",
    bytes: () => withRows(`${HEADER}<row r="2"><c r="A2"><v>1</v><is><t>2</t></is></c></row>`),
    problem: "workbook_unusual",
  },
];
