import pMap from "p-map";
import type { Instant } from "../clock.ts";
import type { SheetCheck } from "../sheet/sheet-check.ts";
import { LARGEST_RECIPIENTS } from "../sheet/sheet-check.ts";
import { type ApprovalReason, type ApprovalReasonCode, above } from "./approval-reason.ts";
import { periodsOf } from "./company-periods.ts";
import type { Limits } from "./limits.ts";
import type { NamedPointsApiDeps } from "./named-points-api.ts";
import type { SheetObject } from "./payout.ts";
import type { Page, PayoutStore } from "./payout-store.ts";
import type { Policy } from "./policy.ts";
import type { Reservation } from "./reservation-store.ts";
import type { CheckStore } from "./sheet-store.ts";

/** A payment of a user, as the ledger has it. */
interface UserPayment {
  readonly payoutId: string;
  readonly points: number;
  readonly state: string;
}

export interface RecipientLimitsDeps extends NamedPointsApiDeps {
  readonly policy: Policy;
  readonly checks: Pick<CheckStore, "get">;
  readonly payouts: Pick<PayoutStore, "get">;
  /** What users were paid, of the newest payouts first. */
  readonly ledger: {
    ofUser(
      userId: string,
      query: { readonly cursor?: string | undefined; readonly limit: number },
    ): Promise<Page<UserPayment>>;
  };
}

/** The other payouts of the month. */
export interface OtherPayouts {
  /** As they were reserved: never less than what they come to. */
  reserved(): Promise<readonly Reservation[]>;
  /** As they stand now. */
  known(): Promise<readonly Reservation[]>;
}

interface PayoutToRecipients {
  readonly sheet: SheetObject;
  readonly scheduledFor: Instant;
  /** The most that one user gets by it. */
  readonly recipientPoints: number;
}

/** A user who gets more than a limit: the row, and what it comes to. */
interface Above {
  readonly row: number;
  readonly points: number;
}

const NAMED_ROWS = 10;
/** Users whose payments are read at once. */
const READ_CONCURRENCY = 16;
const PAGE_SIZE = 100;
/** Neither refused nor withdrawn: they got it, or may have. */
const MAY_HAVE_GOT: ReadonlySet<string> = new Set(["sending", "accepted", "paid", "unknown"]);

const PERIODS = [
  ["recipient_day_points", "recipientDayPoints", "day"],
  ["recipient_month_points", "recipientMonthPoints", "month"],
] as const satisfies (readonly [ApprovalReasonCode, keyof Limits, "day" | "month"])[];

/**
 * Recipients who get more in a day or a month than the limit. No one can have got more than the
 * largest amounts of all payouts together; only where that is above a limit are users looked up, those
 * with the largest amounts of the sheet: in the ledger, and in the sheets of payouts that the ledger
 * does not know the whole of yet.
 */
export async function findRecipientsAbove(
  deps: RecipientLimitsDeps,
  payout: PayoutToRecipients,
  others: OtherPayouts,
): Promise<readonly ApprovalReason[]> {
  const reasons: ApprovalReason[] = [];
  for (const [code, limit, period] of PERIODS) {
    const inPeriod = (all: readonly Reservation[]) =>
      all.filter((one) => isInPeriod(deps, one, payout.scheduledFor, period));
    const limits = deps.policy.limits[limit];
    const most = Math.min(limits.approvalAbove, limits.refuseAbove ?? limits.approvalAbove);
    const boundOf = (all: readonly Reservation[]) =>
      payout.recipientPoints + inPeriod(all).reduce((sum, one) => sum + one.recipientPoints, 0);
    if (boundOf(await others.reserved()) <= most) continue;
    const known = await others.known();
    const bound = boundOf(known);
    if (bound <= most) continue;
    const details = { period: periodsOf(deps, payout.scheduledFor)[period] };
    const found = await lookUp(deps, payout, inPeriod(known), most);
    if (found === undefined) {
      // Too many to look up, or nothing is known of them: then their bound counts.
      reasons.push({ code, amount: bound, limit: most, ...details });
      continue;
    }
    const rows = found.slice(0, NAMED_ROWS).map(({ row }) => row);
    reasons.push(...above(code, found[0]?.points ?? 0, limits, { ...details, rows }));
  }
  return reasons;
}

function isInPeriod(
  deps: RecipientLimitsDeps,
  { scheduledFor }: Reservation,
  at: Instant,
  period: "day" | "month",
): boolean {
  return (
    scheduledFor !== undefined &&
    periodsOf(deps, scheduledFor)[period] === periodsOf(deps, at)[period]
  );
}

/** Who gets more than `most`, the most first; undefined when nobody can tell. */
async function lookUp(
  deps: RecipientLimitsDeps,
  { sheet }: Pick<PayoutToRecipients, "sheet">,
  others: readonly Reservation[],
  most: number,
): Promise<readonly Above[] | undefined> {
  const largest = (await deps.checks.get(sheet))?.largestRecipients;
  if (largest === undefined) return undefined;
  const fromOthers = others.reduce((sum, one) => sum + one.recipientPoints, 0);
  const mayBeAbove = largest.filter(({ points }) => points + fromOthers > most);
  if (mayBeAbove.length === LARGEST_RECIPIENTS) return undefined;
  return await aboveOf(deps, mayBeAbove, others, most);
}

async function aboveOf(
  deps: RecipientLimitsDeps,
  recipients: NonNullable<SheetCheck["largestRecipients"]>,
  others: readonly Reservation[],
  most: number,
): Promise<readonly Above[]> {
  const payoutIds = new Set(others.map(({ payoutId }) => payoutId));
  const planned = await plannedBy(deps, others);
  const withOthers = await pMap(
    recipients,
    async ({ row, userId, points }) => ({
      row,
      points: points + (await gotBy(deps.ledger, userId, payoutIds, planned)),
    }),
    { concurrency: READ_CONCURRENCY },
  );
  return withOthers
    .filter(({ points }) => points > most)
    .sort((one, other) => other.points - one.points || one.row - other.row);
}

type Planned = ReadonlyMap<string, (userId: string) => number>;

/**
 * What users are to get by payouts that have not come to their end: of those not begun the ledger
 * knows nothing, and two at the same time must not both slip through. By checks of earlier versions
 * it is not known.
 */
async function plannedBy(
  { payouts, checks }: RecipientLimitsDeps,
  others: readonly Reservation[],
): Promise<Planned> {
  const planned = new Map<string, (userId: string) => number>();
  await pMap(
    others.filter(({ isFinal }) => isFinal !== true),
    async ({ payoutId }) => {
      const payout = await payouts.get(payoutId);
      const sheet = payout !== undefined && "sheet" in payout ? payout.sheet : undefined;
      const recipients = sheet && (await checks.get(sheet))?.largestRecipients;
      if (recipients !== undefined) planned.set(payoutId, amountsOf(recipients));
    },
    { concurrency: READ_CONCURRENCY },
  );
  return planned;
}

/** Whoever is not listed gets no more than the last one who is, or nothing where all are. */
function amountsOf(recipients: NonNullable<SheetCheck["largestRecipients"]>) {
  const amounts = new Map(recipients.map(({ userId, points }) => [userId, points]));
  const isCut = recipients.length === LARGEST_RECIPIENTS;
  const most = isCut ? (recipients.at(-1)?.points ?? 0) : 0;
  return (userId: string): number => amounts.get(userId) ?? most;
}

/**
 * What a user got, or may have got, by these payouts, or is to get; ids of payouts grow with time.
 */
async function gotBy(
  ledger: RecipientLimitsDeps["ledger"],
  userId: string,
  payoutIds: ReadonlySet<string>,
  planned: Planned,
): Promise<number> {
  const oldest = [...payoutIds].toSorted()[0];
  if (oldest === undefined) return 0;
  const got = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const page = await ledger.ofUser(userId, { limit: PAGE_SIZE, cursor });
    for (const { payoutId, points, state } of page.items) {
      if (!payoutIds.has(payoutId) || !MAY_HAVE_GOT.has(state)) continue;
      got.set(payoutId, (got.get(payoutId) ?? 0) + points);
    }
    const last = page.items.at(-1);
    cursor = last === undefined || last.payoutId < oldest ? undefined : page.cursor;
  } while (cursor !== undefined);
  const each = [...payoutIds].map((payoutId) =>
    Math.max(got.get(payoutId) ?? 0, planned.get(payoutId)?.(userId) ?? 0),
  );
  return each.reduce((sum, points) => sum + points, 0);
}
