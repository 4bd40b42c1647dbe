/**
 * The small part of XML that programs nearly always write, read without a parser. For anything else
 * each function returns -1 or undefined, and the caller uses the parser.
 */

const LESS = 60;
const GREATER = 62;
const AMPERSAND = 38;
const SPACE = 32;
const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const DELETE = 127;
const NO_BREAK_SPACE = 160;
const LINE_SEPARATOR = 0x2028;
const NO_CHARACTERS = 0xfffe;

const ENTITIES: readonly (readonly [spelled: string, meant: string])[] = [
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  // Last, so that `&amp;lt;` comes to `&lt;`.
  ["&amp;", "&"],
];

/** Where the text at `at` ends, at a `<` before `end`; -1 when its characters need a parser. */
export function endOfPlainText(text: string, at: number, end: number): number {
  for (let index = at; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === LESS) return index;
    if (code === AMPERSAND) {
      if (!ENTITIES.some(([spelled]) => text.startsWith(spelled, index))) return -1;
    } else if (isUnusual(code)) return -1;
  }
  return -1;
}

/** Not allowed, changed by the parser, or (`>`) allowed in some places only. */
function isUnusual(code: number): boolean {
  if (code < SPACE) return code !== TAB && code !== LINE_FEED;
  if (code < DELETE) return code === GREATER;
  return code < NO_BREAK_SPACE || code === LINE_SEPARATOR || code >= NO_CHARACTERS;
}

/** The text between two places that {@link endOfPlainText} found. */
export function plainText(text: string, at: number, end: number): string {
  const spelled = text.slice(at, end);
  if (!spelled.includes("&")) return spelled;
  return ENTITIES.reduce((done, [entity, meant]) => done.replaceAll(entity, meant), spelled);
}

/** Past blanks and line breaks. */
export function skipBlanks(text: string, at: number): number {
  let index = at;
  for (;;) {
    const code = text.charCodeAt(index);
    if (code > SPACE) break;
    if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) break;
    index += 1;
  }
  return index;
}

/** What stands in a start tag after its name or after a first attribute. */
export interface PlainAttributes {
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether the tag closes itself. */
  readonly empty: boolean;
  /** As it stands, up to and with the `>`. */
  readonly spelled: string;
}

const ATTRIBUTE = `[A-Za-z][A-Za-z0-9]*(?::[A-Za-z][A-Za-z0-9]*)?="[ !#-%'-;=?-~]*"`;
const ATTRIBUTES = new RegExp(`^(?: ${ATTRIBUTE})* ?/?>$`);
const NAME_AND_VALUE = / ([A-Za-z0-9:]+)="([^"]*)"/g;
const MAX_ATTRIBUTE_CHARACTERS = 400;

/**
 * Reads the attributes at `at`. Hardly ever do they differ from those of the row or cell
 * `before`, which are given back then.
 */
export function readPlainAttributes(
  text: string,
  at: number,
  before?: PlainAttributes,
): PlainAttributes | undefined {
  if (before !== undefined && text.startsWith(before.spelled, at)) return before;
  const length = text.indexOf(">", at) + 1 - at;
  if (length > MAX_ATTRIBUTE_CHARACTERS) return undefined;
  const spelled = text.slice(at, at + length);
  if (!ATTRIBUTES.test(spelled) || spelled.includes("xmlns")) return undefined;
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of spelled.matchAll(NAME_AND_VALUE)) {
    if (Object.hasOwn(attributes, name)) return undefined;
    attributes[name] = value;
  }
  return { attributes, empty: spelled.endsWith("/>"), spelled };
}
