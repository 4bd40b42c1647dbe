import { Temporal } from "temporal-polyfill";
import { type Instant, toEpochMs } from "../../domain/clock.ts";

/** What a wall clock shows, as the milliseconds of that date and time in UTC: Excel has no zones. */
export type WallTime = number;

/** Zones change their offset on quarters of an hour only, so that one look-up serves each. */
const QUARTER_MS = 900_000;

/** Translates instants to the wall clock of an IANA zone; remembers offsets, for long lists. */
export function wallClockOf(timeZone: string): (instant: Instant) => WallTime {
  const offsetsMs = new Map<number, number>();
  return (instant) => {
    const epochMs = toEpochMs(instant);
    const quarter = Math.floor(epochMs / QUARTER_MS);
    let offsetMs = offsetsMs.get(quarter);
    if (offsetMs === undefined) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
      offsetMs = zoned.offsetNanoseconds / 1_000_000;
      offsetsMs.set(quarter, offsetMs);
    }
    return epochMs + offsetMs;
  };
}
