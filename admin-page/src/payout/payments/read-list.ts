import type { Schemas } from "../../api/contract.ts";

/** What a pasted or uploaded list names. */
export const LIST_KINDS = ["rows", "userIds", "outcomes"] as const;
export type ListKind = (typeof LIST_KINDS)[number];

type Decision = NonNullable<Schemas["ResolvePayments"]["payments"]>[number];

export interface ReadList {
  readonly names:
    | { readonly rows: number[] }
    | { readonly userIds: string[] }
    | { readonly payments: Decision[] };
  readonly count: number;
  /** The first line that can't be read. */
  readonly wrong?: string | undefined;
}

/**
 * A list of which each line, or row of a CSV, names a payment in its first column, each once; where it
 * says outcomes as well, these stand in the second.
 */
export function readList(text: string, kind: ListKind, payoutId: string): ReadList {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => line.split(/[,;\t]/).map((cell) => unquoted(cell.trim())))
    .filter(([first = ""]) => first !== "");
  if (kind === "outcomes") return readOutcomes(lines, payoutId);
  const cells = [...new Set(lines.map(([first = ""]) => first))];
  if (kind === "userIds") return { names: { userIds: cells }, count: cells.length };
  const rows = withoutHeading(cells, isRow);
  const wrong = rows.find((cell) => !isRow(cell));
  return { names: { rows: rows.filter(isRow).map(Number) }, count: rows.length, wrong };
}

function readOutcomes(lines: readonly string[][], payoutId: string): ReadList {
  const read = (line: readonly string[]) => decisionIn(line, payoutId);
  const rest = withoutHeading(lines, (line) => read(line) !== undefined);
  const decisions = rest.flatMap((line) => read(line) ?? []);
  const byRow = new Map(decisions.map((decision) => [decision.row, decision]));
  const wrong =
    rest.find((line) => read(line) === undefined) ??
    rest.find((line) => byRow.get(read(line)?.row ?? 0)?.as !== read(line)?.as);
  const payments = [...byRow.values()];
  return { names: { payments }, count: payments.length, wrong: wrong?.join(", ") };
}

/** By its reference at the points API, or the number of its row, and in the words of people. */
function decisionIn(
  [name = "", said = ""]: readonly string[],
  payoutId: string,
): Decision | undefined {
  const key = `paysheet-${payoutId}-`;
  const row = name.startsWith(key) ? name.slice(key.length) : name;
  const as = OUTCOME_WORDS.get(said.toLowerCase().replaceAll(/[\s_-]+/g, ""));
  return isRow(row) && as !== undefined ? { row: Number(row), as } : undefined;
}

const OUTCOME_WORDS: ReadonlyMap<string, Decision["as"]> = new Map([
  ...["paid", "yes", "y", "o", "지급", "지급됨", "지급완료"].map((word) => [word, "paid"] as const),
  ...["notpaid", "unpaid", "no", "n", "x", "미지급", "지급안됨"].map(
    (word) => [word, "not_paid"] as const,
  ),
]);

/** A list that was a table has a heading. */
function withoutHeading<T>(lines: readonly T[], isRead: (line: T) => boolean): readonly T[] {
  const [first, ...others] = lines;
  return first !== undefined && !isRead(first) && others.length > 0 ? others : lines;
}

function isRow(cell: string): boolean {
  return /^[1-9]\d{0,6}$/.test(cell);
}

function unquoted(cell: string): string {
  return cell.replace(/^"(.*)"$/, "$1").replaceAll('""', '"');
}
