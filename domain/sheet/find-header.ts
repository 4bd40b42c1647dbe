import { type ExtraColumn, headerNamesOf } from "./extra-column.ts";
import {
  HEADER_NAMES,
  type KnownName,
  knownName,
  type Meaning,
  mayBePoints,
  normaliseHeader,
} from "./header-names.ts";
import { type Finding, showText } from "./problem-table.ts";
import type { RawRow } from "./raw-sheet.ts";
import { isHeaderOfStates } from "./result-mark.ts";

export interface HeaderColumn {
  readonly column: number;
  /** As it stands in the sheet. */
  readonly text: string;
}

export interface Header {
  readonly row: number;
  /** How many columns the header row has; in a line of text those without a name count. */
  readonly columns: number;
  /** Those with a name, whatever it means. */
  readonly named: readonly number[];
  readonly userId: HeaderColumn;
  readonly points: HeaderColumn;
  readonly reason?: HeaderColumn | undefined;
  /** Columns that the points API has a use for, as far as the sheet has them. */
  readonly extras: readonly ExtraHeader[];
}

export interface ExtraHeader extends HeaderColumn {
  readonly means: ExtraColumn;
}

export type HeaderReading =
  /** Not a header row. */
  | { readonly kind: "none" }
  /** Of a tab that says how payments ended: paying from it would pay the paid again. */
  | { readonly kind: "result" }
  | { readonly kind: "found"; readonly header: Header }
  /** A header row, but it is not clear which column means what. */
  | { readonly kind: "unclear"; readonly row: number; readonly finding: Finding };

/** A header stands in one of the first 20 rows. */
export const LAST_HEADER_ROW = 20;

/** Cells of a row beyond these are no headers: no table of payments is as wide. */
const MAX_HEADER_CELLS = 1_000;

interface Candidate extends HeaderColumn, KnownName {
  readonly clear: boolean;
  /** Says to be the later or truer of two columns: `최종 포인트`. */
  readonly later: boolean;
}

/**
 * Takes a row for the header when it names both a user and a points column, in any order. It then has
 * to name what a points API asks for beside those.
 */
export function readHeader(row: RawRow, wanted: readonly ExtraColumn[] = []): HeaderReading {
  const candidates = candidatesOf(row);
  const has = (meaning: Meaning) => candidates.some((one) => one.meaning === meaning);
  if (!has("userId") || !has("points")) return { kind: "none" };
  if (isHeaderOfStates(row)) return { kind: "result" };
  const userId = choose("userId", candidates);
  const points = choose("points", candidates);
  const reason = has("reason") ? choose("reason", candidates) : undefined;
  for (const choice of [userId, points, reason]) {
    if (choice !== undefined && "code" in choice) {
      return { kind: "unclear", row: row.number, finding: choice };
    }
  }
  if ("code" in userId || "code" in points || (reason !== undefined && "code" in reason)) {
    return { kind: "none" };
  }
  const extras = findExtras(row, wanted);
  if ("code" in extras) return { kind: "unclear", row: row.number, finding: extras };
  const columns = row.fields ?? (row.cells.at(-1)?.column ?? 0) + 1;
  const named = row.cells.map(({ column }) => column);
  const header = { row: row.number, columns, named, userId, points, reason, extras };
  return { kind: "found", header };
}

/** Those that the sheet has, or why they can't be read. */
function findExtras(row: RawRow, wanted: readonly ExtraColumn[]): readonly ExtraHeader[] | Finding {
  const extras: ExtraHeader[] = [];
  for (const means of wanted) {
    const found = findExtra(row, means);
    if (found === undefined) continue;
    if ("code" in found) return found;
    extras.push({ ...found, means });
  }
  return extras;
}

/** Undefined where the sheet has no such column, and need not have one. */
function findExtra(row: RawRow, means: ExtraColumn): HeaderColumn | Finding | undefined {
  const names = headerNamesOf(means);
  const texts = row.cells.slice(0, MAX_HEADER_CELLS).filter((cell) => cell.kind === "text");
  const found = texts.filter(({ text }) => names.has(normaliseHeader(text).name));
  const [only, another] = found;
  if (another !== undefined) {
    const headers = listHeaders(found.map(({ text }) => text));
    return { code: "extra_header_ambiguous", details: { header: means.headers[0] ?? "", headers } };
  }
  if (only !== undefined) return { column: only.column, text: only.text.trim() };
  if (!means.required) return undefined;
  const headers = listHeaders(texts.map(({ text }) => text));
  return { code: "extra_header_missing", details: { header: means.headers[0] ?? "", headers } };
}

function candidatesOf(row: RawRow): Candidate[] {
  const candidates: Candidate[] = [];
  for (const cell of row.cells.slice(0, MAX_HEADER_CELLS)) {
    if (cell.kind !== "text") continue;
    const { name, clear, later } = normaliseHeader(cell.text);
    const known = knownName(name);
    if (known === undefined) continue;
    const { meaning, rank } = known;
    const isLater = later || known.later;
    const found = { column: cell.column, text: cell.text.trim(), clear, later: isLater };
    candidates.push({ ...found, meaning, rank });
  }
  return candidates;
}

function choose(meaning: Meaning, all: readonly Candidate[]): HeaderColumn | Finding {
  const candidates = all.filter((one) => one.meaning === meaning);
  const clear = candidates.filter((one) => one.clear);
  const first = clear.filter((one) => one.rank === "first");
  const best = first.length > 0 ? withRivals(meaning, first, candidates) : clear;
  const [only, another] = best;
  if (only !== undefined && another === undefined) return { column: only.column, text: only.text };
  const { ko, en, example } = HEADER_NAMES[meaning];
  const headers = listHeaders((only === undefined ? candidates : best).map((one) => one.text));
  const details = { meaning: ko, meaningEn: en, headers, example };
  return { code: only === undefined ? "header_unclear" : "header_ambiguous", details };
}

/**
 * Columns that may be meant instead of the one found: next to `points (final)`, nobody can know
 * whether `points` is meant. `회원ID(추천인)` next to `회원ID` means another person.
 */
function withRivals(
  meaning: Meaning,
  first: readonly Candidate[],
  candidates: readonly Candidate[],
): readonly Candidate[] {
  if (meaning === "reason") return first;
  return candidates.filter(
    ({ rank, clear, later }) => rank === "first" && (clear || later || meaning === "points"),
  );
}

/** The other columns that may hold points to be paid, and are not read. */
export function otherPointsColumns(
  row: RawRow,
  { points, extras }: Header,
): readonly HeaderColumn[] {
  const read = new Set([points, ...extras].map(({ column }) => column));
  return row.cells.flatMap((cell) => {
    if (cell.kind !== "text" || read.has(cell.column)) return [];
    const { name } = normaliseHeader(cell.text);
    return mayBePoints(name) ? [{ column: cell.column, text: cell.text.trim() }] : [];
  });
}

const MAX_LISTED_HEADERS = 20;

export function listHeaders(texts: readonly string[]): string {
  const shown = texts.slice(0, MAX_LISTED_HEADERS).map((text) => `‘${showText(text.trim())}’`);
  if (texts.length > MAX_LISTED_HEADERS) shown.push("…");
  return shown.length === 0 ? "-" : shown.join(", ");
}

/** Remembers which row looked most like a header, to name what was found when none was one. */
export function createHeaderGuess() {
  let bestScore = 0;
  let bestTexts: readonly string[] = [];
  return {
    see(row: RawRow): void {
      const cells = row.cells.slice(0, MAX_HEADER_CELLS);
      const texts = cells.flatMap((cell) => (cell.kind === "text" ? [cell.text] : []));
      const score = candidatesOf(row).length * 1000 + Math.min(texts.length, 999);
      if (score <= bestScore) return;
      bestScore = score;
      bestTexts = texts;
    },
    list: (): string => listHeaders(bestTexts),
  };
}
