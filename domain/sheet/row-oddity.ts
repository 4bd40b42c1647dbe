import type { Header } from "./find-header.ts";
import { meaningOf } from "./header-names.ts";
import type { IdShapes } from "./id-shapes.ts";
import type { PlacedFinding } from "./problem-table.ts";
import type { RawCell, RawRow } from "./raw-sheet.ts";
import { cellText, type RowCells } from "./row-cells.ts";
import type { RowsAbove } from "./rows-above.ts";
import type { TabTotals } from "./tab-totals.ts";
import { findTotals } from "./totals-row.ts";

export interface OddityContext {
  readonly header: Header;
  /** By which a total without a label is recognized. */
  readonly above: RowsAbove;
  readonly ids: Pick<IdShapes, "standsOut" | "standsOutOfScheme">;
  readonly totals: TabTotals;
}

/** Rows that people put into tables and that must never be taken for payments. */
export function findOddity(
  row: RawRow,
  cells: RowCells,
  context: OddityContext,
): PlacedFinding | undefined {
  const { user, points } = cells;
  if (user === undefined && points === undefined) return undefined;
  return repeatedHeader(cells) ?? findTotals(row, cells, context) ?? oddUser(cells) ?? notes(cells);
}

function at(cell: RawCell, code: PlacedFinding["code"]): PlacedFinding {
  return { code, value: cellText(cell), column: cell.column };
}

function repeatedHeader({ user, points }: RowCells): PlacedFinding | undefined {
  if (user?.kind !== "text" || points?.kind !== "text") return undefined;
  if (meaningOf(points.text) !== "points" || meaningOf(user.text) !== "userId") return undefined;
  return at(user, "repeated_header");
}

function oddUser({ user, points }: RowCells): PlacedFinding | undefined {
  if (user?.kind !== "text") return undefined;
  if (isExample(user.text)) return at(user, "example_row");
  return points === undefined && isNote(user.text) ? at(user, "note_row") : undefined;
}

function notes({ user, points }: RowCells): PlacedFinding | undefined {
  const isAlone = user === undefined && points?.kind === "text";
  return isAlone && isNote(points.text) ? at(points, "note_row") : undefined;
}

/** As much of a text as is looked at: what comes after changes nothing. */
const MAX_LOOKED_AT = 300;

const NOTE_MARK =
  /^(?:[※*★☆•▶■#]|비고|참고|주의|안내|문의|메모|작성자|작성일|주\)|note|notice|memo|\d{1,3}[.)]\s)/i;
/** `- 이하 여백 -`, `끝.`: nothing follows. */
const LAST_LINE = /^-?\s?(?:이하\s?여백|끝)[\s.-]*$/;
const SENTENCE_END = /(?:니다|세요|시오|바람|필요|함|음|[.!?])$/;
const MIN_SENTENCE_WORDS = 5;

/** Text a person wrote under or between the payments. */
function isNote(text: string): boolean {
  const looked = text.slice(0, MAX_LOOKED_AT).trim();
  const words = looked.split(/\s+/).length;
  if (words >= MIN_SENTENCE_WORDS || NOTE_MARK.test(looked)) return true;
  if (LAST_LINE.test(looked)) return true;
  return words > 1 && SENTENCE_END.test(looked);
}

const EXAMPLE_MARK = /^[([<]?\s?(?:예시|예\s?[):]|ex\s?\)|e\.g\.|example\s?[):])/i;

/** The row of a template that shows how to fill it in. */
function isExample(text: string): boolean {
  return EXAMPLE_MARK.test(text.slice(0, MAX_LOOKED_AT).trimStart());
}
