import { type Clock, DAY_MS, type Instant, toEpochMs, toInstant } from "../clock.ts";
import type { RequestedTime } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { Policy } from "./policy.ts";
import { quietUntil } from "./quiet-hours.ts";
import { type ZonedTime, zonedTimeAt } from "./zoned-time.ts";

/** As a payout's time: as soon as it may be, counted from when that is asked for. */
export const SOONEST = "soonest";
/** The scheduler is told a moment later, and is to be told of a time that is still to come. */
const SOONEST_MARGIN_MS = 3_000;
/** So long the approval of such a payout may take; then it has to be asked for again. */
const SOONEST_WAITS_MS = DAY_MS;

interface SoonestDeps {
  readonly clock: Pick<Clock, "nowMs">;
  readonly policy: Pick<Policy, "minLeadTimeMs" | "quietHours" | "defaultTimeZone">;
}

/** @throws {ZonedTimeError} `unknown_time_zone` */
export function soonestIn({ clock, policy }: SoonestDeps, timeZone: string): ZonedTime {
  const soonestMs = clock.nowMs() + policy.minLeadTimeMs + SOONEST_MARGIN_MS;
  return zonedTimeAt(Math.ceil(soonestMs / 1_000) * 1_000, timeZone);
}

/** Until when a request may be approved: its time, or a day from it where it is to be as soon as it can. */
export function approvableUntil({ at, soonest }: Pick<RequestedTime, "at" | "soonest">): Instant {
  return soonest === true ? toInstant(toEpochMs(at) + SOONEST_WAITS_MS) : at;
}

/**
 * When a request is paid that is approved now. As soon as it can be is counted from the approval where
 * this comes after the time that it was counted to: what was asked for was no time of day.
 * @throws {RefusedError} `latest_too_soon` when nobody would be paid before the latest time
 */
export function timeOnceApproved(deps: SoonestDeps, request: RequestedTime): RequestedTime {
  const { soonest: isSoonest, ...fixed } = request;
  const { clock, policy } = deps;
  const hasRoom = toEpochMs(request.at) - clock.nowMs() >= policy.minLeadTimeMs;
  const isOver = toEpochMs(approvableUntil(request)) <= clock.nowMs();
  if (isSoonest !== true || hasRoom || isOver) return fixed;
  const time = soonestIn(deps, request.timeZone);
  const begins = quietUntil(policy, time.at) ?? time.at;
  if (request.latest !== undefined && toEpochMs(request.latest.at) <= toEpochMs(begins)) {
    throw new RefusedError(
      "latest_too_soon",
      `The latest time ${request.latest.at} is not after the time ${begins} at which paying would begin.`,
    );
  }
  return { ...fixed, ...time };
}
