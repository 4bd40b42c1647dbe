import { changed, good, type HostileFile } from "./hostile-file.ts";
import { buildWorkbook, relationships, worksheet } from "./workbook-xml.ts";
import { writeZip } from "./zip-writer.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

function compoundFile(stream: string): Buffer {
  const file = Buffer.alloc(4096);
  file.write("d0cf11e0a1b11ae1", "hex");
  file.write(stream, 1024, "utf16le");
  file.writeUInt16LE((stream.length + 1) * 2, 1024 + 64);
  return file;
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1);
}

export const BROKEN_FILES: readonly HostileFile[] = [
  { name: "an empty file", bytes: () => Buffer.alloc(0), problem: "file_empty" },
  {
    name: "random bytes",
    bytes: () => Buffer.from("0102030405fe", "hex"),
    problem: "not_a_workbook",
  },
  {
    name: "a zip cut in half",
    bytes: () => half(buildWorkbook({ tabs: [good] })),
    problem: "workbook_damaged",
  },
  {
    name: "a zip of its first bytes only",
    bytes: () => Buffer.from("PK\u0003\u0004"),
    problem: "workbook_damaged",
  },
  {
    name: "a zip without a workbook",
    bytes: () => writeZip([{ name: "a.txt", data: "x" }]),
    problem: "not_a_workbook",
  },
  {
    name: "a Word document",
    bytes: () =>
      writeZip([
        {
          name: "_rels/.rels",
          data: relationships([["a", "officeDocument", "word/document.xml"]]),
        },
      ]),
    problem: "not_a_workbook",
  },
  {
    name: "a binary workbook",
    bytes: () =>
      writeZip([
        { name: "_rels/.rels", data: relationships([["a", "officeDocument", "xl/workbook.bin"]]) },
      ]),
    problem: "xlsb_workbook",
  },
  {
    name: "an OpenDocument sheet",
    bytes: () =>
      writeZip([
        { name: "mimetype", data: "x" },
        { name: "content.xml", data: "<x/>" },
      ]),
    problem: "open_document",
  },
  {
    name: "a Numbers document",
    bytes: () => writeZip([{ name: "Index/Document.iwa", data: "x" }]),
    problem: "numbers_document",
  },
  { name: "an old .xls", bytes: () => compoundFile("Workbook"), problem: "xls_workbook" },
  {
    name: "a password-protected workbook",
    bytes: () => compoundFile("EncryptedPackage"),
    problem: "password_protected",
  },
  ...(
    [
      ["Fasoo", "\x9b DRMONE  This Document is encrypted and protected by Fasoo DRM"],
      ["Fasoo, as a container", "<!-- FasooSecureContainer "],
      ["NASCA", "<## NASCA DRM FILE - VER1.00 ##>"],
      ["SoftCamp", "SCDSA004"],
      ["MarkAny", "<MARKANY_DOCUMENTSAFER>"],
      ["a security program that names itself", "\x01\x02 ShadowCube v3"],
    ] as const
  ).flatMap(([by, head]) =>
    ["a.xlsx", "a.csv"].map((fileName) => ({
      name: `${fileName} locked by ${by}`,
      fileName,
      bytes: () => Buffer.concat([Buffer.from(head, "latin1"), Buffer.from("\0\x07\xdc\x19")]),
      problem: "document_locked",
    })),
  ),
  {
    name: "a sensitivity label that encrypts",
    bytes: () =>
      Buffer.concat([compoundFile("EncryptedPackage"), compoundFile("DRMEncryptedDataSpace")]),
    problem: "document_locked",
  },
  {
    name: "an old .xls under rights management",
    bytes: () => Buffer.concat([compoundFile("Workbook"), compoundFile("\tDRMContent")]),
    problem: "document_locked",
  },
  {
    name: "a web archive of Excel named .xls",
    fileName: "a.xls",
    bytes: () => Buffer.from("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"),
    problem: "html_renamed",
  },
  {
    name: "a web archive of a browser",
    bytes: () => Buffer.from("From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\n"),
    problem: "html_renamed",
  },
  {
    name: "HTML that begins with a comment",
    fileName: "a.xls",
    bytes: () => Buffer.from("<!-- made by x --><center><table><tr><td>회원ID</td></tr></table>"),
    problem: "html_renamed",
  },
  ...(
    [
      ["a picture of a telephone", "000000186674797068656963"],
      ["a WebP picture", "524946460000000057454250"],
      ["an ALZip archive", "45474741"],
    ] as const
  ).map(([name, hex]) => ({
    name,
    bytes: () => Buffer.from(hex, "hex"),
    problem: "not_a_workbook",
  })),
  {
    name: "a zip around a workbook",
    bytes: () => writeZip([{ name: "event.xlsx", data: buildWorkbook({ tabs: [good] }) }]),
    problem: "not_a_workbook",
  },
  {
    name: "an encrypted zip entry",
    bytes: () => changed("sheet1.xml", (entry) => ({ ...entry, flags: 1 })),
    problem: "password_protected",
  },
  {
    name: "HTML named .xlsx",
    bytes: () => Buffer.from("\ufeff <html><table></table></html>"),
    problem: "html_renamed",
  },
  {
    name: "HTML named .xls in UTF-16",
    fileName: "a.xls",
    bytes: () => Buffer.from("\ufeff<table>", "utf16le"),
    problem: "html_renamed",
  },
  {
    name: "an XML spreadsheet of 2003",
    fileName: "a.xls",
    bytes: () => Buffer.from('<?xml version="1.0"?><Workbook/>'),
    problem: "xml_workbook",
  },
  {
    name: "CSV named .xlsx",
    bytes: () => Buffer.from("회원ID,포인트\nu1,100\n"),
    problem: "csv_renamed",
  },
  { name: "a PDF", bytes: () => Buffer.from("%PDF-1.7"), problem: "not_a_workbook" },
  {
    name: "a part with a wrong checksum",
    bytes: () => changed("sheet1.xml", (entry) => ({ ...entry, crc: 1 })),
    problem: "workbook_damaged",
  },
  {
    name: "an unknown compression",
    bytes: () => changed("sheet1.xml", (entry) => ({ ...entry, method: 99 })),
    problem: "workbook_damaged",
  },
  {
    name: "a missing worksheet",
    bytes: () => buildWorkbook({ tabs: [good], without: ["xl/worksheets/sheet1.xml"] }),
    problem: "workbook_damaged",
  },
  {
    name: "missing styles",
    bytes: () => buildWorkbook({ tabs: [good], formats: [], without: ["xl/styles.xml"] }),
    problem: "workbook_damaged",
  },
  {
    name: "missing relationships",
    bytes: () => buildWorkbook({ tabs: [good], without: ["_rels/.rels"] }),
    problem: "workbook_damaged",
  },
  {
    name: "XML that ends early",
    bytes: () => buildWorkbook({ tabs: [{ part: worksheet(good).slice(0, -20) }] }),
    problem: "workbook_damaged",
  },
  {
    name: "XML that is none",
    bytes: () => buildWorkbook({ tabs: [{ part: "a,b,c" }] }),
    problem: "workbook_damaged",
  },
  {
    name: "bytes that are no UTF-8",
    bytes: () =>
      buildWorkbook({
        tabs: [{ part: Buffer.from(worksheet(good).replace("u1", "\u00ff"), "latin1") }],
      }),
    problem: "workbook_damaged",
  },
  {
    name: "another root element",
    bytes: () => buildWorkbook({ tabs: [{ part: `<chartsheet xmlns="${MAIN}"/>` }] }),
    problem: "workbook_damaged",
  },
];
