import {
  endOfPlainText,
  type PlainAttributes,
  plainText,
  readPlainAttributes,
  skipBlanks,
} from "./plain-xml.ts";
import type { Shortcut } from "./record-shortcut.ts";

const ITEM = "<si><t";
const ITEM_END = "</t></si>";

/** Reads shared strings that have neither fonts nor phonetic runs. */
export function createStringShortcut(
  add: (text: string) => void,
  recordsEnded: () => number,
): Shortcut {
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
