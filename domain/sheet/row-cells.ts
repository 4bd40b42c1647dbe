import { cleanText } from "./clean-text.ts";
import type { Header } from "./find-header.ts";
import type { RawCell, RawRow } from "./raw-sheet.ts";
import { totalsLabelOf } from "./totals-label.ts";

/** The cells of a row by what their column means; those that show nothing are left out. */
export interface RowCells {
  readonly user: RawCell | undefined;
  readonly points: RawCell | undefined;
  readonly reason: RawCell | undefined;
  /** By their place in {@link Header.extras}. */
  readonly extras: readonly (RawCell | undefined)[];
  /** One of the columns that mean nothing here: the first with the label of a total, else the first. */
  readonly other: RawCell | undefined;
}

const NONE: RawCell[] = [];

export function pickCells(row: RawRow, header: Header): RowCells {
  let user: RawCell | undefined;
  let points: RawCell | undefined;
  let reason: RawCell | undefined;
  let other: RawCell | undefined;
  let label: RawCell | undefined;
  const extras: (RawCell | undefined)[] = header.extras.length === 0 ? NONE : [];
  for (const cell of row.cells) {
    if (cell.kind === "text" && isBlank(cell.text)) continue;
    if (cell.column === header.userId.column) user = cell;
    else if (cell.column === header.points.column) points = cell;
    else if (cell.column === header.reason?.column) reason = cell;
    else if (isExtra(cell, header)) extras[placeOf(cell, header)] = cell;
    else {
      other ??= cell;
      // One label is enough to look at: a row may have thousands.
      label ??= asLabel(cell);
    }
  }
  return { user, points, reason, extras, other: label ?? other };
}

function isExtra(cell: RawCell, header: Header): boolean {
  return header.extras.length > 0 && placeOf(cell, header) !== -1;
}

function placeOf({ column }: RawCell, { extras }: Header): number {
  return extras.findIndex((extra) => extra.column === column);
}

function asLabel(cell: RawCell): RawCell | undefined {
  return totalsLabelOf(cellText(cell)) === undefined ? undefined : cell;
}

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  const isSeen = (first > 32 && first < 128) || (first >= FIRST_SYLLABLE && first <= LAST_SYLLABLE);
  return !isSeen && cleanText(text) === "";
}

/** What stands in a cell, as text for rules and messages about the row as a whole. */
export function cellText(cell: RawCell | undefined): string {
  if (cell === undefined) return "";
  if (cell.kind === "formula_without_value" || cell.kind === "unreadable") return "";
  return cell.kind === "number" ? cell.source : cell.text;
}
