import { describe, expect, it } from "vitest";
import { writePaces } from "../../../admin-api/environment.ts";
import { forecastPaying, paceOf } from "../../../domain/report/points-api-pace.ts";

const FROM_MS = Date.parse("2026-11-23T00:00:00.000Z");
const HOUR = 3_600;
const nightly = { from: "02:00", to: "04:30", timeZone: "UTC" };

describe("how long paying will take", () => {
  it("is payments at the rate, twice where each is looked up first", () => {
    expect(forecastPaying(101, 50, {}, FROM_MS)).toEqual({ seconds: 3 });
    expect(forecastPaying(100, 50, { callsPerPayment: 2 }, FROM_MS)).toEqual({ seconds: 4 });
  });

  it("has the maintenance added that it runs into", () => {
    const pace = { maintenance: [nightly] };
    expect(forecastPaying(2 * HOUR, 1, pace, FROM_MS)).toEqual({ seconds: 2 * HOUR });
    expect(forecastPaying(3 * HOUR, 1, pace, FROM_MS)).toEqual({
      seconds: 5.5 * HOUR,
      maintenance: [{ from: "2026-11-23T02:00:00.000Z", until: "2026-11-23T04:30:00.000Z" }],
    });
    expect(forecastPaying(1, 1, pace, FROM_MS + 3 * HOUR * 1_000).seconds).toBe(1.5 * HOUR + 1);
    expect(forecastPaying(24 * HOUR, 1, pace, FROM_MS).maintenance).toHaveLength(2);
  });

  it("ends though it is always maintained", () => {
    const always = { from: "00:00", to: "00:00", timeZone: "UTC" };
    expect(forecastPaying(10, 1, { maintenance: [always] }, FROM_MS).seconds).toBeGreaterThan(HOUR);
  });

  it("goes over days where the calls of one do not suffice", () => {
    expect(forecastPaying(100, 10, { callsPerDay: 100 }, FROM_MS)).toEqual({ seconds: 10 });
    expect(forecastPaying(101, 10, { callsPerDay: 100 }, FROM_MS)).toMatchObject({
      seconds: 24 * HOUR + 11,
      days: 2,
    });
  });
});

describe("the paces of points APIs", () => {
  it("are written where one has more to say than its rate", () => {
    expect(writePaces([{ name: "one" }, { callsPerDay: undefined }])).toBeUndefined();
    expect(writePaces([{ name: "one", callsPerPayment: 2 }])).toBe(
      '[{"name":"one","callsPerPayment":2}]',
    );
  });

  it("are found by the name that a payout has, the first without one", () => {
    const all = [
      { name: "one", callsPerDay: 1 },
      { name: "two", callsPerDay: 2 },
    ];
    expect(paceOf(all, {})).toMatchObject({ callsPerDay: 1 });
    expect(paceOf(all, { pointsApi: "two" })).toMatchObject({ callsPerDay: 2 });
    expect(paceOf(all, { pointsApi: "three" })).toEqual({});
    expect(paceOf(undefined, {})).toEqual({});
  });
});
