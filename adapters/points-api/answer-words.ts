const MOST_CHARACTERS = 500;
/** So much of a text is looked at for its words. */
const LOOKED_AT = 4_096;

/** Controls, line ends, and what turns the direction of a line. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const SILENT_ELEMENTS = /<(script|style|head)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/g;
const TAGS = /<[^>]*(?:>|$)/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  nbsp: " ",
  quot: '"',
};

/** Words of an answer as people may be shown them: one line, cut; undefined when there are none. */
export function shownWords(text: string): string | undefined {
  const line = text
    .slice(0, LOOKED_AT)
    .replace(UNPRINTABLE, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MOST_CHARACTERS)
    // Not half of a character.
    .replace(/[\ud800-\udbff]$/, "");
  return line === "" ? undefined : line;
}

/** The words of a plain text, of XML, or of a page; undefined when there are none. */
export function wordsOfText(text: string): string | undefined {
  const begin = text.trimStart().slice(0, LOOKED_AT);
  if (!begin.startsWith("<")) return shownWords(begin);
  const title = /<title\b[^>]*>([^<]*)/i.exec(begin)?.[1] ?? "";
  const body = begin
    .replace(CDATA, (_, inside: string) => inside.replaceAll("<", "&lt;"))
    .replace(SILENT_ELEMENTS, " ")
    .replace(TAGS, " ");
  return shownWords(withoutEntities(body)) ?? shownWords(withoutEntities(title));
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (all, dec, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? all;
    const code = Number.parseInt(dec ?? hex, dec === undefined ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
