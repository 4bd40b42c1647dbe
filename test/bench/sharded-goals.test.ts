import { expect, test } from "vitest";
import type { PaidInShards, ShardedResult } from "../../bench/distribution/sharded-bench.ts";
import { goalsOf } from "../../bench/distribution/sharded-goals.ts";

const spread = (median: number) => ({ median, min: median, max: median });

/** Paid as it should be: 200 µs and 1 ms of CPU a payment, and 20 ms of CPU to start. */
function paid(payments: number, changes: Partial<PaidInShards> = {}): ShardedResult {
  return {
    payments,
    ratePerSecond: 5_000,
    latencyMs: 20,
    isOneKilled: false,
    runs: 1,
    outcome: {
      ok: true,
      complete: true,
      shards: 10,
      killed: 0,
      checkMs: spread(1),
      splitMs: spread(1),
      payingMs: spread(payments / 5),
      reportMs: spread(1),
      wholeMs: spread(payments),
      cpuMs: spread(payments + 20),
      parentPeakMb: spread(290),
      workerPeakMb: spread(300),
      busiestSecond: spread(5_050),
      refused: spread(0),
      duplicates: spread(0),
      ...changes,
    },
  };
}

const FAILED = { ok: false, why: "no end in 10 s" } as const;

test("what was set out for is judged over all sizes and the rate that was held", () => {
  const sizes = [paid(100), paid(1_000), paid(10_000)];

  expect(goalsOf(sizes, [paid(1_000)])).toEqual([
    "- every payment once, by the API's books and the ledger: 4 of 4 rows (met)",
    "- time of a payment, 100 beside 10,000: paying 1.00, CPU 1.20 (goal 1 ± 0.1: MISSED); " +
      "from 100 to 1,000 each further one took 1000 µs of CPU",
    "- time of a payment, 1,000 beside 10,000: paying 1.00, CPU 1.02 (goal 1 ± 0.1: met); " +
      "from 1,000 to 10,000 each further one took 1000 µs of CPU",
    "- memory: the largest worker that pays 300 MB, that splits and reports 290 MB (goal 512 MB: met)",
    "- 5,000/s over 10 workers: the busiest second had 1.010 of the rate (goal 1.02: met); " +
      "1.000 of the limit's time (goal 1.03: met)",
  ]);
});

test("a time that falls with the size is as little constant as one that grows", () => {
  const [, line] = goalsOf([paid(100, { payingMs: spread(25) }), paid(1_000)], []);

  expect(line).toContain("paying 1.25, CPU 1.18 (goal 1 ± 0.1: MISSED)");
});

test("the largest of all runs and workers is held against the memory, and the busiest against the rate", () => {
  const most = { parentPeakMb: { median: 300, min: 290, max: 513 } };
  const busiest = { busiestSecond: { median: 5_000, min: 5_000, max: 5_200 } };

  expect(goalsOf([paid(100, most)], [paid(100, busiest)])).toEqual([
    expect.anything(),
    expect.stringContaining("that splits and reports 513 MB (goal 512 MB: MISSED)"),
    expect.stringContaining("1.040 of the rate (goal 1.02: MISSED)"),
  ]);
});

test("the time to wait for a lease is not held against a run in which a worker was killed", () => {
  const killed = { ...paid(1_000, { killed: 1, payingMs: spread(400) }), isOneKilled: true };

  expect(goalsOf([], [killed]).at(-1)).toBe(
    "- 5,000/s over 10 workers, one killed: the busiest second had 1.010 of the rate " +
      "(goal 1.02: met); 2.000 of the limit's time",
  );
});

test("a row that failed, or in which a payment is missing, counts against all", () => {
  const missing = paid(100, { complete: false });
  const failed = { ...paid(100), outcome: FAILED };

  expect(goalsOf([missing, paid(1_000)], [failed])[0]).toBe(
    "- every payment once, by the API's books and the ledger: 1 of 3 rows (MISSED)",
  );
  expect(goalsOf([failed], [failed])).toEqual([
    "- every payment once, by the API's books and the ledger: 0 of 2 rows (MISSED)",
  ]);
});
