import { shownAmount } from "./amount-shown.ts";

/** What a cell's number format does to the value a person sees. */
export interface NumberFormat {
  readonly kind: /** General or text: up to 11 digits as they are, more in scientific notation. */
    | "general"
    /** Whole digits, perhaps with separators or leading zeros. */
    | "digits"
    | "date"
    | "scientific"
    /** Shows more, fewer or other characters than the digits stored: decimals, literals, `000-0000`. */
    | "other";
  /** Digits at least shown; more than one means leading zeros are kept. */
  readonly minDigits: number;
  /**
   * Positive whole numbers of up to so many digits are known to be shown as that amount, whatever
   * they are: decided once a format. 0 where each number must be looked at as it is shown.
   */
  readonly exactDigits: number;
  /** True when text is shown as it stands. */
  readonly plainText: boolean;
  /** The format's code, for messages. */
  readonly code: string;
  /** What a wide enough cell shows; nothing where that is not known. */
  show(value: number | string): string | undefined;
}

/** Writes a number or text by a format of plain parts; nothing where it can't. */
export type Render = (pattern: string, value: number | string) => string | undefined;

/** Excel keeps and shows this many digits of a number. */
const SIGNIFICANT_DIGITS = 15;
/** A General cell shows longer numbers in scientific notation. */
const GENERAL_DIGITS = 11;
/** Longer codes, or more sections, are refused by Excel. */
const MAX_CODE_CHARACTERS = 255;
const MAX_SECTIONS = 4;
const AS_GENERAL = /^(?:general|g\/표준|@|)$/i;

export const GENERAL_FORMAT: NumberFormat = parseNumberFormat("General", () => undefined);

/**
 * Reads an Excel format code as far as payments need it. Only the section for positive numbers
 * counts, as no other number can be paid, unless sections carry conditions of their own.
 */
export function parseNumberFormat(code: string, render: Render): NumberFormat {
  if (AS_GENERAL.test(code)) {
    const show: NumberFormat["show"] = (value) => render("General", value);
    const sizes = { minDigits: 1, exactDigits: GENERAL_DIGITS };
    return { kind: "general", ...sizes, plainText: true, code, show };
  }
  const sections = code.length > MAX_CODE_CHARACTERS ? [] : splitSections(code);
  const parts = partsOf(sections);
  if (parts === undefined) return unknownFormat(code);
  const { numbers, text } = parts;
  const conditional = numbers.some((section) => section.conditions > 0);
  const shown = conditional ? numbers : numbers.slice(0, 1);
  const pattern = numbers.map((section) => section.pattern).join(";");
  const isOpen = conditional && isOpenAtSomeNumber(numbers);
  const unknown = isOpen || !shown.every(isWritable);
  /** To a program that writes numbers, an empty section may mean General; Excel shows nothing. */
  const write = (by: string, value: number | string) => (by === "" ? "" : render(by, value));
  const show: NumberFormat["show"] = (value) => {
    if (typeof value === "string") return text === undefined ? value : write(text.pattern, value);
    return unknown ? undefined : write(pattern, value);
  };
  const plainText = text === undefined || (text.body === "@" && literalsOf(text).trim() === "");
  const rest = { plainText, code, show };
  if (shown.some(isDateSection)) return { kind: "date", minDigits: 1, exactDigits: 0, ...rest };
  const exactDigits = isOpen ? 0 : Math.min(...shown.map(exactDigitsOf));
  const [first] = shown;
  if (first === undefined || conditional)
    return { kind: "other", minDigits: 1, exactDigits, ...rest };
  return { kind: kindOf(first), minDigits: countZeros(first.body), exactDigits, ...rest };
}

/** A format that shows who knows what. */
export function unknownFormat(code: string): NumberFormat {
  const show = () => undefined;
  return { kind: "other", minDigits: 1, exactDigits: 0, plainText: true, code, show };
}

interface Section {
  /** The placeholders, without literals, colours, conditions and padding. */
  readonly body: string;
  /** What is seen, with {@link PLACEHOLDER} for each part of the body. */
  readonly shape: string;
  /** The section in plain parts, for a {@link Render}. */
  readonly pattern: string;
  /** How many conditions it has; more than one is not known to mean anything. */
  readonly conditions: number;
  readonly elapsedTime: boolean;
  /** Shown in the digits of another script, as by `[DBNum1]` and `[$-D00041E]`. */
  readonly otherDigits: boolean;
}

const TOKEN =
  /"([^"]*)"?|[\\!](.?)|(_.?)|\*(.?)|\[([^\]]*)\]?|(General|G\/표준|AM\/PM|A\/P|E[+-])|(.)/gisu;
/** Stands for a placeholder in a shape; a private-use character no format shows. */
const PLACEHOLDER = "\ue000";
const PLACEHOLDERS = new RegExp(`${PLACEHOLDER}+`, "g");

/** The sections for numbers and the one for text; nothing when Excel would not take the code. */
function partsOf(sections: readonly Section[]) {
  const last = sections.at(-1);
  if (last === undefined || sections.length > MAX_SECTIONS) return undefined;
  const others = sections.slice(0, -1);
  if (others.some(({ body }) => body.includes("@"))) return undefined;
  if (!last.body.includes("@")) {
    return sections.length === MAX_SECTIONS
      ? { numbers: others, text: last }
      : { numbers: sections };
  }
  if (last.body !== "@") return undefined;
  if (others.length > 0) return { numbers: others, text: last };
  const pattern = last.pattern.replaceAll("@", "General");
  return { numbers: [{ ...last, body: "General", pattern }], text: last };
}

/** Only `[a]…;…` and `[a]…;[b]…;…` give each number one section: elsewhere programs differ. */
function isOpenAtSomeNumber(sections: readonly Section[]): boolean {
  const conditions = sections.map(({ conditions }) => ["-", "c"][conditions] ?? "?").join("");
  return !/^cc?-$/.test(conditions) || sections.some(({ body }) => body === "");
}

function splitSections(code: string): Section[] {
  const sections: Section[] = [];
  let parts = newParts();
  for (const token of code.matchAll(TOKEN)) {
    if (token[0] === ";") {
      sections.push(toSection(parts));
      parts = newParts();
    } else addToken(parts, token);
  }
  sections.push(toSection(parts));
  return sections;
}

interface SectionParts {
  body: string;
  shape: string;
  pattern: string;
  readonly brackets: string[];
}

function newParts(): SectionParts {
  return { body: "", shape: "", pattern: "", brackets: [] };
}

function addToken(parts: SectionParts, token: RegExpExecArray): void {
  const [, quoted, escaped, padding, filling, bracket, word, char] = token;
  const literal =
    quoted ?? escaped ?? filling ?? (padding && " ") ?? literalOf(char) ?? currencyOf(bracket);
  if (literal !== undefined) {
    parts.shape += literal;
    parts.pattern += char !== undefined && "/ :".includes(char) ? char : spelledLiteral(literal);
  } else if (bracket !== undefined) {
    parts.brackets.push(bracket);
    if (CONDITION.test(bracket) || ELAPSED_TIME.test(bracket)) parts.pattern += `[${bracket}]`;
  } else {
    const placeholder = word === undefined ? (char ?? "") : word.replace(/^G.*/i, "General");
    parts.body += placeholder;
    parts.shape += PLACEHOLDER;
    parts.pattern += placeholder;
  }
}

const CONDITION = /^[<>=]/;
const ELAPSED_TIME = /^(?:h+|m+|s+)$/i;
/** A locale of seven digits and more begins with the script of its digits. */
const OTHER_DIGITS = /^(?:dbnum|natnum|\$[^-]*-0*(?:[2-9a-f][0-9a-f]{6}|[1-9a-f][0-9a-f]{7}))/i;

/** Commas before the point divide by a thousand, as those at the end do: not all programs know. */
const COMMAS_BEFORE_POINT = /(,+)(\.[0#?]*)/;

function toSection({ body, shape, pattern, brackets }: SectionParts): Section {
  return {
    body,
    shape,
    pattern: body.includes(",.") ? pattern.replace(COMMAS_BEFORE_POINT, "$2$1") : pattern,
    conditions: brackets.filter((one) => CONDITION.test(one)).length,
    elapsedTime: brackets.some((one) => ELAPSED_TIME.test(one)),
    otherDigits: brackets.some((one) => OTHER_DIGITS.test(one)),
  };
}

function spelledLiteral(text: string): string {
  return text
    .split('"')
    .map((piece) => (piece === "" ? "" : `"${piece}"`))
    .join('\\"');
}

/** Characters Excel shows as they are without quotes; `-` and brackets matter between digits. */
function literalOf(char: string | undefined): string | undefined {
  if (char === undefined) return undefined;
  return /[-+()$₩¥€£:/ ~^&'{}<>=|]|\P{ASCII}/u.test(char) ? char : undefined;
}

/** `[$₩-412]` shows ₩; `[$-412]` and `[Red]` show nothing. */
function currencyOf(bracket: string | undefined): string | undefined {
  return bracket === undefined ? undefined : /^\$([^-]+)/.exec(bracket)?.[1];
}

function isDateSection(section: Section): boolean {
  if (section.elapsedTime) return true;
  if (/general|g\/표준/i.test(section.body)) return false;
  return /[ymdhsgb]|AM\/PM|A\/P|e(?![+-])/i.test(section.body);
}

/** Digits as they are, with separators, perhaps decimals: all that is known to show the number. */
const PLAIN_NUMBER = /^[#?0,]*[#?0](?:\.[0#?]+)?$/;
const SCIENTIFIC = /^[#0,]*[#0](?:\.[0#]*)?E[+-][0#]+$/i;
const GENERAL = /^general$/i;
/** Zeros come last: whatever follows a zero is shown as a zero too, or as a space. */
const DIGITS = /^[#?,]*[0,]*$/;

/** What a program can be trusted to write: the rest is odd, and none of it is paid. */
const WRITABLE = /^(?:general|[#?0,]*(?:\.[#?0]*)?,*%*|[#0]+(?:\.[#0]*)?E[+-][0#]+)$/i;

function isWritable({ body, shape, otherDigits }: Section): boolean {
  if (otherDigits || !WRITABLE.test(body)) return false;
  return !SCIENTIFIC.test(body) || (shape.match(PLACEHOLDERS) ?? []).length === 1;
}

/** What stands around the placeholders is the same for every number: one of them shows it. */
function exactDigitsOf({ body, shape, otherDigits }: Section): number {
  const isGeneral = GENERAL.test(body);
  if (otherDigits || !(isGeneral || PLAIN_NUMBER.test(body))) return 0;
  const one = body.includes(".") ? "1.0" : "1";
  if (shownAmount(shape.replace(PLACEHOLDERS, one)) !== "1") return 0;
  return isGeneral ? GENERAL_DIGITS : SIGNIFICANT_DIGITS;
}

function kindOf(section: Section): NumberFormat["kind"] {
  const { body } = section;
  if (SCIENTIFIC.test(body)) return "scientific";
  if (literalsOf(section).trim() !== "") return "other";
  if (GENERAL.test(body)) return "general";
  return PLAIN_NUMBER.test(body) && DIGITS.test(body) ? "digits" : "other";
}

function literalsOf({ shape }: Section): string {
  return shape.replaceAll(PLACEHOLDER, "");
}

function countZeros(body: string): number {
  return Math.max(1, body.match(/0/g)?.length ?? 0);
}
