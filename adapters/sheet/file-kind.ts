import { type FileHandle, open } from "node:fs/promises";
import type { Finding } from "../../domain/sheet/problem-table.ts";
import { compoundFileFinding } from "./compound-file.ts";
import { LIMITS } from "./read-limits.ts";

/** What a file is by its content; its name decides only among kinds of text. */
export type FileKind =
  | { readonly kind: "zip" }
  | { readonly kind: "text"; readonly ending: string }
  | { readonly kind: "refused"; readonly finding: Finding };

const START_BYTES = 4096;

interface Signature {
  readonly bytes: string;
  readonly name: string;
}

/** First bytes, in hex, of what people upload by mistake. */
const OTHER_FILES: readonly Signature[] = [
  { bytes: "25504446", name: "PDF" },
  { bytes: "89504e47", name: "PNG" },
  { bytes: "ffd8ff", name: "JPEG" },
  { bytes: "47494638", name: "GIF" },
  { bytes: "1f8b", name: "gzip" },
  { bytes: "377abcaf271c", name: "7z" },
  { bytes: "52617221", name: "RAR" },
  { bytes: "7b5c727466", name: "RTF" },
];

export async function readFileKind(path: string, fileName: string): Promise<FileKind> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) return refused({ code: "file_empty" });
    if (size > LIMITS.fileBytes) {
      const limit = `${LIMITS.fileBytes / 1_000_000} MB`;
      return refused({ code: "file_too_large", details: { limit } });
    }
    return await kindByContent(file, fileName);
  } finally {
    await file.close();
  }
}

async function kindByContent(file: FileHandle, fileName: string): Promise<FileKind> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
  const start = buffer.subarray(0, bytesRead);
  const hex = start.toString("hex", 0, 16);
  if (/^504b(0304|0506|0708)/.test(hex)) return { kind: "zip" };
  if (hex.startsWith("d0cf11e0a1b11ae1")) return refused(await compoundFileFinding(file));
  const other = OTHER_FILES.find(({ bytes }) => hex.startsWith(bytes));
  if (other !== undefined)
    return refused({ code: "not_a_workbook", details: { kind: other.name } });
  return kindOfText(start, fileName);
}

function kindOfText(start: Buffer, fileName: string): FileKind {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(fileName.trim())?.[1]?.toLowerCase() ?? "";
  // Markup is ASCII; zero bytes of UTF-16 are dropped to see it all the same.
  const ascii = start.toString("latin1").replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "");
  const text = ascii.replaceAll("\0", "").trimStart().toLowerCase();
  if (/^(<!doctype html|<html|<head|<meta|<table|<style|<body|<div|<script)/.test(text)) {
    return refused({ code: "html_renamed" });
  }
  if (text.startsWith("<?xml")) {
    return refused({ code: text.includes("<html") ? "html_renamed" : "xml_workbook" });
  }
  if (ending === "csv" || ending === "tsv" || ending === "txt") return { kind: "text", ending };
  const looksLikeText = !start.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  if (looksLikeText && /^(xls|xlsx|xlsm|xlsb|cell|numbers|ods)$/.test(ending)) {
    return refused({ code: "csv_renamed" });
  }
  return refused({ code: "not_a_workbook", details: { kind: ending === "" ? "?" : `.${ending}` } });
}

function refused(finding: Finding): FileKind {
  return { kind: "refused", finding };
}
