import {
  HEADER_NAMES,
  type Meaning,
  mayBePoints,
  normaliseHeader,
  withoutLater,
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

interface Candidate extends HeaderColumn {
  readonly meaning: Meaning;
  readonly rank: "first" | "second";
  readonly clear: boolean;
  /** Says to be the later or truer of two columns: `최종 포인트`. */
  readonly later: boolean;
}

const MEANINGS: ReadonlyMap<string, Pick<Candidate, "meaning" | "rank">> = new Map(
  (["userId", "points", "reason"] as const).flatMap((meaning) =>
    (["first", "second"] as const).flatMap((rank) =>
      HEADER_NAMES[meaning][rank].map((name) => [name, { meaning, rank }] as const),
    ),
  ),
);

/** What a header text means, if anything. */
export function meaningOf(text: string): Meaning | undefined {
  return MEANINGS.get(normaliseHeader(text).name)?.meaning;
}

/** Takes a row for the header when it names both a user and a points column, in any order. */
export function readHeader(row: RawRow): HeaderReading {
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
  const columns = row.fields ?? (row.cells.at(-1)?.column ?? 0) + 1;
  const named = row.cells.map(({ column }) => column);
  return { kind: "found", header: { row: row.number, columns, named, userId, points, reason } };
}

function candidatesOf(row: RawRow): Candidate[] {
  const candidates: Candidate[] = [];
  for (const cell of row.cells.slice(0, MAX_HEADER_CELLS)) {
    if (cell.kind !== "text") continue;
    const { name, clear, later } = normaliseHeader(cell.text);
    const plain = MEANINGS.get(name);
    const known = plain ?? MEANINGS.get(withoutLater(name) ?? "");
    if (known === undefined) continue;
    const isLater = later || plain === undefined;
    const found = { column: cell.column, text: cell.text.trim(), clear, later: isLater };
    candidates.push({ ...found, ...known });
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
export function otherPointsColumns(row: RawRow, { points }: Header): readonly HeaderColumn[] {
  return row.cells.flatMap((cell) => {
    if (cell.kind !== "text" || cell.column === points.column) return [];
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
