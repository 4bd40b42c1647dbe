import { type Instant, toInstant } from "../clock.ts";
import { type NamedPointsApiDeps, pointsApiNameOf } from "./named-points-api.ts";
import type { CheckSummary, Payout, PayoutIn } from "./payout.ts";
import type { Reservation } from "./reservation-store.ts";
import {
  NOTHING_MORE,
  type ReservationDeps,
  readReservations,
  type Standing,
} from "./reservations.ts";

/** `ready`: somebody schedules it at this moment. */
export type PayoutUnderWay = PayoutIn<
  "ready" | "awaiting_approval" | "scheduled" | "distributing" | "paused" | "halted"
>;

interface PayoutOfSheet {
  readonly payoutId: string;
  readonly dryRun?: true | undefined;
  readonly pointsApi?: string | undefined;
  readonly check: CheckSummary;
  readonly generation: number;
  readonly revision: number;
}

/**
 * Other payouts under way that pay the very same: the same points to the same users by the same
 * points API. Unlike a list of payouts this misses none, not even one that is scheduled at this
 * moment. The payout itself is noted first, for the other one to find.
 */
export async function sameSheetsUnderWay(
  deps: ReservationDeps & NamedPointsApiDeps,
  payout: PayoutOfSheet,
  scheduledFor: Instant,
): Promise<readonly PayoutUnderWay[]> {
  const { payoutId, dryRun, generation, revision, check } = payout;
  const { fingerprint, payments, totalPoints: points } = check;
  if (dryRun === true || fingerprint === undefined) return [];
  const api = pointsApiNameOf(deps, payout) ?? "";
  const of = `sheet#${api}#${fingerprint.exact}#${payments}#${points}`;
  await deps.reservations.reserve(of, {
    payoutId,
    generation: generation + 1,
    revision,
    scheduledFor,
    points,
    recipientPoints: 0,
    at: toInstant(deps.clock.nowMs()),
  });
  const all = await readReservations(deps, of, whileUnderWay);
  const others = new Set(all.filter((one) => one.points > 0).map((one) => one.payoutId));
  others.delete(payoutId);
  const read = await Promise.all([...others].map((id) => deps.payouts.get(id)));
  return read.filter((other) => other !== undefined).filter(isUnderWay);
}

function whileUnderWay(payout: Payout, { points }: Reservation): Standing {
  const isLeft = !isUnderWay(payout) || payout.state === "ready";
  return isLeft ? NOTHING_MORE : { points, isFinal: false };
}

function isUnderWay(payout: Payout): payout is PayoutUnderWay {
  switch (payout.state) {
    case "ready":
    case "awaiting_approval":
    case "scheduled":
    case "distributing":
    case "paused":
    case "halted":
      return true;
    default:
      return false;
  }
}
