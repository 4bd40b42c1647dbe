import type { Language } from "../language.ts";
import { normaliseHeader } from "./header-names.ts";
import type { Bilingual } from "./problem.ts";
import type { RawRow } from "./raw-sheet.ts";

/** Begins the header of every column that a result workbook adds to the sheet's own. */
const RESULT_PREFIX: Bilingual = { ko: "[결과] ", en: "[Result] " };

/** The header of the column that says how each payment ended. */
export const RESULT_STATE_HEADER = {
  ko: resultHeader("상태", "ko"),
  en: resultHeader("State", "en"),
} as const satisfies Bilingual;

/** The header of an empty column that marks a list of payments to be taken back. */
export const REVERSAL_LIST_HEADER = {
  ko: resultHeader("회수할 명단", "ko"),
  en: resultHeader("To be taken back", "en"),
} as const satisfies Bilingual;

const REVERSAL_NAMES = namesOf(REVERSAL_LIST_HEADER);
const STATE_NAMES = namesOf(RESULT_STATE_HEADER);

function namesOf(headers: Bilingual): ReadonlySet<string> {
  return new Set(Object.values(headers).map((header) => normaliseHeader(header).name));
}

/** The header of a column that a result workbook adds. No name of it means anything to a check. */
export function resultHeader(name: string, language: Language): string {
  return `${RESULT_PREFIX[language]}${name}`;
}

/** Whether a result workbook added the column of this header to a sheet. */
export function isResultHeader(text: string): boolean {
  return Object.values(RESULT_PREFIX).some((prefix) => text.trimStart().startsWith(prefix));
}

/** Whether it lists what is taken back: paid from by hand, it would pay all of it once more. */
export function isHeaderOfReversal(row: RawRow): boolean {
  return hasOneOf(REVERSAL_NAMES, row);
}

/** Says how each payment ended, paid ones among them: nothing that may be paid once more. */
export function isHeaderOfStates(row: RawRow): boolean {
  return hasOneOf(STATE_NAMES, row);
}

function hasOneOf(names: ReadonlySet<string>, { cells }: RawRow): boolean {
  return cells.some((cell) => cell.kind === "text" && names.has(normaliseHeader(cell.text).name));
}
