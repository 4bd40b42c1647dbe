import { toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import { changePayout, type PayoutChange, WrongStateError } from "../payout/change-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { personActor } from "../payout/person.ts";
import { updatePayout } from "../payout/update-payout.ts";
import { countsOf, pointsOf } from "./count-tallies.ts";
import type { Word } from "./ledger.ts";
import type { LedgerStore } from "./ledger-store.ts";
import type { Standing } from "./second-person.ts";

export interface NoteResolutionDeps {
  readonly payouts: PayoutStore;
  readonly ledger: Pick<LedgerStore, "tallies">;
  readonly clock: { nowMs(): number };
}

/** Decisions that one call took, as the payout's trail tells of them. */
export interface ResolutionNote {
  /** Who said it, and how they know. */
  readonly stands: Pick<Word, "by" | "note">;
  /** What of: the event says it before the note. */
  readonly what: string;
  /** Whether any payment was settled: else all that was said waits for a second person. */
  readonly settles: boolean;
  readonly eventId: string;
  /** Ids under which another request may have noted the same decisions already. */
  readonly otherIds?: readonly string[];
  /**
   * Of decisions that were taken just now: the payout's revision before. Whoever notes them raises it.
   * Undefined when another request may have taken and noted them before.
   */
  readonly takenAfter: number | undefined;
}

/** Others may resolve other payments of the payout at the same time, each changing the payout. */
const NOTE_ATTEMPTS = 10;
/** The whole note is kept with the payment; the payout's events have to hold many of them. */
const NOTE_IN_TRAIL_LENGTH = 100;
/** Where a payout is halted nobody pays; a call that left before has ended long before this. */
const SURELY_LEFT_MS = 15 * 60_000;

export type Started = PayoutIn<"distributing" | "paused" | "halted" | "completed">;

/** @throws {WrongStateError} before it was ever paid */
export function assertStarted(payout: Payout): Started {
  switch (payout.state) {
    case "distributing":
    case "paused":
    case "halted":
    case "completed":
      return payout;
    default:
      throw new WrongStateError("resolve", payout);
  }
}

/** In an outage paying goes on by itself, and may still find out what became of a payment. */
export function isBeingPaid(payout: Started): boolean {
  if (payout.state === "paused") return payout.pause.reason === "points_api_unavailable";
  return payout.state === "distributing";
}

/** A payment of it that is `sending` since before then is a person's to settle; none without it. */
export function leftBeforeOf(payout: Started, nowMs: number): string | undefined {
  return payout.state === "halted" ? toInstant(nowMs - SURELY_LEFT_MS) : undefined;
}

/** The event of a payment that was settled by itself, or that something was said of by itself. */
export function rowEventId(row: number, { as, word }: Standing): string {
  return as === "settled" ? `row-${row}-resolved` : `row-${row}-said-${word?.at}-${word?.by.id}`;
}

/** The event of those that were named by one call. */
export function rowsEventId({ at, by }: Pick<Word, "at" | "by">): string {
  return `rows-resolved-${at}-${by.id}`;
}

/** What may become of a payment by a person's word, as the trail has it. */
export const SAID = [
  "paid",
  /** By one person's word, as earlier versions had it. */
  "not_paid",
  "not_paid confirmed",
  "not_paid proposed",
  "taken back",
] as const;

export function saidOf(standing: Standing): (typeof SAID)[number] {
  switch (standing.as) {
    case "settled":
      return standing.isConfirmed ? "not_paid confirmed" : standing.word.as;
    case "proposed":
      return "not_paid proposed";
    case "taken_back":
      return "taken back";
  }
}

/**
 * Notes decisions that stand in the ledger, in the payout's trail and, once it is completed, in its
 * counts. Another request, or an earlier try of this one, may have noted them already.
 * @throws {PayoutChangedError} when others kept changing the payout; asking again finishes it
 */
export async function noteResolution(
  deps: NoteResolutionDeps,
  payoutId: string,
  { stands, what, settles, eventId, otherIds = [], takenAfter }: ResolutionNote,
): Promise<Payout> {
  const noted = Array.from(stands.note).slice(0, NOTE_IN_TRAIL_LENGTH).join("");
  const cause = {
    by: personActor(stands.by),
    nowMs: deps.clock.nowMs(),
    eventId,
    why: `${what} ${noted}`,
  };
  const isInTrail = async (): Promise<boolean> =>
    (await deps.payouts.events(payoutId)).some(
      (event) => event.eventId === eventId || otherIds.includes(event.eventId),
    );
  const decide = async (read: Payout): Promise<PayoutChange | undefined> => {
    const payout = assertStarted(read);
    // Looked up after the payout was read: if somebody else notes it after that, our update fails.
    if (payout.revision !== takenAfter && (await isInTrail())) return undefined;
    const report = payout.state === "completed" ? await recount(deps, payout) : undefined;
    if (!settles) {
      return changePayout("settlement_proposed", payout, optional("report", report), cause);
    }
    return report === undefined
      ? changePayout("payment_resolved", payout, {}, cause)
      : changePayout("recounted", payout, { report }, cause);
  };
  return (await updatePayout(deps, payoutId, decide, { attempts: NOTE_ATTEMPTS })).after;
}

/** Counted after the payout was read: of two resolutions at once, the later write counts both. */
async function recount(
  { ledger }: NoteResolutionDeps,
  { payoutId, check, report }: PayoutIn<"completed">,
): Promise<PayoutIn<"completed">["report"]> {
  const tallies = await ledger.tallies(payoutId);
  return {
    ...report,
    counts: countsOf(check.payments, tallies),
    points: pointsOf(check.totalPoints, tallies),
    resultIsBehind: true,
  };
}
