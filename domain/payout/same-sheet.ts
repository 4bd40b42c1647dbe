import { DAY_MS, type Instant, toInstant } from "../clock.ts";
import { type NamedPointsApiDeps, pointsApiNameOf } from "./named-points-api.ts";
import type { Brake, CheckSummary, Payout, PayoutIn } from "./payout.ts";
import type { Reservation } from "./reservation-store.ts";
import {
  type CountedPoints,
  NOTHING_MORE,
  type ReservationDeps,
  readingOnce,
  readReservations,
} from "./reservations.ts";

/** `ready`: somebody schedules it at this moment. */
export type PayoutUnderWay = PayoutIn<
  "ready" | "awaiting_approval" | "scheduled" | "distributing" | "paused" | "halted"
>;

type PayoutOfSheet = Pick<
  PayoutIn<"ready">,
  | "payoutId"
  | "retryOf"
  | "reversalOf"
  | "dryRun"
  | "pointsApi"
  | "check"
  | "generation"
  | "revision"
>;

/**
 * Other payouts under way that pay the very same: the same points to the same users by the same
 * points API; of a retry also those that pay what its original was to pay, and the other way round.
 * Unlike a list of payouts this misses none, not even one that is scheduled at this moment. The
 * payout itself is noted first, for the other one to find.
 */
export async function sameSheetsUnderWay(
  deps: ReservationDeps & NamedPointsApiDeps,
  payout: PayoutOfSheet,
  scheduledFor: Instant,
): Promise<readonly PayoutUnderWay[]> {
  const { payoutId, generation, revision, check } = payout;
  const reservation = {
    payoutId,
    generation: generation + 1,
    revision,
    scheduledFor,
    points: check.totalPoints,
    recipientPoints: 0,
    at: toInstant(deps.clock.nowMs()),
  };
  const sheets = [...(await sheetsOf(deps, payout))];
  await Promise.all(sheets.map((of) => deps.reservations.reserve(of, reservation)));
  const once = { ...deps, ...(await readingOnce(deps, sheets)) };
  const noted = await Promise.all(sheets.map((of) => readReservations(once, of, whileUnderWay)));
  const others = new Set(
    noted
      .flat()
      .filter(({ points }) => points > 0)
      .map((one) => one.payoutId),
  );
  others.delete(payoutId);
  const read = await Promise.all([...others].map((id) => once.payouts.get(id)));
  return read.filter((other) => other !== undefined).filter(isUnderWay);
}

/**
 * The brake that stands on another payout of the very same, whatever became of that: cancelling what
 * somebody had held, and uploading it once more, does not take their brake off. The newest of the
 * last `withinDays`; of payouts that were scheduled once, or waited for approval.
 */
export async function brakeOfSameSheet(
  deps: ReservationDeps & NamedPointsApiDeps,
  payout: PayoutOfSheet,
  withinDays: number,
): Promise<Brake | undefined> {
  const of = sheetOf(deps, payout);
  if (of === undefined) return undefined;
  const all = await deps.reservations.list(of);
  const others = new Set(all.map((one) => one.payoutId));
  others.delete(payout.payoutId);
  const read = await Promise.all([...others].map((id) => deps.payouts.get(id)));
  const since = toInstant(deps.clock.nowMs() - withinDays * DAY_MS);
  return read
    .flatMap((other) => other?.brake ?? [])
    .filter(({ at }) => at >= since)
    .toSorted((one, other) => other.at.localeCompare(one.at))[0];
}

/** What a payout is noted under: its own sheet, and those that a retry pays a part of. */
async function sheetsOf(
  deps: ReservationDeps & NamedPointsApiDeps,
  payout: PayoutOfSheet,
): Promise<ReadonlySet<string>> {
  const own = sheetOf(deps, payout);
  if (own === undefined) return new Set();
  const original =
    payout.retryOf === undefined ? undefined : await deps.payouts.get(payout.retryOf);
  if (original === undefined || !isChecked(original)) return new Set([own]);
  return new Set([own, ...(await sheetsOf(deps, original))]);
}

function isChecked<P extends Payout>(payout: P): payout is P & { readonly check: CheckSummary } {
  return "check" in payout && payout.check !== undefined;
}

/** What its payouts are noted under; undefined where nobody is paid, or where nothing is known of it. */
function sheetOf(deps: NamedPointsApiDeps, payout: PayoutOfSheet): string | undefined {
  const { fingerprint, payments, totalPoints } = payout.check;
  if (payout.reversalOf !== undefined) return undefined;
  if (payout.dryRun === true || fingerprint === undefined) return undefined;
  const api = pointsApiNameOf(deps, payout) ?? "";
  return `sheet#${api}#${fingerprint.exact}#${payments}#${totalPoints}`;
}

function whileUnderWay(payout: Payout, { points }: Reservation): CountedPoints {
  if (isUnderWay(payout) && payout.state !== "ready") return { points, isFinal: false };
  // What came to nothing is forgotten: that of a braked payout is what its brake is found by.
  return payout.brake === undefined ? NOTHING_MORE : { points: 0, isFinal: false };
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
