import type { Payment } from "../sheet/payment.ts";
import { findSheetContents } from "./find-sheet-contents.ts";
import { readPosition, writePosition } from "./part-position.ts";
import type { Payout, SheetObject } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { Page } from "./payout-store.ts";
import { normalizeForSearch } from "./search-payouts.ts";
import type { SheetContentsStore } from "./sheet-contents.ts";

/** At most this many parts are read for one page: so much work is done whatever the sheet's size. */
export const MAX_PARTS_PER_PAGE = 24;
/** Parts read at once, at most. */
const MOST_AT_ONCE = 8;

export interface SheetRowsQuery {
  /** A part of a user id, a reason or another value, in whatever letter case. */
  readonly search?: string | undefined;
  /** Only payments of so many points, or more. */
  readonly least?: number | undefined;
  /** Only payments of so many points, or fewer. */
  readonly most?: number | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * The rows of a payout's sheet in their order, as they were understood when it was checked. A page may
 * hold fewer than `limit`, even none, and still have a cursor: it ends after
 * {@link MAX_PARTS_PER_PAGE} parts. Those with no payment between the amounts are not read at all.
 * @throws {WrongStateError} before the check has found it good
 * @throws {RefusedError} `contents_not_kept`
 * @throws {InvalidCursorError} when the cursor is none of this sheet's
 */
export async function listSheetRows(
  deps: { readonly contents: Pick<SheetContentsStore, "get" | "rows"> },
  payout: Payout,
  query: SheetRowsQuery,
): Promise<Page<Payment>> {
  const { sheet, kept } = await findSheetContents(deps, payout);
  const position = readPosition(query.cursor, Math.max(1, kept.parts.length));
  const isWanted = rowFilter(query);
  const mayHold = ({ least, most }: { least: number; most: number }) =>
    most >= (query.least ?? 0) && least <= (query.most ?? Number.POSITIVE_INFINITY);
  let left = [...kept.parts.entries()].flatMap(([part, amounts]) =>
    part >= position.part && mayHold(amounts) ? [part] : [],
  );
  const items: Payment[] = [];
  let read = 0;
  // Each batch is twice the one before: what is rare needs many at once, a plain page one or two.
  for (let atOnce = 1; left.length > 0; atOnce = Math.min(2 * atOnce, MOST_AT_ONCE)) {
    if (read === MAX_PARTS_PER_PAGE) return { items, cursor: beginningOf(left) };
    const batch = left.slice(0, Math.min(atOnce, MAX_PARTS_PER_PAGE - read));
    left = left.slice(batch.length);
    read += batch.length;
    for (const { part, rows } of await readParts(deps, payout, sheet, batch)) {
      const offset = part === position.part ? position.offset : 0;
      const found = [...rows.entries()].filter(([at, row]) => at >= offset && isWanted(row));
      const free = query.limit - items.length;
      items.push(...found.slice(0, free).map(([, row]) => row));
      const [next] = found[free] ?? [];
      if (next !== undefined) return { items, cursor: writePosition({ part, offset: next }) };
    }
  }
  return { items };
}

function beginningOf([part]: readonly number[]): string | undefined {
  return part === undefined ? undefined : writePosition({ part, offset: 0 });
}

async function readParts(
  { contents }: { readonly contents: Pick<SheetContentsStore, "rows"> },
  { payoutId }: Payout,
  sheet: SheetObject,
  parts: readonly number[],
) {
  return await Promise.all(
    parts.map(async (part) => {
      const rows = await contents.rows(sheet, part);
      if (rows !== undefined) return { part, rows };
      const message = `Part ${part} of the rows of payout ${payoutId} is gone.`;
      throw new RefusedError("contents_not_kept", message);
    }),
  );
}

function rowFilter({ search, least = 0, most }: SheetRowsQuery): (payment: Payment) => boolean {
  const wanted = search === undefined ? undefined : normalizeForSearch(search);
  const isFound = ({ userId, reason = "", extras = {} }: Payment) =>
    wanted === undefined ||
    [userId, reason, ...Object.values(extras)].some((text) =>
      normalizeForSearch(text).includes(wanted),
    );
  return (payment) =>
    payment.points >= least && payment.points <= (most ?? payment.points) && isFound(payment);
}
