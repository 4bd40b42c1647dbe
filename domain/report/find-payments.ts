import { type Clock, DAY_MS, type Instant, toInstant } from "../clock.ts";
import type { LedgerEntry, PaymentState } from "../distribution/ledger.ts";
import type { Payout, PayoutState } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import { InvalidCursorError, type PayoutStore } from "../payout/payout-store.ts";
import { normalizeForSearch } from "../payout/search-payouts.ts";
import { SheetMissingError, type SheetStore } from "../payout/sheet-store.ts";
import type { ExtraColumn } from "../sheet/extra-column.ts";
import type { Payment } from "../sheet/payment.ts";
import type { SheetReader } from "../sheet/sheet-check.ts";
import { type ListPaymentsDeps, listPayments } from "./list-payments.ts";

/** A part of an id that is shorter is in too many of them. */
export const SHORTEST_PART = 3;
/** What one call finds, at most; whoever finds more types a longer part. */
const MOST_FOUND = 200;
/** One call looks through so many rows, or through one payout that has more. */
const ROWS_A_CALL = 100_000;
const PAYOUTS_A_CALL = 20;

/** Where a user may stand to whom nothing was asked for yet. */
const UPCOMING = [
  "scheduled",
  "awaiting_approval",
  "distributing",
  "paused",
  "halted",
] as const satisfies readonly PayoutState[];
type Upcoming = (typeof UPCOMING)[number];

export interface FindPaymentsDeps extends ListPaymentsDeps {
  readonly payouts: Pick<PayoutStore, "list">;
  readonly sheets: Pick<SheetStore, "withLocalCopy">;
  readonly reader: SheetReader;
  readonly columnsOf?: ((payout: Payout) => readonly ExtraColumn[]) | undefined;
  readonly clock: Pick<Clock, "nowMs">;
}

export interface FindPaymentsQuery {
  /** An id, or a part of one, in whatever letter case. */
  readonly user: string;
  readonly isWhole: boolean;
  /**
   * `upcoming`: what payouts are to pay that wait for their time, an approval or their end, and was not
   * asked for yet. Otherwise all payments of payouts that were uploaded within so many days.
   */
  readonly within: "upcoming" | { readonly days: number };
  readonly cursor?: string | undefined;
}

/** A payment with its payout; one without an entry was not asked for yet. */
export interface FoundPayment {
  readonly payout: Payout;
  readonly payment: Payment;
  readonly state: PaymentState;
  readonly entry?: LedgerEntry | undefined;
}

export interface FoundPayments {
  readonly items: readonly FoundPayment[];
  /** How much was looked through by this call. */
  readonly searched: { readonly payouts: number; readonly payments: number };
  /** What can't be looked through any more, as its files or its ledger were deleted. */
  readonly gone: readonly Payout[];
  /** When the last payout was uploaded that was looked through: it goes back from now. */
  readonly reached?: Instant | undefined;
  /** So much was found that it ended before its end. */
  readonly isFull: boolean;
  /** Goes on where this call ended; absent at the end. */
  readonly cursor?: string | undefined;
}

/** Where it goes on: which list, after which payout of it, and where within the next one. */
interface Position {
  readonly list: number;
  readonly after?: string | undefined;
  readonly payoutId?: string | undefined;
  readonly inside?: string | undefined;
}

/**
 * Looks for a user through payouts one after the other, as no index holds a part of an id, nor a sheet
 * that nobody was paid by yet. A call ends after some twenty payouts or a hundred thousand rows: go on
 * with its cursor. Dry runs are left out.
 * @throws {InvalidCursorError}
 */
export async function findPayments(
  deps: FindPaymentsDeps,
  query: FindPaymentsQuery,
): Promise<FoundPayments> {
  const collected: Collected = { items: [], gone: [], searched: { payouts: 0, payments: 0 } };
  let reached: Instant | undefined;
  let at: Position | undefined = readPosition(query);
  for (let looked = 0; looked < PAYOUTS_A_CALL && at !== undefined; looked += 1) {
    const { payout, next } = await payoutAt(deps, query, at);
    const end = isSearched(payout) ? await collect(deps, payout, { query, at, collected }) : NEXT;
    if (end !== NEXT) return answerOf(collected, reached, end);
    reached = payout?.createdAt ?? reached;
    at = next;
  }
  return answerOf(collected, reached, { cursor: at, isFull: false });
}

interface Collected {
  readonly items: FoundPayment[];
  readonly gone: Payout[];
  readonly searched: { payouts: number; payments: number };
}

interface End {
  readonly cursor: Position | undefined;
  readonly isFull: boolean;
}
const NEXT = "next";

function answerOf(
  { items, gone, searched }: Collected,
  reached: Instant | undefined,
  { cursor, isFull }: End,
): FoundPayments {
  const next = cursor === undefined ? undefined : writePosition(cursor);
  return { items, searched, gone, reached, isFull, cursor: next };
}

/** Looks into a payout; says so where the call is to end with it, or before it. */
async function collect(
  deps: FindPaymentsDeps,
  payout: Searched,
  call: {
    readonly query: FindPaymentsQuery;
    readonly at: Position;
    readonly collected: Collected;
  },
): Promise<End | typeof NEXT> {
  const { query, at } = call;
  const { items, gone, searched } = call.collected;
  const { payoutId } = payout;
  const rows = payout.check.payments;
  if (searched.payments > 0 && searched.payments + rows > ROWS_A_CALL) {
    return { cursor: at, isFull: false };
  }
  const inside = at.payoutId === payoutId ? at.inside : undefined;
  const look = { ...query, inside, room: MOST_FOUND - items.length };
  const found = await lookInto(deps, payout, look);
  if (found === "gone") {
    gone.push(payout);
    return NEXT;
  }
  items.push(...found.items);
  if (items.length >= MOST_FOUND) return { cursor: undefined, isFull: true };
  if (found.inside !== undefined) {
    return { cursor: { ...at, payoutId, inside: found.inside }, isFull: false };
  }
  searched.payouts += 1;
  searched.payments += rows;
  return NEXT;
}

/** The payout that stands there, and where the next one does. */
async function payoutAt(
  { payouts, clock }: FindPaymentsDeps,
  { within }: FindPaymentsQuery,
  { list, after }: Position,
): Promise<{ readonly payout?: Payout | undefined; readonly next?: Position | undefined }> {
  const state = within === "upcoming" ? UPCOMING[list] : undefined;
  const page = await payouts.list({
    ...(state !== undefined && { state, withoutDryRuns: true }),
    cursor: after,
    limit: 1,
    unreadable: () => undefined,
  });
  const [payout] = page.items;
  if (within !== "upcoming") {
    const since = toInstant(clock.nowMs() - within.days * DAY_MS);
    if (payout === undefined || payout.createdAt < since) return {};
  }
  if (page.cursor !== undefined) return { payout, next: { list, after: page.cursor } };
  const isLast = within !== "upcoming" || list === UPCOMING.length - 1;
  return { payout, next: isLast ? undefined : { list: list + 1 } };
}

type Searched = Extract<Payout, { state: Upcoming | "completed" }>;

/** One that may pay somebody, or did. */
function isSearched(payout: Payout | undefined): payout is Searched {
  if (payout === undefined || payout.dryRun === true) return false;
  const states: readonly PayoutState[] = [...UPCOMING, "completed"];
  return states.includes(payout.state);
}

interface Look extends FindPaymentsQuery {
  readonly inside: string | undefined;
  /** How many may be found. */
  readonly room: number;
}

interface LookedInto {
  readonly items: readonly FoundPayment[];
  /** Where it goes on within the payout; undefined when it was looked through. */
  readonly inside?: string | undefined;
}

async function lookInto(
  deps: FindPaymentsDeps,
  payout: Searched,
  look: Look,
): Promise<LookedInto | "gone"> {
  try {
    return "distribution" in payout
      ? await lookIntoLedger(deps, payout, look)
      : await lookIntoSheet(deps, payout, look);
  } catch (error) {
    const isDeleted = error instanceof RefusedError && error.code === "payments_deleted";
    if (isDeleted || error instanceof SheetMissingError) return "gone";
    throw error;
  }
}

async function lookIntoLedger(
  deps: FindPaymentsDeps,
  payout: Searched,
  { user, isWhole, within, inside, room }: Look,
): Promise<LookedInto> {
  const isWanted = wantedBy(user, isWhole);
  const page = await listPayments(deps, payout, {
    user,
    // What was asked for, the index by user has at once.
    ...(within === "upcoming" && { state: "pending" as const }),
    cursor: inside,
    limit: room,
  });
  const items = page.items
    .filter(({ payment }) => isWanted(payment))
    .map((listed) => ({ payout, ...listed }));
  return { items, inside: page.cursor };
}

/** The version that is to be paid, read as it will be. */
async function lookIntoSheet(
  { sheets, reader, columnsOf }: FindPaymentsDeps,
  payout: Extract<Searched, { state: "scheduled" | "awaiting_approval" }>,
  { user, isWhole, room }: Look,
): Promise<LookedInto> {
  const { sheet, fileName, defaults, reversalOf } = payout;
  const isWanted = wantedBy(user, isWhole);
  const items: FoundPayment[] = [];
  const onPayment = (payment: Payment) => {
    if (items.length < room && isWanted(payment)) items.push({ payout, payment, state: "pending" });
  };
  const about = { columns: columnsOf?.(payout), defaults, takesBack: reversalOf !== undefined };
  await sheets.withLocalCopy(sheet, (path) => reader.read({ path, fileName, onPayment, ...about }));
  return { items };
}

function wantedBy(user: string, isWhole: boolean): (payment: Payment) => boolean {
  const wanted = normalizeForSearch(user);
  return ({ userId }) => {
    const id = normalizeForSearch(userId);
    return isWhole ? id === wanted : id.includes(wanted);
  };
}

function writePosition({ list, after = "", payoutId = "", inside = "" }: Position): string {
  return [list, payoutId, inside, after].join("~");
}

const POSITION = /^([0-4])~([0-9A-Za-z_-]{0,64})~([\d.]{0,30})~([\w-]{0,1500})$/;

function readPosition({ cursor }: FindPaymentsQuery): Position {
  if (cursor === undefined) return { list: 0 };
  const match = POSITION.exec(cursor);
  if (match === null) throw new InvalidCursorError();
  const [, list, payoutId, inside, after] = match;
  const given = (text: string | undefined) => (text === "" ? undefined : text);
  return {
    list: Number(list),
    after: given(after),
    payoutId: given(payoutId),
    inside: given(inside),
  };
}
