/** What a cell's number format does to the number a person sees. */
export interface NumberFormat {
  readonly kind: /** General or text: up to 11 digits as they are, more in scientific notation. */
    | "general"
    /** Whole digits, perhaps with separators or leading zeros. */
    | "digits"
    | "date"
    | "scientific"
    /** Shows digits that are not stored, or fewer or other ones: decimals, literals, `000-0000`. */
    | "other";
  /** Digits at least shown; more than one means leading zeros are kept. */
  readonly minDigits: number;
  /** True when the number shown is not the number stored: percent, thousands, hidden, literals. */
  readonly misleading: boolean;
  /** The format's code, for messages. */
  readonly code: string;
}

export const GENERAL_FORMAT: NumberFormat = {
  kind: "general",
  minDigits: 1,
  misleading: false,
  code: "General",
};

/**
 * Reads an Excel format code as far as payments need it. Only the section for positive numbers
 * counts, as no other number can be paid, unless sections carry conditions of their own.
 */
export function parseNumberFormat(code: string): NumberFormat {
  if (/^(?:general|g\/표준|@|)$/i.test(code)) return { ...GENERAL_FORMAT, code };
  const sections = splitSections(code);
  const conditional = sections.some((section) => section.conditional);
  const shown = conditional ? sections : sections.slice(0, 1);
  if (shown.some(isDateSection)) return { kind: "date", minDigits: 1, misleading: true, code };
  const misleading = shown.some(isMisleading);
  const [first] = shown;
  if (first === undefined || conditional) return { kind: "other", minDigits: 1, misleading, code };
  return { kind: kindOf(first), minDigits: countZeros(first.body), misleading, code };
}

interface Section {
  /** The placeholders, without literals, colours, conditions and padding. */
  readonly body: string;
  readonly literals: string;
  /** Literals, padding or brackets stand between placeholders, as in `000-0000`. */
  readonly splitByLiteral: boolean;
  readonly conditional: boolean;
  readonly elapsedTime: boolean;
  /** Shown in the digits of another script, as by `[DBNum1]`. */
  readonly otherDigits: boolean;
}

const TOKEN =
  /"([^"]*)"?|[\\!](.?)|([_*].?)|\[([^\]]*)\]?|(General|G\/표준|AM\/PM|A\/P|E[+-])|(.)/gisu;
/** Stands for a literal in a section body; a private-use character no format shows. */
const LITERAL_MARK = "\ue000";

function splitSections(code: string): Section[] {
  const sections: Section[] = [];
  let parts: SectionParts = { body: "", literals: "", brackets: [] };
  for (const token of code.matchAll(TOKEN)) {
    if (token[0] === ";") {
      sections.push(toSection(parts));
      parts = { body: "", literals: "", brackets: [] };
    } else addToken(parts, token);
  }
  sections.push(toSection(parts));
  return sections;
}

interface SectionParts {
  body: string;
  literals: string;
  readonly brackets: string[];
}

function addToken(parts: SectionParts, token: RegExpExecArray): void {
  const [, quoted, escaped, padding, bracket, word, char] = token;
  const literal = quoted ?? escaped ?? literalOf(char) ?? currencyOf(bracket);
  if (bracket !== undefined) parts.brackets.push(bracket);
  if (literal !== undefined) parts.literals += literal;
  const seenOnly = literal ?? padding ?? bracket;
  if (seenOnly !== undefined) parts.body += LITERAL_MARK;
  else parts.body += word ?? char ?? "";
}

function toSection({ body, literals, brackets }: SectionParts): Section {
  const inner = new RegExp(`[^${LITERAL_MARK}]${LITERAL_MARK}+[^${LITERAL_MARK}]`);
  return {
    body: body.replaceAll(LITERAL_MARK, ""),
    literals,
    splitByLiteral: inner.test(body),
    conditional: brackets.some((one) => /^[<>=]/.test(one)),
    elapsedTime: brackets.some((one) => /^(?:h+|m+|s+)$/i.test(one)),
    otherDigits: brackets.some((one) => /^dbnum/i.test(one)),
  };
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
const GENERAL = /^(?:general|g\/표준)$/i;
/** Zeros come last: whatever follows a zero is shown as a zero too, or as a space. */
const DIGITS = /^[#?,]*[0,]*$/;

function isMisleading({ body, literals, splitByLiteral, otherDigits }: Section): boolean {
  const known = GENERAL.test(body) || PLAIN_NUMBER.test(body) || SCIENTIFIC.test(body);
  return !known || splitByLiteral || otherDigits || /[\d%]/.test(literals);
}

function kindOf({ body, literals }: Section): NumberFormat["kind"] {
  if (SCIENTIFIC.test(body)) return "scientific";
  if (literals.trim() !== "") return "other";
  if (GENERAL.test(body)) return "general";
  return PLAIN_NUMBER.test(body) && DIGITS.test(body) ? "digits" : "other";
}

function countZeros(body: string): number {
  return Math.max(1, body.match(/0/g)?.length ?? 0);
}
