import { expect, test } from "vitest";
import type { NoLimitResult } from "../../bench/distribution/no-limit-bench.ts";
import { goalsOf } from "../../bench/distribution/no-limit-goals.ts";

const spread = (median: number) => ({ median, min: median, max: median });

function result(contender: string, perSecond: number, latencyMs = 50): NoLimitResult {
  return {
    contender,
    latencyMs,
    concurrency: 64,
    payments: 10,
    atOnce: "as told",
    runs: 1,
    outcome: {
      ok: true,
      complete: true,
      perSecond: spread(perSecond),
      processMs: spread(10_000 / perSecond),
      processCpuMs: spread(1),
      peakRssMb: spread(100),
      mostInFlight: spread(64),
    },
  };
}

test("goals are judged beside the peers that paid at the same latency", () => {
  const ours = result("Paysheet", 800);
  const others = [
    result("fetch with p-limit, no books", 2_000, 5),
    result("fetch with p-limit, no books", 1_000),
    result("BullMQ", 500),
    { ...result("n8n", 1), outcome: { ok: false as const, why: "ended with 1" } },
  ];

  expect(goalsOf(ours, [ours, ...others])).toEqual([
    "- fetch with p-limit, no books, payments a second at 50 ms: 0.80 times as good (goal 0.7: met)",
    "- BullMQ, payments a second at 50 ms: 1.60 times as good (goal 2: MISSED)",
  ]);
});

test("n8n is to take no less time and memory, and to have no fewer calls in flight", () => {
  const ours = result("Paysheet", 800);
  const { outcome, ...n8n } = result("n8n", 400);
  const its = { peakRssMb: spread(200), mostInFlight: spread(32) };

  expect(goalsOf(ours, [{ ...n8n, outcome: { ...outcome, ...its } }])).toEqual([
    "- n8n, time of the process at 50 ms: 2.00 times as good (goal 1: met)",
    "- n8n, memory at 50 ms: 2.00 times as good (goal 1: met)",
    "- n8n, calls in flight at 50 ms: 0.50 times as good (goal 1: MISSED)",
  ]);
});
