import { describe, expect, it } from "vitest";
import { wallClockOf } from "../../../presentation/workbook/wall-clock.ts";

describe("a wall clock", () => {
  it.each([
    ["Asia/Seoul", "2026-11-21T00:00:00.000Z", "2026-11-21T09:00:00.000Z"],
    ["Asia/Kathmandu", "2026-11-21T00:00:00.000Z", "2026-11-21T05:45:00.000Z"],
    ["America/New_York", "2026-11-01T05:59:59.000Z", "2026-11-01T01:59:59.000Z"],
    ["America/New_York", "2026-11-01T06:00:00.000Z", "2026-11-01T01:00:00.000Z"],
  ])("in %s shows %s as %s", (timeZone, instant, shown) => {
    const wallTime = wallClockOf(timeZone);
    wallTime("2026-11-01T05:30:00.000Z");
    expect(new Date(wallTime(instant)).toISOString()).toBe(shown);
  });
});
