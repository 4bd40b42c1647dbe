import { writeZip, type ZipEntry } from "./zip-writer.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export interface TabXml {
  readonly name?: string;
  readonly state?: string;
  /** Content of `<sheetData>`. */
  readonly rows?: string;
  /** What stands before and after `<sheetData>`. */
  readonly before?: string;
  readonly after?: string;
  /** The whole part instead. */
  readonly part?: string | Buffer;
  readonly path?: string;
}

export interface WorkbookXml {
  readonly tabs: readonly TabXml[];
  /** Content of `<sst>`. */
  readonly strings?: string;
  /** Format codes of cell styles 1, 2, …; style 0 is General. */
  readonly formats?: readonly string[];
  /** Content of `<styleSheet>` instead. */
  readonly stylesheet?: string;
  readonly workbookProperties?: string;
  /** What stands behind the list of tabs. */
  readonly afterSheets?: string;
  readonly stored?: boolean;
  readonly more?: readonly ZipEntry[];
  /** Parts to leave out. */
  readonly without?: readonly string[];
  readonly order?: (entries: ZipEntry[]) => ZipEntry[];
}

/** The parts of a workbook, written by hand so that any feature can be put into them. */
export function workbookEntries(workbook: WorkbookXml): ZipEntry[] {
  const {
    tabs,
    strings,
    formats,
    workbookProperties = "",
    afterSheets = "",
    stored = false,
  } = workbook;
  const paths = tabs.map((tab, index) => tab.path ?? `worksheets/sheet${index + 1}.xml`);
  const entries: ZipEntry[] = [
    { name: "[Content_Types].xml", data: contentTypes(paths, workbook) },
    { name: "_rels/.rels", data: relationships([["rId1", "officeDocument", "xl/workbook.xml"]]) },
    {
      name: "xl/workbook.xml",
      data: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${workbookProperties}<sheets>${tabs
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name ?? `Sheet${index + 1}`}" sheetId="${index + 1}" r:id="rId${index + 1}"${
              state === undefined ? "" : ` state="${state}"`
            }/>`,
        )
        .join("")}</sheets>${afterSheets}</workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: relationships([
        ...paths.map((path, index) => [`rId${index + 1}`, "worksheet", path] as const),
        ...(strings === undefined
          ? []
          : ([["rIdS", "sharedStrings", "sharedStrings.xml"]] as const)),
        ...(formats === undefined ? [] : ([["rIdF", "styles", "styles.xml"]] as const)),
      ]),
    },
    ...tabs.map((tab, index) => ({ name: `xl/${paths[index]}`, data: tab.part ?? worksheet(tab) })),
    ...(strings === undefined
      ? []
      : [{ name: "xl/sharedStrings.xml", data: `<sst xmlns="${MAIN}">${strings}</sst>` }]),
    ...(formats === undefined
      ? []
      : [{ name: "xl/styles.xml", data: styles(formats, workbook.stylesheet) }]),
    ...(workbook.more ?? []),
  ];
  const kept = entries
    .filter(({ name }) => !(workbook.without ?? []).includes(name))
    .map((entry) => ({ stored, ...entry }));
  return workbook.order?.(kept) ?? kept;
}

/** Our reader goes by the relationships; others look here. */
function contentTypes(
  worksheets: readonly string[],
  { strings, formats }: Pick<WorkbookXml, "strings" | "formats">,
): string {
  const parts = [
    ["workbook.xml", "sheet.main"],
    ...worksheets.map((path) => [path, "worksheet"]),
    ...(strings === undefined ? [] : [["sharedStrings.xml", "sharedStrings"]]),
    ...(formats === undefined ? [] : [["styles.xml", "styles"]]),
  ];
  const overrides = parts.map(
    ([path, kind]) => `<Override PartName="/xl/${path}" ContentType="${SPREADSHEET}.${kind}+xml"/>`,
  );
  return `<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`;
}

export function buildWorkbook(workbook: WorkbookXml): Buffer {
  return writeZip(workbookEntries(workbook));
}

export function worksheet({ rows = "", before = "", after = "" }: TabXml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

export function relationships(list: readonly (readonly [string, string, string])[]): string {
  const items = list.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${items.join("")}</Relationships>`;
}

function styles(formats: readonly string[], content?: string): string {
  if (content !== undefined) return `<styleSheet xmlns="${MAIN}">${content}</styleSheet>`;
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`,
  );
  const cells = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`);
  return `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join("")}</numFmts><cellXfs><xf numFmtId="0"/>${cells.join("")}</cellXfs></styleSheet>`;
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** A cell with inline text. */
export function textCell(ref: string, text: string): string {
  return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

export function numberCell(ref: string, digits: string | number, style?: number): string {
  return `<c r="${ref}"${style === undefined ? "" : ` s="${style}"`}><v>${digits}</v></c>`;
}

/** The header row used throughout: user in A, points in B, reason in C. */
export const HEADER = `<row r="1">${textCell("A1", "회원ID")}${textCell("B1", "포인트")}${textCell("C1", "사유")}</row>`;

/** A header and one payment in row 2, made of the given cells. */
export function oneRow(cells: string, more: Omit<WorkbookXml, "tabs"> & TabXml = {}): Buffer {
  const { rows: _, ...rest } = more;
  return buildWorkbook({
    ...rest,
    tabs: [{ ...more, rows: `${HEADER}<row r="2">${cells}</row>` }],
  });
}
