import { describe, expect, it } from "vitest";
import { countsOf, pointsOf } from "../../../domain/distribution/count-tallies.ts";
import { forecastSeconds, progressOf } from "../../../domain/report/payout-progress.ts";

const none = { paid: 0, rejected: 0, unknown: 0, accepted: 0, withdrawn: 0, pointsPaid: 0 };
const tallies = [
  { ...none, chunk: 0, status: "closed", paid: 3, rejected: 1, unknown: 1, pointsPaid: 30 },
  { ...none, chunk: 1, status: "open", paid: 1, pointsPaid: 10 },
] as const;
/** The points API has taken two more, and has not said what became of them. */
const withAccepted = [...tallies, { ...none, chunk: 2, status: "open", accepted: 2 }] as const;
const startedAt = "2026-11-21T00:00:00.000Z";
const afterSeconds = (seconds: number) => Date.parse(startedAt) + seconds * 1000;

describe("the counts of a payout", () => {
  it("add up to its payments, those nobody wrote of being pending", () => {
    expect(countsOf(10, tallies)).toEqual({
      payments: 10,
      paid: 4,
      rejected: 1,
      unknown: 1,
      accepted: 0,
      withdrawn: 0,
      pending: 4,
    });
    expect(pointsOf(100, tallies)).toEqual({ total: 100, paid: 40 });
  });

  it("are all pending before the first call", () => {
    expect(countsOf(10, [])).toEqual({
      payments: 10,
      paid: 0,
      rejected: 0,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pending: 10,
    });
  });
});

describe("the progress of a distribution", () => {
  it("tells rate and time left from what was settled since the start", () => {
    expect(progressOf(countsOf(10, tallies), startedAt, afterSeconds(4))).toEqual({
      settled: 6,
      of: 10,
      ratePerSecond: 1.5,
      secondsLeft: 3,
    });
  });

  it("counts what was accepted as still to come, and what was withdrawn as done", () => {
    const withdrawn = [
      ...withAccepted,
      { ...none, chunk: 3, status: "closed", withdrawn: 1 },
    ] as const;
    expect(progressOf(countsOf(10, withdrawn), startedAt, afterSeconds(7))).toEqual({
      settled: 7,
      of: 10,
      ratePerSecond: 1,
      secondsLeft: 3,
    });
  });

  it("tells no time left when all that is left was accepted: the points API alone knows", () => {
    const counts = countsOf(8, withAccepted);
    expect(counts).toMatchObject({ pending: 0, accepted: 2 });
    expect(progressOf(counts, startedAt, afterSeconds(4))).toEqual({
      settled: 6,
      of: 8,
      ratePerSecond: 1.5,
    });
  });

  it("tells no time left while nothing is settled", () => {
    expect(progressOf(countsOf(10, []), startedAt, afterSeconds(4))).toEqual({
      settled: 0,
      of: 10,
      ratePerSecond: 0,
    });
  });

  it("has a rate even at the very instant of its start, and by a slow clock", () => {
    for (const seconds of [0, -5]) {
      const progress = progressOf(countsOf(10, tallies), startedAt, afterSeconds(seconds));
      expect(progress).toEqual({ settled: 6, of: 10, ratePerSecond: 60, secondsLeft: 1 });
    }
  });
});

it("a forecast counts the last second whole", () => {
  expect([forecastSeconds(0, 5), forecastSeconds(10, 5), forecastSeconds(11, 5)]).toEqual([
    0, 2, 3,
  ]);
});
