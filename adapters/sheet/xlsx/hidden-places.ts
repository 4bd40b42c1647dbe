import { LIMITS, overLimit } from "../read-limits.ts";
import { isTrue } from "./spreadsheet-ml.ts";

type Attributes = Readonly<Record<string, string>>;

/** In points: a row this low is not seen, whatever it is called. */
const UNSEEN_HEIGHT = 1;
/** In characters, as columns are measured. */
const UNSEEN_WIDTH = 0.2;
const ZERO = 48;
const POINT = 46;

/** Whether `<row>` says that nobody sees it. Asked for each row. */
export function isRowHidden({ hidden, ht }: Attributes): boolean {
  return isTrue(hidden) || isBelow(ht, UNSEEN_HEIGHT);
}

function isBelow(size: string | undefined, least: number): boolean {
  const first = size?.charCodeAt(0);
  return (first === ZERO || first === POINT) && Number(size) < least;
}

interface ColumnSpan {
  readonly first: number;
  readonly last: number;
  readonly hidden: boolean;
}

/** What `<sheetFormatPr>` and the `<col>`s of a tab say about the columns that are seen. */
export function createColumnWidths() {
  const spans: ColumnSpan[] = [];
  let restHidden = false;
  return {
    setDefault({ defaultColWidth }: Attributes): void {
      restHidden = isBelow(defaultColWidth, UNSEEN_WIDTH);
    },
    add({ min, max, hidden, width }: Attributes): void {
      const isHidden = isTrue(hidden) || isBelow(width, UNSEEN_WIDTH);
      spans.push({ first: Number(min) - 1, last: Number(max) - 1, hidden: isHidden });
      if (spans.length > LIMITS.columns) throw overLimit("columns");
    },
    /** `column` from 0. */
    isHidden(column: number): boolean {
      const own = spans.filter(({ first, last }) => first <= column && column <= last);
      return own.length === 0 ? restHidden : own.some(({ hidden }) => hidden);
    },
  };
}
