import { optional } from "../optional.ts";
import type { Bilingual, Problem } from "./problem.ts";
import { FILE_PROBLEMS } from "./problem-table-file.ts";
import { LATELY_PROBLEMS } from "./problem-table-recent.ts";
import { ROW_PROBLEMS } from "./problem-table-row.ts";

/**
 * Every problem and warning a sheet can have, by its stable code. Each message says what is wrong
 * and how to correct it; `{name}` stands for a detail. The documentation is made from this table.
 */
export const PROBLEM_TABLE = {
  ...FILE_PROBLEMS,
  ...ROW_PROBLEMS,
  ...LATELY_PROBLEMS,
} satisfies Record<string, Bilingual>;

export type ProblemCode = keyof typeof PROBLEM_TABLE;

/** What a rule found, before it is known where. */
export interface Finding {
  readonly code: ProblemCode;
  /** What stands in the cell. */
  readonly value?: string | undefined;
  /** Fills the `{names}` of the message. `{value}` is filled from `value`. */
  readonly details?: Readonly<Record<string, string | number>> | undefined;
}

/** A finding and the column, from 0, it is about. */
export interface PlacedFinding extends Finding {
  readonly column?: number | undefined;
}

const MAX_SHOWN_CHARACTERS = 120;

/** Turns a finding into what a marketer reads. */
export function toProblem(
  finding: Finding,
  place: { readonly sheet?: string | undefined; readonly cell?: string | undefined } = {},
): Problem {
  const value = finding.value === undefined ? undefined : showText(finding.value);
  const details = { ...finding.details, ...optional("value", value) };
  const { ko, en } = PROBLEM_TABLE[finding.code];
  return {
    code: finding.code,
    sheet: place.sheet,
    cell: place.cell,
    value,
    message: { ko: fill(ko, details), en: fill(en, details) },
  };
}

function fill(message: string, details: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const detail = details[name];
    return detail === undefined ? whole : String(detail);
  });
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|[\p{Zs}\p{Zl}\p{Zp}](?<! )/gu;

/** Text as a person can see it: cut to a readable length, with unseen characters spelled out. */
export function showText(text: string): string {
  const cut = text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
  return cut.replace(UNSEEN, (char) => `[U+${hexOf(char)}]`);
}

function hexOf(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
