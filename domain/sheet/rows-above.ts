/** What was read above a row, by which a row that sums it up is recognized. */
export interface RowsAbove {
  /** A row that is paid, or would be but for a problem. */
  addPayment(points: number, outlineLevel: number): void;
  /** A row that sums up those above it. */
  addTotal(outlineLevel: number): void;
  /**
   * Whether so many points are the sum of all rows above, or of those since the last total, where
   * these are at least `minRows`.
   */
  isSum(points: number, minRows: number): boolean;
  /** Whether the text is how many they are and the points are their sum or average. */
  areFigures(text: string, points: number): boolean;
  /** Whether so many points are the sum or average of the rows above, or of those since a total. */
  mayBeFigures(points: number): boolean;
  /** Whether the text is how many they are. */
  isCount(text: string): boolean;
  /** Whether the row closes a group of an outline and has its sum. */
  isSumOfGroup(points: number, outlineLevel: number): boolean;
}

/** Excel's outlines are 7 deep. */
const LEVELS = 8;
/** The sum of one row is no sum. */
const MIN_ROWS = 2;

interface Sum {
  rows: number;
  points: number;
}

function isFigure(points: number, { rows, points: sum }: Sum): boolean {
  if (rows < MIN_ROWS) return false;
  return points === sum || Math.abs(points - sum / rows) < 1;
}

export function createRowsAbove(): RowsAbove {
  const all: Sum = { rows: 0, points: 0 };
  const sinceTotal: Sum = { rows: 0, points: 0 };
  /** By level: rows deeper than it since the last one that was not. */
  const groups = Array.from({ length: LEVELS }, (): Sum => ({ rows: 0, points: 0 }));
  const closeGroups = (level: number) => {
    for (let deep = level; deep < LEVELS; deep += 1) clear(groups[deep]);
  };
  return {
    addPayment(points, level) {
      add(all, points);
      add(sinceTotal, points);
      if (level === 0 && groups[0]?.rows === 0) return;
      closeGroups(level);
      for (const group of groups.slice(0, level)) add(group, points);
    },
    addTotal(level) {
      clear(sinceTotal);
      closeGroups(level);
    },
    isSum: (points, minRows) =>
      [all, sinceTotal].some((sum) => sum.rows >= minRows && sum.points === points),
    mayBeFigures: (points) => isFigure(points, all) || isFigure(points, sinceTotal),
    areFigures: (text, points) =>
      [all, sinceTotal].some((sum) => text === String(sum.rows) && isFigure(points, sum)),
    isCount: (text) => [all, sinceTotal].some(({ rows }) => rows > 0 && text === String(rows)),
    isSumOfGroup(points, level) {
      const group = groups[level];
      return group !== undefined && group.rows >= MIN_ROWS && group.points === points;
    },
  };
}

function add(sum: Sum, points: number): void {
  sum.rows += 1;
  sum.points += points;
}

function clear(sum: Sum | undefined): void {
  if (sum === undefined) return;
  sum.rows = 0;
  sum.points = 0;
}
