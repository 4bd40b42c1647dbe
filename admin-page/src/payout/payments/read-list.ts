/** What a pasted or uploaded list names. */
export type ListKind = "rows" | "userIds";

export interface ReadList {
  readonly names: { readonly rows: number[] } | { readonly userIds: string[] };
  readonly count: number;
  /** The first line that is no row's number. */
  readonly wrong?: string | undefined;
}

/** The first column of a list: a line, or a cell of a CSV, for each payment; each once. */
export function readList(text: string, kind: ListKind): ReadList {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => unquoted(line.split(/[,;\t]/, 1)[0]?.trim() ?? ""))
    .filter((line) => line !== "");
  const cells = [...new Set(lines)];
  if (kind === "userIds") return { names: { userIds: cells }, count: cells.length };
  // A list that was a table has a heading.
  const [first, ...others] = cells;
  const rows = first !== undefined && !isRow(first) && others.length > 0 ? others : cells;
  const wrong = rows.find((cell) => !isRow(cell));
  return { names: { rows: rows.filter(isRow).map(Number) }, count: rows.length, wrong };
}

function isRow(cell: string): boolean {
  return /^[1-9]\d{0,6}$/.test(cell);
}

function unquoted(cell: string): string {
  return cell.replace(/^"(.*)"$/, "$1").replaceAll('""', '"');
}
