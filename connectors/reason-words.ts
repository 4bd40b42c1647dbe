import type { Words } from "./connector.ts";

/** Words for the codes that connectors give answers, by code. */
const WORDS: Readonly<Record<string, Words>> = {};

/** Words for a code that a connector gave an answer; undefined for a code that is none of theirs. */
export function wordsOfCode(code: string): Words | undefined {
  return Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
}
