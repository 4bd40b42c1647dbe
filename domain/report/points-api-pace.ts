import * as z from "zod";
import { toInstant } from "../clock.ts";
import { jsonOf } from "../json-of.ts";
import { optional } from "../optional.ts";
import { type ClosedHours, nextClosedSpan, WEEKDAYS } from "../payout/closed-hours.ts";
import { pointsApiNameSchema } from "../payout/named-points-api.ts";
import { forecastSeconds } from "./payout-progress.ts";

const paceSchema = z.object({
  /** As payouts name the points API; absent of the only one of a deployment. */
  name: pointsApiNameSchema.optional(),
  /** How many calls of its rate a payment takes; 1 when absent. */
  callsPerPayment: z.int().positive().optional(),
  /** Calls that it takes a day. */
  callsPerDay: z.int().positive().optional(),
  maintenance: z
    .array(
      z.object({
        from: z.string(),
        to: z.string(),
        timeZone: z.string().min(1),
        days: z.array(z.enum(WEEKDAYS)).readonly().optional(),
      }),
    )
    .readonly()
    .optional(),
});
/** What makes paying by a points API take longer than its rate says. */
export type PointsApiPace = z.infer<typeof paceSchema>;

/** Those of a deployment's points APIs, the default one first, as JSON. */
export const pointsApiPacesJson = jsonOf(z.array(paceSchema).min(1));

/** Of the points API that a payout names; the default one's for a payout that names none. */
export function paceOf(
  all: readonly PointsApiPace[] = [],
  { pointsApi = all[0]?.name }: { readonly pointsApi?: string | undefined },
): PointsApiPace {
  return all.find(({ name }) => name === pointsApi) ?? {};
}

/** How long paying will take, and what it waits for meanwhile. */
export interface Forecast {
  /** From its beginning to its end, what it waits for included. */
  readonly seconds: number;
  /** Windows of maintenance that it runs into; absent where there are none. */
  readonly maintenance?: { from: string; until: string }[];
  /** Over how many days the calls of a day make it last; absent where one suffices. */
  readonly days?: number;
}

/** Nobody pays for longer: what comes then is not told. */
const MOST_WINDOWS = 30;
const DAY_SECONDS = 86_400;

export function forecastPaying(
  payments: number,
  ratePerSecond: number,
  { callsPerPayment = 1, callsPerDay, maintenance = [] }: PointsApiPace,
  fromMs: number,
): Forecast {
  const calls = payments * callsPerPayment;
  const days = callsPerDay === undefined ? 1 : Math.max(1, Math.ceil(calls / callsPerDay));
  const payingSeconds = forecastSeconds(calls, ratePerSecond) + (days - 1) * DAY_SECONDS;
  const { windows, untilMs } = runInto(maintenance, fromMs, payingSeconds * 1_000);
  return {
    seconds: Math.ceil((untilMs - fromMs) / 1_000),
    ...optional("maintenance", windows.length === 0 ? undefined : windows),
    ...optional("days", days === 1 ? undefined : days),
  };
}

/** The windows during which work of that length waits, and when it is done. */
function runInto(maintenance: readonly ClosedHours[], fromMs: number, workMs: number) {
  const windows: { from: string; until: string }[] = [];
  let nowMs = fromMs;
  let leftMs = workMs;
  while (windows.length < MOST_WINDOWS) {
    const next = nextClosedSpan(maintenance, nowMs);
    if (next === undefined || next.fromMs >= nowMs + leftMs) break;
    leftMs -= Math.max(0, next.fromMs - nowMs);
    nowMs = next.untilMs;
    windows.push({ from: toInstant(next.fromMs), until: toInstant(next.untilMs) });
  }
  return { windows, untilMs: nowMs + leftMs };
}
