import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Reply } from "../../connectors/connector.ts";
import { limitOptions, limitsOf, readRateLimit } from "../../connectors/limits.ts";

const NOW_MS = Date.parse("2026-11-30T01:00:00Z");
const NAMES = { remaining: "x-ratelimit-remaining", reset: "x-ratelimit-reset" };

describe("the limits of a points API", () => {
  it("are those that are given, and the lower of a second's and a minute's rate", () => {
    const dailyQuota = { calls: 10_000, timeZone: "Asia/Seoul" };
    expect(limitsOf({ ratePerSecond: 10, ratePerMinute: 300, burst: 40, dailyQuota })).toEqual({
      ratePerSecond: 5,
      burst: 40,
      dailyQuota,
      maintenance: undefined,
    });
    expect(limitsOf({ ratePerSecond: 10, ratePerMinute: 6_000 }).ratePerSecond).toBe(10);
    expect(limitsOf({ ratePerSecond: 10 }).ratePerSecond).toBe(10);
  });

  it.each([
    [
      { maintenance: [{ from: "2:00", to: "04:00", timeZone: "Asia/Seoul" }] },
      "maintenance.0.from",
    ],
    [{ maintenance: [{ from: "02:00", to: "24:00", timeZone: "Asia/Seoul" }] }, "maintenance.0.to"],
    [{ maintenance: [{ from: "02:00", to: "04:00", timeZone: "KST9" }] }, "maintenance.0.timeZone"],
    [{ maintenance: [{ from: "02:00", to: "02:00", timeZone: "UTC" }] }, "maintenance.0"],
    [{ dailyQuota: { calls: 0, timeZone: "UTC" } }, "dailyQuota.calls"],
    [{ ratePerMinute: -1 }, "ratePerMinute"],
    [{ burst: 0.5 }, "burst"],
  ])("are refused, naming the field: %j", (options, field) => {
    const { error } = z.strictObject(limitOptions).safeParse(options);
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("what an answer tells of the calls that are left", () => {
  const told = (remaining?: string, reset?: string) => {
    const headers: Record<string, string | undefined> = {
      "x-ratelimit-remaining": remaining,
      "x-ratelimit-reset": reset,
    };
    const reply: Reply = { status: 200, json: {}, text: "{}", header: (name) => headers[name] };
    return readRateLimit(NAMES, reply, NOW_MS);
  };

  it.each([
    ["seconds from now", "30", 30_000],
    ["a Unix time", String(NOW_MS / 1_000 + 45), 45_000],
    ["a Unix time in milliseconds", String(NOW_MS + 1_500), 1_500],
    ["a time that is over", String(NOW_MS / 1_000 - 9), 0],
  ])("is read with %s", (_, reset, resetMs) => {
    expect(told("12", reset)).toEqual({ remaining: 12, resetMs });
  });

  it.each([
    [undefined, "30"],
    ["12", undefined],
    ["many", "30"],
    ["-1", "30"],
    ["12", "Mon, 30 Nov 2026 01:00:00 GMT"],
  ])("is nothing where it can't be read: %s, %s", (remaining, reset) => {
    expect(told(remaining, reset)).toBeUndefined();
  });
});
