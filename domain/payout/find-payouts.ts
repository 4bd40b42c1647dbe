import { type Instant, toEpochMs } from "../clock.ts";
import { needsAttention } from "./needs-attention.ts";
import { ownerOf } from "./owner.ts";
import type { Payout, PayoutState } from "./payout.ts";
import { InvalidCursorError, type Page, type PayoutStore } from "./payout-store.ts";
import { type ActingPerson, isSamePerson } from "./person.ts";
import { payoutMatcher } from "./search-payouts.ts";

/** By when they were made, by the time they are paid at, or by what they come to. */
export const PAYOUT_ORDERS = [
  "newest",
  "oldest",
  "latest_time",
  "earliest_time",
  "most_points",
  "fewest_points",
] as const;
export type PayoutOrder = (typeof PAYOUT_ORDERS)[number];

export interface PayoutFilter {
  readonly state?: PayoutState | undefined;
  /** A part of title, file name, a person's name or the id, in whatever letter case. */
  readonly search?: string | undefined;
  /** Paid from then on, or until before then; of those without a time counts when they were made. */
  readonly from?: Instant | undefined;
  readonly before?: Instant | undefined;
  /** Only those that wait for a person. */
  readonly attention?: boolean | undefined;
  /** Those that a person deleted, and no others. */
  readonly deleted?: boolean | undefined;
  /** Only those that this person uploaded or answers for. */
  readonly of?: ActingPerson | undefined;
}

export interface PayoutQuery extends PayoutFilter {
  /** `newest` when absent. */
  readonly order?: PayoutOrder | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Told of each payout that can't be read, which is left out then. */
  readonly unreadable?: (payoutId: string) => unknown;
}

export interface FoundPayouts extends Page<Payout> {
  /** There are more payouts than can be put in this order: only the newest of them were. */
  readonly isPart?: true | undefined;
}

/** So many payouts, the newest, are put in an order that the store does not keep. */
export const MOST_SORTED = 2_000;
const READ_AT_ONCE = 200;

/**
 * Payouts as lists show them: without those whose sheet never arrived and that are over, of which there
 * is nothing to see. A page may hold fewer than `limit`, even none, and still have a cursor.
 * @throws {InvalidCursorError}
 */
export async function findPayouts(
  { payouts }: { readonly payouts: Pick<PayoutStore, "list"> },
  query: PayoutQuery,
): Promise<FoundPayouts> {
  const { order = "newest", state, unreadable, cursor, limit } = query;
  const listed = { state, ...(query.deleted === true ? { deleted: "only" as const } : {}) };
  const matches = matcherOf(query);
  if (order === "newest" || order === "oldest") {
    const oldestFirst = order === "oldest";
    return payouts.list({ ...listed, oldestFirst, matches, unreadable, cursor, limit });
  }
  const offset = offsetIn(cursor);
  const found: Payout[] = [];
  let lookedAt = 0;
  let next: string | undefined;
  do {
    const looked = (payout: Payout) => {
      lookedAt += 1;
      return matches(payout);
    };
    const paging = { cursor: next, limit: READ_AT_ONCE };
    const page = await payouts.list({ ...listed, matches: looked, unreadable, ...paging });
    found.push(...page.items);
    next = page.cursor;
  } while (next !== undefined && lookedAt < MOST_SORTED);
  const items = found.toSorted(COMPARISONS[order]).slice(offset, offset + limit);
  return {
    items,
    ...(found.length > offset + limit ? { cursor: String(offset + limit) } : {}),
    ...(next === undefined ? {} : { isPart: true }),
  };
}

function offsetIn(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,6}$/.test(cursor)) throw new InvalidCursorError();
  return Number(cursor);
}

function matcherOf({ search, from, before, attention, of, deleted }: PayoutFilter) {
  const isSearched = search === undefined ? undefined : payoutMatcher(search);
  const conditions: ((payout: Payout) => boolean)[] = [
    ...(deleted === true ? [] : [(payout: Payout) => !isGone(payout)]),
    ...(isSearched === undefined ? [] : [isSearched]),
    ...(from === undefined ? [] : [(payout: Payout) => timeOf(payout) >= toEpochMs(from)]),
    ...(before === undefined ? [] : [(payout: Payout) => timeOf(payout) < toEpochMs(before)]),
    ...(attention === true ? [needsAttention] : []),
    ...(of === undefined ? [] : [(payout: Payout) => isOf(payout, of)]),
  ];
  return (payout: Payout) => conditions.every((holds) => holds(payout));
}

/** Whose upload failed or was given up. What is made of another payout has a trail to be followed. */
function isGone(payout: Payout): boolean {
  if (payout.state !== "cancelled" || payout.retryOf !== undefined) return false;
  return payout.sheet === undefined && payout.reversalOf === undefined;
}

function isOf(payout: Payout, person: ActingPerson): boolean {
  return [payout.createdBy, ownerOf(payout)].some((each) => isSamePerson(each, person));
}

/** When it is or was to be paid; of one without a time when it was made. Milliseconds. */
function timeOf(payout: Payout): number {
  if ("schedule" in payout && payout.schedule !== undefined) return toEpochMs(payout.schedule.at);
  if (payout.state === "awaiting_approval") return toEpochMs(payout.request.at);
  return toEpochMs(payout.createdAt);
}

function pointsOf(payout: Payout): number {
  return ("check" in payout ? payout.check?.totalPoints : undefined) ?? 0;
}

const COMPARISONS: Readonly<
  Record<Exclude<PayoutOrder, "newest" | "oldest">, (a: Payout, b: Payout) => number>
> = {
  latest_time: (a, b) => timeOf(b) - timeOf(a),
  earliest_time: (a, b) => timeOf(a) - timeOf(b),
  most_points: (a, b) => pointsOf(b) - pointsOf(a),
  fewest_points: (a, b) => pointsOf(a) - pointsOf(b),
};
