/** One payment as the bench files hold it. */
export interface BenchRow {
  readonly userId: string;
  readonly points: number;
  readonly reason: string;
}

/** The way a program spells a worksheet. */
export interface WorkbookForm {
  readonly name: string;
  /** Whether texts stand in a table of their own; `index` of a cell's text is given then. */
  readonly sharedStrings: boolean;
  /** What stands before the first row, and after the last. */
  readonly head: string;
  readonly tail: string;
  textCell(reference: string, text: string, index: number): string;
  numberCell(reference: string, value: number): string;
  row(number: number, cells: string): string;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";
const X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac";
const DECLARATION = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;

/** Microsoft Excel and exceljs: shared strings, spans, few attributes. */
const excel: WorkbookForm = {
  name: "Excel",
  sharedStrings: true,
  head: `${DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}" xmlns:mc="${COMPATIBILITY}" mc:Ignorable="x14ac" xmlns:x14ac="${X14AC}"><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/><sheetData>`,
  tail: `</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`,
  textCell: (reference, _, index) => `<c r="${reference}" t="s"><v>${index}</v></c>`,
  numberCell: (reference, value) => `<c r="${reference}"><v>${value}</v></c>`,
  row: (number, cells) => `<row r="${number}" spans="1:3" x14ac:dyDescent="0.25">${cells}</row>`,
};

/** LibreOffice: every default spelled out, in every row and cell. */
const libreOffice: WorkbookForm = {
  name: "LibreOffice",
  sharedStrings: true,
  head: `${DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetFormatPr defaultColWidth="11.53515625" defaultRowHeight="12.8" zeroHeight="false" outlineLevelRow="0" outlineLevelCol="0"></sheetFormatPr><sheetData>`,
  tail: `</sheetData><printOptions headings="false" gridLines="false"/></worksheet>`,
  textCell: (reference, _, index) => `<c r="${reference}" s="0" t="s"><v>${index}</v></c>`,
  numberCell: (reference, value) => `<c r="${reference}" s="0" t="n"><v>${value}</v></c>`,
  row: (number, cells) =>
    `<row r="${number}" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">${cells}</row>`,
};

/** openpyxl: every text in its cell. */
const openpyxl: WorkbookForm = {
  name: "openpyxl",
  sharedStrings: false,
  head: `<worksheet xmlns="${MAIN}"><sheetFormatPr baseColWidth="8" defaultRowHeight="15" /><sheetData>`,
  tail: `</sheetData><pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5" /></worksheet>`,
  textCell: (reference, text) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`,
  numberCell: (reference, value) => `<c r="${reference}" t="n"><v>${value}</v></c>`,
  row: (number, cells) => `<row r="${number}">${cells}</row>`,
};

/** How the programs that make most sheets spell them, as their own files show. */
export const WORKBOOK_FORMS: readonly WorkbookForm[] = [excel, libreOffice, openpyxl];
