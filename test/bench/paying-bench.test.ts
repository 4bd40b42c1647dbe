import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Contender } from "../../bench/distribution/contenders.ts";
import { measureEmulators } from "../../bench/distribution/emulator-limits.ts";
import { benchNoLimit } from "../../bench/distribution/no-limit-bench.ts";
import { openBenchPlace } from "../../bench/distribution/open-bench-place.ts";
import { benchRates } from "../../bench/distribution/rate-limit-bench.ts";

const PAYMENTS = 40;

async function openPlace() {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const place = await openBenchPlace(folder);
  onTestFinished(() => place.close());
  return place;
}

test("our worker pays a workbook whole, each payment once", async () => {
  const place = await openPlace();
  const workbookOf = await place.workbooks([PAYMENTS]);

  const [result] = await benchRates(place, {
    cases: [{ ratePerSecond: 200, latencyMs: 5, payments: PAYMENTS }],
    runs: 2,
    workbookOf,
    tell: () => undefined,
  });

  expect(result).toMatchObject({ payments: PAYMENTS, runs: 2, outcome: { complete: true } });
});

test("every emulator says what it takes", async () => {
  const { world } = await openPlace();

  const limits = await measureEmulators(world);

  expect(limits.map(({ emulator }) => emulator.split(",")[0])).toEqual([
    "points API",
    "DynamoDB",
    "S3",
  ]);
  expect(Math.min(...limits.map((one) => one.requestsPerSecond))).toBeGreaterThan(0);
});

test("a payer that fails or pays too few is told of, and the others go on", async () => {
  const calls = { calls: 3, paid: 3, points: 0, refused: 0, duplicates: 0, mostInFlight: 1 };
  const seen = { ...calls, arrivalsMs: 1, payingMs: 2, othersMs: 2, busiestSecond: 3 };
  const whole = { exitCode: 0, wallMs: 1, cpuMs: 1, peakRssMb: 1 };
  const payer = (name: string, pay: Contender["pay"]): Contender => ({
    name,
    version: "1",
    atOnce: "one",
    pay,
  });
  const payers = [
    payer("dies", async () => ({ ok: false, why: "ended with 1" })),
    payer("pays too few", async () => ({ ok: true, calls: seen, whole })),
  ];

  const results = await benchNoLimit({
    cases: payers.map((contender) => ({ contender, latencyMs: 5, concurrency: 1, payments: 4 })),
    runs: 2,
    workbookOf: () => "",
    tell: () => undefined,
  });

  expect(results).toMatchObject([
    { contender: "dies", runs: 1, outcome: { ok: false, why: "ended with 1" } },
    { contender: "pays too few", runs: 2, outcome: { ok: true, complete: false } },
  ]);
});
