import { describe, expect, it } from "vitest";
import { createCallLog } from "../../bench/distribution/emulators/call-log.ts";
import { createRateLimit } from "../../bench/distribution/emulators/rate-limit.ts";

function logOf(arrivalsMs: readonly number[]) {
  let nowMs = 0;
  const log = createCallLog(() => nowMs);
  for (const ms of arrivalsMs) {
    nowMs = ms;
    log.arrived();
  }
  return log;
}

describe("the log of a bench's calls", () => {
  it("finds the busiest second wherever it begins, its end not counted in", () => {
    const log = logOf([0, 900, 950, 1_000, 1_850, 1_899, 1_900, 3_000]);
    expect(log.report().busiestSecond).toBe(5);
  });

  it("tells what was in flight at most, from the first call to the last answer", () => {
    let nowMs = 100;
    const log = createCallLog(() => nowMs);
    log.arrived();
    nowMs = 150;
    log.arrived();
    log.answered(201);
    nowMs = 170;
    log.arrived();
    log.duplicate();
    nowMs = 200;
    log.answered(429);
    log.answered(201);
    expect(log.report()).toEqual({
      calls: 3,
      refused: 1,
      duplicates: 1,
      mostInFlight: 2,
      arrivalsMs: 70,
      payingMs: 100,
      othersMs: 100,
      busiestSecond: 3,
    });
  });
});

describe("the bench's rate limit", () => {
  it("refuses what exceeds the rate by more than a tenth of a second's calls", () => {
    const limit = createRateLimit(100);
    const refused = Array.from({ length: 12 }, () => limit.refuses(0));
    expect(refused.filter(Boolean)).toHaveLength(2);
    expect(limit.refuses(10)).toBe(false);
    expect(limit.refuses(10)).toBe(true);
  });
});
