import { Temporal } from "temporal-polyfill";

export type Reading =
  | { readonly kind: "instant"; readonly instant: string }
  /** The zone's clocks skip that time. */
  | { readonly kind: "skipped" };

/** The moment at which a zone's clocks show `YYYY-MM-DDTHH:mm:ss`; the earlier if they do twice. */
export function readLocalTime(localTime: string, timeZone: string): Reading {
  const plain = Temporal.PlainDateTime.from(localTime);
  const zoned = plain.toZonedDateTime(timeZone, { disambiguation: "compatible" });
  return zoned.toPlainDateTime().equals(plain)
    ? { kind: "instant", instant: zoned.toInstant().toString() }
    : { kind: "skipped" };
}

const toText = (time: Temporal.PlainDateTime) => time.toString({ smallestUnit: "second" });

/**
 * Times people often choose, as `YYYY-MM-DDTHH:mm:ss` of the zone. The soonest leaves at least a
 * minute, which is how far ahead a payout must be scheduled.
 */
export function usualTimes(timeZone: string, nowMs: number) {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime();
  const at = (time: Temporal.PlainDateTime, hour: number) =>
    time.with({ hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
  const today = at(now, 18);
  const isEarly = Temporal.PlainDateTime.compare(now.add({ minutes: 1 }), today) < 0;
  return {
    soonest: toText(
      now.add({ minutes: 2 }).round({ smallestUnit: "minute", roundingMode: "floor" }),
    ),
    ...(isEarly ? { today: toText(today) } : {}),
    tomorrow: toText(at(now.add({ days: 1 }), 10)),
    monday: toText(at(now.add({ days: 8 - now.dayOfWeek }), 10)),
  };
}
