import { type FileHandle, open } from "node:fs/promises";
import type { Finding } from "../../domain/sheet/problem-table.ts";
import { compoundFileFinding } from "./compound-file.ts";
import { LIMITS } from "./read-limits.ts";

/** What a file is by its content; its name decides only among kinds of text. */
export type FileKind =
  | { readonly kind: "zip"; readonly fileBytes: number }
  | { readonly kind: "text"; readonly ending: string }
  | { readonly kind: "refused"; readonly finding: Finding };

const START_BYTES = 4096;
const SIGNED_BYTES = 32;
/** How far into a file the names of its document security are looked for. */
const LOCK_WORD_BYTES = 256;

interface Signature {
  /** In hex. */
  readonly bytes: string;
  readonly name: string;
  /** Where the bytes stand, from 0; at the start unless given. */
  readonly at?: number;
}

/** What people upload by mistake. */
const OTHER_FILES: readonly Signature[] = [
  { bytes: "25504446", name: "PDF" },
  { bytes: "89504e47", name: "PNG" },
  { bytes: "ffd8ff", name: "JPEG" },
  { bytes: "47494638", name: "GIF" },
  { bytes: "1f8b", name: "gzip" },
  { bytes: "377abcaf271c", name: "7z" },
  { bytes: "52617221", name: "RAR" },
  { bytes: "7b5c727466", name: "RTF" },
  { bytes: "57454250", name: "WebP", at: 8 },
  { bytes: "6674797068656963", name: "HEIC", at: 4 },
  { bytes: "667479706d696631", name: "HEIC", at: 4 },
  { bytes: "49492a00", name: "TIFF" },
  { bytes: "4d4d002a", name: "TIFF" },
  { bytes: "414c5a01", name: "ALZ" },
  { bytes: "45474741", name: "EGG" },
  { bytes: hexOf("HWP Document File"), name: "Hancom, .hwp" },
];

/** What the document security of companies puts in front of what it encrypts. */
const LOCKED_FILES: readonly Signature[] = [
  { bytes: `9b20${hexOf("DRMONE")}`, name: "Fasoo" },
  { bytes: hexOf("<!-- FasooSecureContainer"), name: "Fasoo" },
  { bytes: hexOf("<!-- INCOPS SECU-DRM"), name: "Fasoo" },
  { bytes: "507346680100d000", name: "Fasoo" },
  { bytes: hexOf("<## NASCA DRM FILE"), name: "NASCA" },
  { bytes: hexOf("SCDSA00"), name: "SoftCamp" },
  { bytes: hexOf("SCDSSS0"), name: "SoftCamp" },
  { bytes: hexOf("<MARKANY_DOCUMENTSAFER"), name: "MarkAny" },
  { bytes: hexOf("<DOCUMENT SAFER"), name: "MarkAny" },
  { bytes: hexOf("<DOCUMENTSAFER"), name: "MarkAny" },
  { bytes: "8c172e9a10b6f0d49ca9caee80bc939e", name: "MarkAny" },
  { bytes: "c5634a598c1bcebdbbdec3593ed1781c", name: "MarkAny" },
];
/** Names in the headers of others, where no signature is known. */
const LOCKED_WORDS =
  /fasoo|markany|softcamp|nasca drm|documentsafer|document safer|shadowcube|drm file|drmone/;

export async function readFileKind(path: string, fileName: string): Promise<FileKind> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) return refused({ code: "file_empty" });
    if (size > LIMITS.fileBytes) {
      const limit = `${LIMITS.fileBytes / 1_000_000} MB`;
      return refused({ code: "file_too_large", details: { limit } });
    }
    return await kindByContent(file, size, fileName);
  } finally {
    await file.close();
  }
}

function hexOf(text: string): string {
  return Buffer.from(text, "latin1").toString("hex");
}

function startsAs(hex: string, { bytes, at = 0 }: Signature): boolean {
  return hex.startsWith(bytes, 2 * at);
}

async function kindByContent(
  file: FileHandle,
  fileBytes: number,
  fileName: string,
): Promise<FileKind> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
  const start = buffer.subarray(0, bytesRead);
  const hex = start.toString("hex", 0, SIGNED_BYTES);
  const lock = LOCKED_FILES.find((one) => startsAs(hex, one));
  if (lock !== undefined) return locked(lock.name);
  if (/^504b(0304|0506|0708)/.test(hex)) return { kind: "zip", fileBytes };
  if (hex.startsWith("d0cf11e0a1b11ae1")) return refused(await compoundFileFinding(file));
  const other = OTHER_FILES.find((one) => startsAs(hex, one));
  if (other !== undefined)
    return refused({ code: "not_a_workbook", details: { kind: other.name } });
  const [word] = isText(start) ? [] : (LOCKED_WORDS.exec(headOf(start)) ?? []);
  return word === undefined ? kindOfText(start, fileName) : locked(word);
}

/** The first characters in lower case, as if they were Latin. */
function headOf(start: Buffer): string {
  return start.toString("latin1", 0, LOCK_WORD_BYTES).toLowerCase();
}

function isText(start: Buffer): boolean {
  return !start.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
}

const MARKUP = /^<(?:!doctype html|!--|[a-z])/;
/** By which a web page is told from other markup. */
const PAGE_PARTS = /<(?:!doctype html|html|head|meta|table|tr|td|style|body|div|script)\b/;
/** A page saved with its pictures in one file: by Excel, by browsers, as an e-mail. */
const WEB_ARCHIVE =
  /^(?:mime-version:|x-document-type:|content-type: ?multipart\/related|from: ?<saved by )/;

function kindOfText(start: Buffer, fileName: string): FileKind {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(fileName.trim())?.[1]?.toLowerCase() ?? "";
  // Markup is ASCII; zero bytes of UTF-16 are dropped to see it all the same.
  const ascii = start.toString("latin1").replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "");
  const text = ascii.replaceAll("\0", "").trimStart().toLowerCase();
  if (MARKUP.test(text) && PAGE_PARTS.test(text)) return refused({ code: "html_renamed" });
  if (WEB_ARCHIVE.test(text)) return refused({ code: "html_renamed" });
  if (text.startsWith("<?xml")) {
    return refused({ code: text.includes("<html") ? "html_renamed" : "xml_workbook" });
  }
  if (ending === "csv" || ending === "tsv" || ending === "txt") return { kind: "text", ending };
  if (isText(start) && /^(xls|xlsx|xlsm|xlsb|cell|numbers|ods)$/.test(ending)) {
    return refused({ code: "csv_renamed" });
  }
  return refused({ code: "not_a_workbook", details: { kind: ending === "" ? "?" : `.${ending}` } });
}

function locked(by: string): FileKind {
  return refused({ code: "document_locked", details: { by } });
}

function refused(finding: Finding): FileKind {
  return { kind: "refused", finding };
}
