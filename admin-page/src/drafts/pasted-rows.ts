/** Rows as they were copied, each cell the text that the spreadsheet shows. */
export type PastedRows = readonly (readonly string[])[];

/** Which of the columns holds what, counted from 0; of rows that came without their headings. */
export interface PastedColumns {
  readonly userId: number;
  readonly points: number;
  /** None where it is -1. */
  readonly reason: number;
}

/**
 * Cells as Excel and Google Sheets copy them: tabs between cells, a line for each row, and in quotes what
 * holds either of them. A quote that nothing closes is part of the text.
 */
export function readPastedRows(text: string): PastedRows {
  const rows: string[][] = [[]];
  let rest = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  while (rest !== "") {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest);
    const plain = quoted === null ? (/^[^\t\n]*/.exec(rest)?.[0] ?? "") : quoted[0];
    rows.at(-1)?.push(quoted?.[1]?.replaceAll('""', '"') ?? plain);
    const end = rest[plain.length];
    rest = rest.slice(plain.length + 1);
    if (end === "\n") rows.push([]);
    // A tab at the very end is followed by an empty cell.
    if (end === "\t" && rest === "") rows.at(-1)?.push("");
  }
  return rows;
}

/** Whether text is from a spreadsheet: several rows, or several cells. */
export function isFromSpreadsheet(text: string): boolean {
  const rows = readPastedRows(text);
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1;
}

const AMOUNT = /^\s*[\d,.]+\s*[pP원점]?\s*$/;

/** Whether the rows begin with their headings: a first row in which an amount stands is none. */
export function hasHeadings([first = []]: PastedRows): boolean {
  return !first.some((cell) => AMOUNT.test(cell));
}

/** An id of digits alone is longer, or begins with a zero. */
const LIKELY_AMOUNT = /^\s*[1-9][\d,]{0,10}\s*[pP원점]?\s*$/;

/** Where user and points are likely to stand: the column with the most amounts, the last of several, is the points. */
export function likelyColumns(rows: PastedRows): PastedColumns {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, column) => column);
  const amounts = columns.map(
    (column) => rows.filter((row) => LIKELY_AMOUNT.test(row[column] ?? "")).length,
  );
  const most = Math.max(0, ...amounts);
  const points = most === 0 ? Math.min(1, width - 1) : amounts.lastIndexOf(most);
  const userId = points === 0 ? Math.min(1, width - 1) : 0;
  const reason = columns.find((column) => column !== points && column !== userId) ?? -1;
  return { userId, points, reason };
}

/** The rows under headings that are understood; the columns that hold nothing of it keep their letter. */
export function withHeadings(
  rows: PastedRows,
  { userId, points, reason }: PastedColumns,
  names: { readonly userId: string; readonly points: string; readonly reason: string },
): PastedRows {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const headings = Array.from({ length: width }, (_, column) => {
    if (column === userId) return names.userId;
    if (column === points) return names.points;
    return column === reason ? names.reason : columnLetter(column);
  });
  return [headings, ...rows];
}

/** The columns are called as in the spreadsheet that the rows become: A, B … Z, AA. */
export function columnLetter(column: number): string {
  const letter = String.fromCodePoint(65 + (column % 26));
  return column < 26 ? letter : columnLetter(Math.floor(column / 26) - 1) + letter;
}

/**
 * The rows as a file that is uploaded and checked like any other. Every cell is text in it, just as it was
 * copied: no zero at the front gets lost, no long number is rounded, no date is read.
 */
export function fileOfRows(rows: PastedRows, name: string): File {
  const lines = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
  return new File([lines.join("\r\n")], name, { type: "text/csv" });
}
