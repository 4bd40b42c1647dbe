import type { Header } from "./find-header.ts";
import type { PlacedFinding } from "./problem-table.ts";
import type { RawCell, RawRow } from "./raw-sheet.ts";
import { cellText, type RowCells } from "./row-cells.ts";
import { MAX_LISTED_PROBLEMS } from "./sheet-check.ts";

const FIRST_GROUP = /^\s{0,9}[\\₩￦]?\d{1,3}$/;
const NEXT_GROUP = /^\d{3}\s{0,9}(?:p|점|원)?\s{0,9}$/i;
/** A whole amount with its thousands in one field: where these are, commas split nothing. */
const WHOLE_THOUSANDS = /^\d{4,}$|^\d{1,3}(?:,\d{3})+$/;

/** A value that a comma without quotes has split, and its row. */
export interface SplitFinding {
  readonly row: number;
  readonly finding: PlacedFinding;
}

export interface SplitDetector {
  /** What is wrong with a line whatever the others are like. */
  see(row: RawRow, cells: RowCells): PlacedFinding | undefined;
  /** What only the whole file shows. */
  end(): readonly SplitFinding[];
}

/**
 * Finds values that a comma without quotes has split: `u1,1,000` would pay 1 point. Only text that
 * commas part can break like this. A line with more fields than the header has a comma too many. In
 * one that is short by a field nothing shows but two groups of digits side by side, the first in
 * the column of the points; the next column may hold three digits by itself, which is believed
 * where such a column stands beside whole thousands.
 */
export function createSplitDetector(header: Header): SplitDetector {
  const suspects: (SplitFinding & { readonly zero: boolean })[] = [];
  const wider: SplitFinding[] = [];
  const standsAlone = { zero: false, other: false };
  let asWideAsHeader = 0;
  const lastRead = Math.max(header.userId.column, header.points.column);

  function seeSuspect(row: RawRow, points: RawCell, next: RawCell): PlacedFinding | undefined {
    const [amount, group] = [cellText(points), cellText(next)];
    if (!NEXT_GROUP.test(group)) return undefined;
    const zero = group.startsWith("0");
    if (WHOLE_THOUSANDS.test(amount.trim())) standsAlone[zero ? "zero" : "other"] = true;
    if (!FIRST_GROUP.test(amount)) return undefined;
    const finding = splitAt(points, next, "points_split");
    if (next.column === header.reason?.column) return finding;
    if (suspects.length < MAX_LISTED_PROBLEMS) suspects.push({ row: row.number, finding, zero });
    return undefined;
  }

  function seeWider(row: RawRow): PlacedFinding | undefined {
    const last = row.cells.findLast((cell) => cellText(cell).trim() !== "");
    if (last !== undefined && last.column >= header.columns) {
      return { code: "extra_fields", value: cellText(last), column: last.column };
    }
    const [first, next] = findPair(row.cells) ?? [];
    if (first !== undefined && next !== undefined) return splitAt(first, next, "extra_fields");
    // A value that ends a line is never empty, so it can't have been pushed out unseen.
    if (lastRead === header.columns - 1 || wider.length === MAX_LISTED_PROBLEMS) return undefined;
    const value = row.cells.map(cellText).join(",");
    const finding = { code: "extra_fields", value, column: header.columns } as const;
    wider.push({ row: row.number, finding });
    return undefined;
  }

  return {
    see(row, { user, points }) {
      if (user === undefined && points === undefined) return undefined;
      const next = points && row.cells.find(({ column }) => column === points.column + 1);
      const isPair = points !== undefined && next !== undefined;
      if (fieldsOf(row) <= header.columns) {
        asWideAsHeader += 1;
        return isPair ? seeSuspect(row, points, next) : undefined;
      }
      return isPair && next.column < header.columns && mayBeOne(points, next)
        ? splitAt(points, next, "points_split")
        : seeWider(row);
    },
    end() {
      const unclear = suspects.filter(({ zero }) => !standsAlone[zero ? "zero" : "other"]);
      // Where every line ends in a comma more than the header, nothing was pushed to the right.
      return asWideAsHeader > 0 ? [...unclear, ...wider] : unclear;
    },
  };
}

function fieldsOf({ fields, cells }: RawRow): number {
  return fields ?? (cells.at(-1)?.column ?? -1) + 1;
}

function mayBeOne(first: RawCell, next: RawCell): boolean {
  return FIRST_GROUP.test(cellText(first)) && NEXT_GROUP.test(cellText(next));
}

function splitAt(
  first: RawCell,
  next: RawCell,
  code: "points_split" | "extra_fields",
): PlacedFinding {
  return { code, value: `${cellText(first)},${cellText(next)}`, column: first.column };
}

/** Two fields side by side that may have been one number. */
function findPair(cells: readonly RawCell[]): readonly [RawCell, RawCell] | undefined {
  for (const [index, first] of cells.entries()) {
    const next = cells[index + 1];
    if (next === undefined || next.column !== first.column + 1) continue;
    if (mayBeOne(first, next)) return [first, next];
  }
  return undefined;
}
