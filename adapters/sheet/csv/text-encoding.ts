import { createReadStream } from "node:fs";
import { SheetUnreadableError } from "../../../domain/sheet/sheet-unreadable.ts";
import type { TimeBudget } from "../read-limits.ts";
import { createKoreanLikelihood, isSyllable, SURELY_KOREAN } from "./korean-likelihood.ts";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "euc-kr";

const READ_BYTES = 16_384;

/**
 * Tells the encoding of a text file from all of its bytes: by its byte order mark, by the zero
 * bytes of UTF-16, as UTF-8 when it is valid UTF-8, else as CP949, which Korean Excel writes, when
 * what that makes of the bytes is Korean. Nearly all text in GBK and Big5 is valid CP949 as well.
 * @throws {SheetUnreadableError} when two encodings would read the file differently, or none does.
 */
export async function detectEncoding(path: string, budget: TimeBudget): Promise<TextEncoding> {
  const decoder = new TextDecoder("utf-8");
  const counts = createCharacterCounts();
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    budget.check();
    const buffer: Buffer = chunk;
    const marked = first ? (byMark(buffer) ?? byZeroBytes(buffer)) : undefined;
    if (marked !== undefined) return marked;
    first = false;
    counts.see(decoder.decode(buffer, { stream: true }));
  }
  counts.see(decoder.decode());
  const { beyondAscii, syllables, broken } = counts.end();
  if (broken === 0) {
    const isSure = beyondAscii === 0 || syllables > 0 || counts.isLatin();
    if (isSure || ((await koreanScore(path, budget)) ?? -1) < 0) return "utf-8";
    // `C4 A3` is ģ in UTF-8 and 친 in CP949.
    throw unclear();
  }
  // Text in CP949 breaks nearly everywhere; some breaks among many good syllables are damage.
  if (syllables * 3 > broken) throw unclear();
  const score = await koreanScore(path, budget);
  if (score === undefined || score < SURELY_KOREAN) throw unclear();
  return "euc-kr";
}

/** How Korean the file reads as CP949; undefined when it is no CP949 at all. */
async function koreanScore(path: string, budget: TimeBudget): Promise<number | undefined> {
  const likelihood = createKoreanLikelihood();
  try {
    for await (const text of readText(path, "euc-kr", budget)) likelihood.see(text);
  } catch (error) {
    if (error instanceof SheetUnreadableError && error.finding.code === "text_encoding_unclear") {
      return undefined;
    }
    throw error;
  }
  return likelihood.score();
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

/** What kinds of characters the bytes make as UTF-8. */
function createCharacterCounts() {
  const counts = { beyondAscii: 0, longer: 0, syllables: 0, broken: 0 };
  let word = { ascii: false, twoByte: false };
  /** Words without any ASCII letter: `Müller` is Latin, a lone `ģ` may be anything. */
  let foreignWords = 0;

  function seeAscii(code: number): void {
    if (isLetter(code)) word.ascii = true;
    else if (word.ascii || word.twoByte) endWord();
  }
  function endWord(): void {
    if (word.twoByte && !word.ascii) foreignWords += 1;
    word = { ascii: false, twoByte: false };
  }
  function seeOther(code: number): void {
    counts.beyondAscii += 1;
    if (code === 0xfffd) counts.broken += 1;
    else if (code < 0x800) word.twoByte = true;
    else if (isSyllable(code)) counts.syllables += 1;
    else counts.longer += 1;
  }
  return {
    see(text: string): void {
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        if (code < 0x80) seeAscii(code);
        else seeOther(code);
      }
    },
    end() {
      endWord();
      return counts;
    },
    isLatin: () => counts.longer === 0 && foreignWords === 0,
  };
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
