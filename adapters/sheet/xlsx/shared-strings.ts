import { damaged, LIMITS, overLimit, type TimeBudget, unusual } from "../read-limits.ts";
import {
  endOfPlainText,
  type PlainAttributes,
  plainText,
  readPlainAttributes,
  skipBlanks,
} from "./plain-xml.ts";
import type { Shortcut } from "./record-shortcut.ts";
import { isBesideText, mainPrefix, unescapeText } from "./spreadsheet-ml.ts";
import { parseXml } from "./xml-stream.ts";
import type { ZipParts } from "./zip-parts.ts";

/** The text of shared string `index`, or nothing when there is no such string. */
export type SharedStrings = (index: number) => string | undefined;

/** Reads the table of texts that cells share; phonetic runs are left out. */
export async function readSharedStrings(
  parts: ZipParts,
  name: string | undefined,
  budget: TimeBudget,
): Promise<SharedStrings> {
  const table = createStringTable();
  if (name === undefined) return table.get;
  const handlers = createStringHandlers(table);
  for await (const _ of parseXml(parts.read(name), budget, handlers));
  return table.get;
}

interface Tag {
  readonly name: string;
  readonly attributes: Record<string, string>;
}

function rootPrefix(root: Tag): string {
  const prefix = mainPrefix(root, "sst");
  if (prefix === undefined) throw damaged("shared strings");
  return prefix;
}

/** Puts the texts of a shared strings part into the table. */
export function createStringHandlers({ add, count }: StringTable) {
  let prefix = "";
  let text = "";
  let capturing = false;
  /** Depth of a phonetic run or extension that is passed over. */
  let skippedAt = Number.POSITIVE_INFINITY;
  const openItem = (name: string) => {
    text = "";
    if (name === `${prefix}extLst`) skippedAt = 1;
    else if (name !== `${prefix}si`) throw unusual("shared strings");
  };
  const openContent = (name: string, depth: number) => {
    if (capturing) throw unusual("shared strings");
    if (name === `${prefix}t`) capturing = true;
    else if (isBesideText(name, prefix)) skippedAt = depth;
    else if (name !== `${prefix}r`) throw unusual("shared strings");
  };
  return {
    shortcut: createStringShortcut(add, count),
    open(tag: Tag, depth: number) {
      if (depth === 0) prefix = rootPrefix(tag);
      else if (depth > skippedAt) return;
      else if (tag.attributes["xmlns"] !== undefined) throw unusual("namespaces");
      else if (depth === 1) openItem(tag.name);
      else openContent(tag.name, depth);
    },
    close(depth: number) {
      if (depth > skippedAt) return;
      if (depth === skippedAt) {
        skippedAt = Number.POSITIVE_INFINITY;
        return;
      }
      capturing = false;
      if (depth === 1) add(text);
    },
    text(piece: string) {
      if (!capturing) return;
      text += piece;
      if (text.length > LIMITS.cellCharacters * 7) throw overLimit("32,767 characters in a cell");
    },
  };
}

interface StringTable {
  add(text: string): void;
  count(): number;
  get: SharedStrings;
}

/** Power of two: how many texts stand in one string. */
const BLOCK_TEXTS = 256;
const FIRST_STRINGS = 1_024;
/** Strings of these characters alone are kept in one byte each, others in two. */
const ONE_BYTE_EACH = /^[\0-\xff]*$/;

/**
 * Texts end to end in strings of 256 each: a million short strings would take four times the
 * memory, and bytes would have to be decoded again for every cell.
 */
export function createStringTable(): StringTable {
  const blocks: string[] = [];
  let last: string[] = [];
  /** Where each text ends in its block. */
  let ends = new Uint32Array(FIRST_STRINGS);
  let blockEnd = 0;
  let count = 0;
  let bytes = 0;
  const makeRoom = () => {
    if (count >= LIMITS.sharedStrings) throw overLimit("shared strings");
    const larger = new Uint32Array(ends.length * 2);
    larger.set(ends);
    ends = larger;
  };
  return {
    add(source) {
      const text = unescapeText(source);
      blockEnd += text.length;
      if (bytes + 2 * blockEnd > LIMITS.sharedStringBytes) throw overLimit("shared strings");
      if (count === ends.length) makeRoom();
      last.push(text);
      ends[count] = blockEnd;
      count += 1;
      if (count % BLOCK_TEXTS !== 0) return;
      const block = last.join("");
      blocks.push(block);
      bytes += ONE_BYTE_EACH.test(block) ? block.length : 2 * block.length;
      last = [];
      blockEnd = 0;
    },
    count: () => count,
    get(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) return undefined;
      const place = index % BLOCK_TEXTS;
      const block = blocks[Math.floor(index / BLOCK_TEXTS)];
      return block === undefined
        ? last[place]
        : block.slice(place === 0 ? 0 : ends[index - 1], ends[index]);
    },
  };
}

const ITEM = "<si><t";
const ITEM_END = "</t></si>";

/** Reads shared strings that have neither fonts nor phonetic runs. */
function createStringShortcut(add: (text: string) => void, recordsEnded: () => number): Shortcut {
  let tag: PlainAttributes | undefined;
  return {
    ending: "</si>",
    recordsEnded,
    read(text, start, end) {
      const tagAt = skipBlanks(text, start) + ITEM.length;
      if (!text.startsWith(ITEM, tagAt - ITEM.length)) return -1;
      tag = readPlainAttributes(text, tagAt, tag);
      if (tag === undefined || tag.empty) return -1;
      const textAt = tagAt + tag.spelled.length;
      const textEnd = endOfPlainText(text, textAt, end);
      if (textEnd === -1 || !text.startsWith(ITEM_END, textEnd)) return -1;
      add(plainText(text, textAt, textEnd));
      return textEnd + ITEM_END.length;
    },
  };
}
