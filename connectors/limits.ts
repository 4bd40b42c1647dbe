import * as z from "zod";
import type { Weekday } from "../domain/payout/closed-hours.ts";
import type { Limits, RateLimit, Reply } from "./connector.ts";

const DAYS = [
  "mon",
  "tue",
  "wed",
  "thu",
  "fri",
  "sat",
  "sun",
] as const satisfies readonly Weekday[];
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 02:00");
const timeZoneSchema = z.string().refine(isTimeZone, "an IANA zone such as Asia/Seoul");

/** What a stage may say of its points API's limits, whatever the connector, beside `ratePerSecond`. */
export const limitOptions = {
  /** Payments a minute. */
  ratePerMinute: z.number().positive().max(6_000_000).optional(),
  /**
   * The capacity of a leaky bucket that drains by `ratePerSecond`: how many it takes at once after a
   * pause.
   */
  burst: z.int().positive().max(100_000).optional(),
  /** Payments, look-ups and confirmations a day, from midnight to midnight of the zone. */
  dailyQuota: z.strictObject({ calls: z.int().positive(), timeZone: timeZoneSchema }).optional(),
  /** When nothing is begun; over midnight where `to` is not later than `from`. */
  maintenance: z
    .array(
      z
        .strictObject({
          from: timeSchema,
          to: timeSchema,
          timeZone: timeZoneSchema,
          /** On which it begins; every day when absent. */
          days: z.array(z.enum(DAYS)).min(1).optional(),
        })
        .refine(({ from, to }) => from !== to, "ends when it begins"),
    )
    .max(20)
    .optional(),
} as const;

/**
 * The limits of a connector whose options hold them. Payments are spread evenly, so that a rate a
 * minute is one a second.
 */
export function limitsOf({
  ratePerSecond,
  ratePerMinute = Number.POSITIVE_INFINITY,
  burst,
  dailyQuota,
  maintenance,
}: Limits & { readonly ratePerMinute?: number | undefined }): Limits {
  const pace = Math.min(ratePerSecond, ratePerMinute / 60);
  return { ratePerSecond: pace, burst, dailyQuota, maintenance };
}

/** Where answers say how many calls are left, and when there are more. */
export interface RateLimitHeaders {
  readonly remaining: string;
  /** In seconds from now, or as a Unix time in seconds or milliseconds. */
  readonly reset: string;
}

/** Reads headers such as `X-RateLimit-Remaining` and `X-RateLimit-Reset`. */
export function readRateLimit(
  { remaining: remainingName, reset: resetName }: RateLimitHeaders,
  reply: Reply,
  nowMs: number,
): RateLimit | undefined {
  const remaining = numberIn(reply.header(remainingName));
  const reset = numberIn(reply.header(resetName));
  if (remaining === undefined || reset === undefined) return undefined;
  return { remaining, resetMs: Math.max(0, untilMs(reset, nowMs)) };
}

/** Less than a century of seconds counts from now, and milliseconds have more digits. */
const FROM_NOW_BELOW = 1e9;
const SECONDS_BELOW = 1e11;

function untilMs(reset: number, nowMs: number): number {
  if (reset < FROM_NOW_BELOW) return reset * 1_000;
  return (reset < SECONDS_BELOW ? reset * 1_000 : reset) - nowMs;
}

function numberIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}(?:\.\d{1,9})?$/.test(header.trim())
    ? Number(header)
    : undefined;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
