import pMap from "p-map";
import { type Clock, type Instant, toInstant } from "../clock.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Person, recordedPerson } from "../payout/person.ts";
import { assertLedgerKept } from "../payout/retention.ts";
import type { ChunkStore } from "./chunk-store.ts";
import type { LedgerEntry, PaymentState, Word } from "./ledger.ts";
import type { LedgerCorrections, LedgerStore } from "./ledger-store.ts";
import { type LocatedPayment, locatePayments, type NamedPayment } from "./locate-payments.ts";
import {
  assertStarted,
  isBeingPaid,
  leftBeforeOf,
  noteResolution,
  rowEventId,
  rowsEventId,
  SAID,
  saidOf,
} from "./note-resolution.ts";
import { type Standing, standingOf } from "./second-person.ts";

export interface ResolvePaymentsDeps {
  readonly payouts: PayoutStore;
  readonly chunks: Pick<ChunkStore, "read">;
  readonly ledger: Pick<LedgerStore, "readChunk" | "tallies" | "ofUser"> &
    Pick<LedgerCorrections, "resolveMany">;
  readonly clock: Clock;
}

/** What a person says became of a payment, or of a user's payments in the payout. */
export type Decision = NamedPayment & { readonly as: Word["as"] };

export interface ResolvePaymentsRequest {
  readonly decisions: readonly Decision[];
  /** How the person knows; kept with every payment. */
  readonly note: string;
}

/** What became of a payment that was named; after the first three, nothing was changed. */
export const RESOLVE_OUTCOMES = [
  /** It stands as was said, by this call or an earlier one. */
  "settled",
  /** It is unknown until a second person says as well that it was not paid. */
  "proposed",
  /** It is unknown, and nobody's word on it stands any more. */
  "taken_back",
  "payment_not_found",
  "payment_not_unknown",
  "resolved_otherwise",
  /** The payout is being paid; stop it first. */
  "stop_first",
] as const;

export interface DecidedPayment {
  readonly outcome: (typeof RESOLVE_OUTCOMES)[number];
  /** As it was named where no payment was found. */
  readonly row?: number | undefined;
  readonly userId?: string | undefined;
  /** How it stands now. */
  readonly state?: PaymentState | undefined;
}

export interface ResolvedPayments {
  readonly payout: Payout;
  /** In the order in which they were named. */
  readonly payments: readonly DecidedPayment[];
}

/** Chunks at once. */
const MOST_AT_ONCE = 4;

type Located = LocatedPayment & Pick<Word, "as">;
/** A word without what it says. */
type Said = Omit<Word, "as">;

/**
 * Settles many payments by a person's words, each by the rules of `resolvePayment`: what can't
 * be settled is left as it is and told of. The payout's trail gets one event of the whole call, and
 * its counts are counted once. Asking again settles nothing twice, and completes what a crash left.
 * @throws {RefusedError} `payout_not_found`; `stop_first` while it is being paid; `retention_over`
 * @throws {WrongStateError} before it was ever paid
 * @throws {PayoutChangedError} when others kept changing the payout; asking again finishes it
 */
export async function resolvePayments(
  deps: ResolvePaymentsDeps,
  payoutId: string,
  { decisions, note }: ResolvePaymentsRequest,
  person: Person,
): Promise<ResolvedPayments> {
  const payout = assertStarted(await getPayout(deps.payouts, payoutId));
  assertLedgerKept(payout, deps.clock.nowMs());
  const located = await locatePayments(deps, payoutId, payout.distribution, decisions);
  const named = new Map<number, Located>();
  for (const { name, found } of located) {
    for (const payment of found) named.set(payment.row, { ...payment, as: name.as });
  }
  const nowMs = deps.clock.nowMs();
  const said: Said = { note, by: recordedPerson(person), at: toInstant(nowMs) };
  const isLocked = isBeingPaid(payout);
  const entries = await settle(deps, payoutId, [...named.values()], {
    said: isLocked ? undefined : said,
    leftBefore: leftBeforeOf(payout, nowMs),
  });
  const standings = new Map<number, Standing>();
  for (const { row, as } of named.values()) {
    const standing = standingOf({ ...said, as }, entries.get(row));
    if (standing !== undefined) standings.set(row, standing);
  }
  const isKnown = ({ resolution }: LedgerEntry) => resolution !== undefined;
  if (isLocked && standings.size === 0 && ![...entries.values()].some(isKnown)) {
    throw new RefusedError("stop_first", `Payout ${payoutId} is still being paid; stop it first.`);
  }
  const after = await noteAll(deps, payout, standings, said);
  const payments = located.flatMap(({ name, found }): DecidedPayment[] => {
    if (found.length === 0) return [notFound(name)];
    return found.map(({ row, userId }) => {
      const entry = entries.get(row);
      const outcome = standings.get(row)?.as ?? whyLeft(entry, isLocked);
      return { row, userId, outcome, state: entry?.state ?? "pending" };
    });
  });
  return { payout: after, payments };
}

/** The entries as they stand afterwards, by row; without `said` they are only read. */
async function settle(
  { ledger }: ResolvePaymentsDeps,
  payoutId: string,
  named: readonly Located[],
  {
    said,
    leftBefore,
  }: {
    readonly said: Said | undefined;
    readonly leftBefore: Instant | undefined;
  },
): Promise<ReadonlyMap<number, LedgerEntry>> {
  const byChunk = [...Map.groupBy(named, ({ chunk }) => chunk)];
  const entries = new Map<number, LedgerEntry>();
  const settleChunk = async ([chunk, payments]: (typeof byChunk)[number]): Promise<void> => {
    const rows = new Set(payments.map(({ row }) => row));
    const found =
      said === undefined
        ? await ledger.readChunk(payoutId, chunk)
        : await ledger.resolveMany({
            payoutId,
            chunk,
            words: new Map(payments.map(({ row, as }) => [row, { ...said, as }])),
            leftBefore,
          });
    for (const entry of found) if (rows.has(entry.row)) entries.set(entry.row, entry);
  };
  await pMap(byChunk, settleChunk, { concurrency: MOST_AT_ONCE });
  return entries;
}

function whyLeft(entry: LedgerEntry | undefined, isLocked: boolean): DecidedPayment["outcome"] {
  if (entry?.resolution !== undefined) return "resolved_otherwise";
  return isLocked ? "stop_first" : "payment_not_unknown";
}

function notFound(name: Decision): DecidedPayment {
  const outcome = "payment_not_found";
  return "row" in name ? { outcome, row: name.row } : { outcome, userId: name.userId };
}

interface Noted {
  readonly row: number;
  readonly standing: Standing;
  readonly stands: Word;
}

/**
 * One event for what this call said. What an earlier call said, which may have crashed before its
 * event, gets that event now: it counts the payments that were named again.
 */
async function noteAll(
  deps: ResolvePaymentsDeps,
  payout: Payout,
  standings: ReadonlyMap<number, Standing>,
  said: Said,
): Promise<Payout> {
  const ours = rowsEventId(said);
  const noted = [...standings].flatMap(([row, standing]): Noted[] => {
    const { word } = standing;
    return word === undefined ? [] : [{ row, standing, stands: word }];
  });
  const groups = Map.groupBy(noted, ({ stands }) => rowsEventId(stands));
  const { payoutId } = payout;
  const isAllOurs = [...groups.keys()].every((eventId) => eventId === ours);
  const trail = isAllOurs ? [] : await deps.payouts.events(payoutId);
  const known = new Set(trail.map(({ eventId }) => eventId));
  let after = payout;
  for (const [eventId, group] of groups) {
    const left = group.filter(({ row, standing }) => !known.has(rowEventId(row, standing)));
    const [first] = left;
    if (first === undefined || known.has(eventId)) continue;
    after = await noteResolution(deps, payoutId, {
      stands: first.stands,
      what: whatOf(left),
      settles: left.some(({ standing }) => standing.as === "settled"),
      eventId,
      takenAfter: eventId === ours ? payout.revision : undefined,
    });
  }
  return after;
}

/** `300 payments: 200 paid, 100 not_paid proposed.` */
function whatOf(group: readonly Noted[]): string {
  const counted = SAID.map((said) => ({
    said,
    count: group.filter(({ standing }) => saidOf(standing) === said).length,
  })).filter(({ count }) => count > 0);
  const payments = group.length === 1 ? "1 payment" : `${group.length} payments`;
  const [only, ...others] = counted;
  if (only === undefined || others.length === 0) return `${payments}: ${only?.said}.`;
  return `${payments}: ${counted.map(({ said, count }) => `${count} ${said}`).join(", ")}.`;
}
