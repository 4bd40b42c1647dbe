import { createReadStream } from "node:fs";
import { SheetUnreadableError } from "../../../domain/sheet/sheet-unreadable.ts";
import type { TimeBudget } from "../read-limits.ts";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "euc-kr";

const READ_BYTES = 16_384;

/**
 * Tells the encoding of a text file from all of its bytes: by its byte order mark, by the zero
 * bytes of UTF-16, as UTF-8 when it is valid UTF-8, else as CP949, which Korean Excel writes.
 * @throws {SheetUnreadableError} when two encodings would read the file differently, or none does.
 */
export async function detectEncoding(path: string, budget: TimeBudget): Promise<TextEncoding> {
  const decoder = new TextDecoder("utf-8");
  const counts = { twoByte: 0, longer: 0, broken: 0 };
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    budget.check();
    const buffer: Buffer = chunk;
    const marked = first ? (byMark(buffer) ?? byZeroBytes(buffer)) : undefined;
    if (marked !== undefined) return marked;
    first = false;
    countCharacters(decoder.decode(buffer, { stream: true }), counts);
  }
  countCharacters(decoder.decode(), counts);
  const { twoByte, longer, broken } = counts;
  if (broken === 0) {
    // Two-byte sequences alone may as well be Hangul in CP949: `C4 A3` is ģ in one, 친 in the other.
    if (twoByte > 0 && longer === 0) throw unclear();
    return "utf-8";
  }
  // Text in CP949 breaks nearly everywhere; some breaks among many good characters are damage.
  if (longer * 3 > broken) throw unclear();
  return "euc-kr";
}

/** The file's text in pieces. */
export async function* readText(
  path: string,
  encoding: TextEncoding,
  budget: TimeBudget,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Buffer): string => {
    try {
      const text = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
      if (text.includes("\0")) throw unclear();
      return text;
    } catch (error) {
      throw error instanceof SheetUnreadableError ? error : unclear(error);
    }
  };
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    budget.check();
    yield decode(chunk);
  }
  yield decode();
}

function unclear(cause?: unknown): SheetUnreadableError {
  return new SheetUnreadableError({ code: "text_encoding_unclear" }, { cause });
}

function byMark(start: Buffer): TextEncoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return "utf-8";
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  return start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : undefined;
}

/** ASCII in UTF-16 has a zero byte at every other place; some Hangul (대, U+B300) at the others. */
function byZeroBytes(start: Buffer): TextEncoding | undefined {
  const zeros = { even: 0, odd: 0 };
  for (const [index, byte] of start.entries()) {
    if (byte === 0) zeros[index % 2 === 0 ? "even" : "odd"] += 1;
  }
  if (zeros.even === 0 && zeros.odd === 0) return undefined;
  if (zeros.even === zeros.odd) throw unclear();
  return zeros.odd > zeros.even ? "utf-16le" : "utf-16be";
}

function countCharacters(
  text: string,
  counts: { twoByte: number; longer: number; broken: number },
): void {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    if (code === 0xfffd) counts.broken += 1;
    else if (code < 0x800) counts.twoByte += 1;
    else counts.longer += 1;
  }
}
