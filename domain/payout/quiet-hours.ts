import { Temporal } from "temporal-polyfill";
import * as z from "zod";
import { DAY_MS, type Instant, toEpochMs, toInstant } from "../clock.ts";
import {
  type ClosedHours,
  closedHoursFields,
  closedUntilMs,
  nextClosedSpan,
} from "./closed-hours.ts";

/** As a policy spells them: without a zone they are in the company's own. */
type QuietHours = Omit<ClosedHours, "timeZone"> & { readonly timeZone?: string | undefined };

/** Hours in which nobody is paid; over midnight where `to` is not later than `from`. */
export const quietHoursSchema = z
  .array(
    z
      .strictObject({
        ...closedHoursFields,
        /** IANA zone; the company's own when absent. */
        timeZone: z
          .string()
          .refine(isTimeZone, { error: "an IANA zone such as Asia/Seoul", abort: true })
          .optional(),
      })
      .refine(({ from, to }) => from !== to, "ends when it begins"),
  )
  .max(20)
  .refine((hours) => !neverEnd(hours), "nobody would ever be paid: it is quiet for days on end");

interface QuietPolicy {
  readonly quietHours: readonly QuietHours[];
  readonly defaultTimeZone: string;
}

export function quietHoursOf({ quietHours, defaultTimeZone }: QuietPolicy): readonly ClosedHours[] {
  return quietHours.map(({ timeZone = defaultTimeZone, ...hours }) => ({ ...hours, timeZone }));
}

/** When a payout really begins whose time is in quiet hours; undefined where it is not. */
export function quietUntil(policy: QuietPolicy, at: Instant): Instant | undefined {
  const untilMs = closedUntilMs(quietHoursOf(policy), toEpochMs(at));
  return untilMs === undefined ? undefined : toInstant(untilMs);
}

/** What is scheduled for a Friday must not wait for longer than to the Monday. */
const LONGEST_MS = 4 * DAY_MS;
/** A week from a Thursday, as good as any other. */
const SOME_DAYS_MS = Array.from({ length: 7 }, (_, day) => day * DAY_MS);

function neverEnd(hours: readonly QuietHours[]): boolean {
  const inOneZone = quietHoursOf({ quietHours: hours, defaultTimeZone: "Asia/Seoul" });
  return SOME_DAYS_MS.some((fromMs) => {
    const span = nextClosedSpan(inOneZone, fromMs);
    return span !== undefined && span.untilMs - span.fromMs > LONGEST_MS;
  });
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.PlainDate.from("2026-01-01").toZonedDateTime(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
