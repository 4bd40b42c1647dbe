import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { benchBulk } from "../../bench/distribution/bulk-bench.ts";
import { openBenchPlace } from "../../bench/distribution/open-bench-place.ts";

const PAYMENTS = 120;

test("our worker pays a workbook whole in bulk and one by one, each payment once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const place = await openBenchPlace(folder);
  onTestFinished(() => place.close());
  const load = { payments: PAYMENTS, latencyMs: 5, ratePerSecond: 400, concurrency: 300, runs: 1 };

  const [bulk, single] = await benchBulk(place, {
    cases: [
      { ...load, inBulk: true },
      { ...load, inBulk: false },
    ],
    workbookOf: await place.workbooks([PAYMENTS]),
    tell: () => undefined,
  });

  expect(bulk).toMatchObject({ inBulk: true, outcome: { complete: true } });
  expect(single).toMatchObject({ outcome: { complete: true, calls: { median: PAYMENTS } } });
  const calls = bulk?.outcome.ok === true ? bulk.outcome.calls.max : PAYMENTS;
  expect(calls).toBeLessThan(PAYMENTS / 10);
});
