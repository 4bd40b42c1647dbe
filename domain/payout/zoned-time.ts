import { Temporal } from "temporal-polyfill";
import { type Instant, toInstant } from "../clock.ts";

/** A local time in a zone and the one instant it means. */
export interface ZonedTime {
  /** `YYYY-MM-DDTHH:mm:ss` */
  readonly localTime: string;
  readonly timeZone: string;
  readonly at: Instant;
}

export type ZonedTimeProblem = "unknown_time_zone" | "malformed_time" | "time_does_not_exist";

/**
 * Reads `YYYY-MM-DDTHH:mm[:ss]` in an IANA zone. A time that the zone's clocks skip is refused;
 * of one that they show twice the earlier is meant.
 * @throws {ZonedTimeError}
 */
export function readZonedTime(localTime: string, timeZone: string): ZonedTime {
  const plain = readPlain(localTime);
  const wall = plain.toString({ smallestUnit: "second" });
  const zoned = inZone(plain, timeZone);
  if (!zoned.toPlainDateTime().equals(plain)) {
    throw new ZonedTimeError("time_does_not_exist", `${wall} does not exist in ${timeZone}.`);
  }
  return { localTime: wall, timeZone, at: toInstant(zoned.epochMilliseconds) };
}

/**
 * An instant as a local time in an IANA zone.
 * @throws {ZonedTimeError} `unknown_time_zone`
 */
export function zonedTimeAt(epochMs: number, timeZone: string): ZonedTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(epochMs);
  const { timeZoneId } = inZone(instant.toZonedDateTimeISO("UTC").toPlainDateTime(), timeZone);
  const zoned = instant.toZonedDateTimeISO(timeZoneId);
  const localTime = zoned.toPlainDateTime().toString({ smallestUnit: "second" });
  return { localTime, timeZone, at: toInstant(epochMs) };
}

function readPlain(localTime: string): Temporal.PlainDateTime {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(localTime)) throw malformed(localTime);
  try {
    return Temporal.PlainDateTime.from(localTime, { overflow: "reject" });
  } catch (cause) {
    throw malformed(localTime, cause);
  }
}

function malformed(localTime: string, cause?: unknown): ZonedTimeError {
  return new ZonedTimeError(
    "malformed_time",
    `"${localTime}" is not a time of the form YYYY-MM-DDTHH:mm or YYYY-MM-DDTHH:mm:ss.`,
    { cause },
  );
}

function inZone(plain: Temporal.PlainDateTime, timeZone: string): Temporal.ZonedDateTime {
  try {
    // Offsets such as "+09:00" parse as zones too, but follow no change of the clocks.
    if (!/^[A-Za-z]/.test(timeZone)) throw new RangeError("not an IANA name");
    return plain.toZonedDateTime(timeZone, { disambiguation: "compatible" });
  } catch (cause) {
    throw new ZonedTimeError(
      "unknown_time_zone",
      `"${timeZone}" is not an IANA time zone such as Asia/Seoul.`,
      { cause },
    );
  }
}

export class ZonedTimeError extends Error {
  override readonly name = "ZonedTimeError";
  readonly problem: ZonedTimeProblem;

  constructor(problem: ZonedTimeProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** An instant as the clocks of an IANA zone show it, without its seconds. */
export function showInZone(
  at: Instant,
  timeZone: string,
): Pick<ZonedTime, "localTime" | "timeZone"> {
  const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  return { localTime: zoned.toPlainDateTime().toString({ smallestUnit: "minute" }), timeZone };
}

/** Whether it is an IANA zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    inZone(Temporal.PlainDateTime.from("2000-01-01T12:00"), timeZone);
    return true;
  } catch (error) {
    if (error instanceof ZonedTimeError) return false;
    throw error;
  }
}

/** When a day, `YYYY-MM-DD`, begins in an IANA zone. */
export function startOfDay(day: string, timeZone: string): Instant {
  return toInstant(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds);
}

/** The day after a day, both `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** So many months up to that one, `2026-11`, the first first. */
export function monthsUpTo(month: string, count: number): readonly string[] {
  const last = Temporal.PlainYearMonth.from(month);
  return Array.from({ length: count }, (_, index) =>
    last.subtract({ months: count - 1 - index }).toString(),
  );
}
