import { describe, expect, it } from "vitest";
import { readZonedTime, ZonedTimeError } from "../../../domain/payout/zoned-time.ts";

describe("a local time in a zone", () => {
  it.each([
    ["2026-12-01T10:00", "Asia/Seoul", "2026-12-01T01:00:00.000Z"],
    ["2026-12-01T10:00:30", "UTC", "2026-12-01T10:00:30.000Z"],
    ["2026-07-01T09:00", "America/New_York", "2026-07-01T13:00:00.000Z"],
    // Shown twice when the clocks go back: the earlier one is meant.
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
  ])("%s in %s is %s", (localTime, timeZone, at) => {
    expect(readZonedTime(localTime, timeZone)).toEqual({
      localTime: localTime.length === 16 ? `${localTime}:00` : localTime,
      timeZone,
      at,
    });
  });

  it.each([
    ["2026-03-08T02:30", "America/New_York", "time_does_not_exist"],
    ["2026-12-01T10:00", "Asia/Soul", "unknown_time_zone"],
    ["2026-12-01T10:00", "+09:00", "unknown_time_zone"],
    ["2026-12-01T10:00", "", "unknown_time_zone"],
    ["2026-12-01 10:00", "Asia/Seoul", "malformed_time"],
    ["2026-02-30T10:00", "Asia/Seoul", "malformed_time"],
    ["2026-12-01T24:00", "Asia/Seoul", "malformed_time"],
    ["2026-12-01T10:00:00+09:00", "Asia/Seoul", "malformed_time"],
    ["tomorrow", "Asia/Seoul", "malformed_time"],
  ])("%s in %s is refused as %s", (localTime, timeZone, problem) => {
    const read = () => readZonedTime(localTime, timeZone);

    expect(read).toThrow(ZonedTimeError);
    expect(read).toThrow(expect.objectContaining({ problem }));
  });
});
