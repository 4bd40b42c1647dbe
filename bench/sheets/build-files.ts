import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import { relationships } from "../../test/sheets/workbook-xml.ts";
import { writeZip, type ZipEntry } from "../../test/sheets/zip-writer.ts";
import { benchRows, HEADERS } from "./bench-rows.ts";
import type { WorkbookForm } from "./workbook-forms.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const PIECE_CHARACTERS = 65_536;

/** Writes a workbook of `count` payments as `form` spells it, in memory of its packed size. */
async function buildWorkbookFile(path: string, form: WorkbookForm, count: number): Promise<void> {
  const texts = new Map<string, number>();
  const sheet = await pack("xl/worksheets/sheet1.xml", inPieces(sheetXml(form, count, texts)));
  const strings = form.sharedStrings
    ? [await pack("xl/sharedStrings.xml", inPieces(stringsXml(texts)))]
    : [];
  await writeFile(path, writeZip([...describingParts(form), sheet, ...strings]));
}

/** Writes the same payments as a CSV of UTF-8 with its mark, as Excel saves it. */
async function buildCsvFile(path: string, count: number): Promise<void> {
  await pipeline(Readable.from(inPieces(csvLines(count))), createWriteStream(path));
}

/** The files of one size, by name of the writer; `.csv` last. */
export async function buildFiles(
  folder: string,
  forms: readonly WorkbookForm[],
  count: number,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const form of forms) {
    const path = join(folder, `${form.name}-${count}.xlsx`);
    await buildWorkbookFile(path, form, count);
    files.set(form.name, path);
  }
  const csv = join(folder, `payments-${count}.csv`);
  await buildCsvFile(csv, count);
  return files.set("csv", csv);
}

function* sheetXml(
  form: WorkbookForm,
  count: number,
  texts: Map<string, number>,
): Generator<string> {
  const indexOf = (text: string) => {
    const known = texts.get(text);
    if (known === undefined && form.sharedStrings) texts.set(text, texts.size);
    return known ?? texts.size - 1;
  };
  const text = (reference: string, value: string) =>
    form.textCell(reference, value, indexOf(value));
  const [user, points, reason] = HEADERS;
  yield form.head;
  yield form.row(1, text("A1", user) + text("B1", points) + text("C1", reason));
  let number = 1;
  for (const row of benchRows(count)) {
    number += 1;
    const cells = [
      text(`A${number}`, row.userId),
      form.numberCell(`B${number}`, row.points),
      text(`C${number}`, row.reason),
    ];
    yield form.row(number, cells.join(""));
  }
  yield form.tail;
}

function* stringsXml(texts: ReadonlyMap<string, number>): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="${MAIN}" uniqueCount="${texts.size}">`;
  for (const text of texts.keys()) yield `<si><t>${text}</t></si>`;
  yield "</sst>";
}

function* csvLines(count: number): Generator<string> {
  yield `\ufeff${HEADERS.join(",")}\r\n`;
  for (const { userId, points, reason } of benchRows(count)) {
    yield `${userId},${points},${reason}\r\n`;
  }
}

function* inPieces(texts: Iterable<string>): Generator<Buffer> {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  yield Buffer.from(piece);
}

async function pack(name: string, pieces: Iterable<Buffer>): Promise<ZipEntry> {
  let crc = 0;
  let declaredBytes = 0;
  const packed: Buffer[] = [];
  const measured = function* () {
    for (const piece of pieces) {
      crc = crc32(piece, crc);
      declaredBytes += piece.length;
      yield piece;
    }
  };
  await pipeline(Readable.from(measured()), createDeflateRaw(), async (output) => {
    for await (const chunk of output) packed.push(Buffer.from(chunk));
  });
  return { name, data: "", packed: Buffer.concat(packed), crc, declaredBytes };
}

function describingParts({ sharedStrings }: WorkbookForm): ZipEntry[] {
  const override = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}" ContentType="${SPREADSHEET}.${kind}+xml"/>`;
  const overrides = [
    override("workbook.xml", "sheet.main"),
    override("worksheets/sheet1.xml", "worksheet"),
    override("styles.xml", "styles"),
    sharedStrings ? override("sharedStrings.xml", "sharedStrings") : "",
  ];
  const links: [string, string, string][] = [
    ["rId1", "worksheet", "worksheets/sheet1.xml"],
    ["rId2", "styles", "styles.xml"],
  ];
  if (sharedStrings) links.push(["rId3", "sharedStrings", "sharedStrings.xml"]);
  return [
    {
      name: "[Content_Types].xml",
      data: `<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`,
    },
    { name: "_rels/.rels", data: relationships([["rId1", "officeDocument", "xl/workbook.xml"]]) },
    {
      name: "xl/workbook.xml",
      data: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    { name: "xl/_rels/workbook.xml.rels", data: relationships(links) },
    {
      name: "xl/styles.xml",
      data: `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>`,
    },
  ];
}
