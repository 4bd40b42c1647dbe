import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { benchShards } from "../../bench/distribution/sharded-bench.ts";
import { buildFiles } from "../../bench/sheets/build-files.ts";
import { WORKBOOK_FORMS } from "../../bench/sheets/workbook-forms.ts";

/** The fewest that two workers share. */
const PAYMENTS = 2_000;

test("a payout is paid by workers of their own, each payment once, and progress is told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "sheets"));
  const files = await buildFiles(join(folder, "sheets"), WORKBOOK_FORMS.slice(0, 1), PAYMENTS);
  const progress: string[] = [];

  const [result] = await benchShards({
    folder,
    cases: [
      { payments: PAYMENTS, ratePerSecond: 1_000, latencyMs: 5, isOneKilled: false, runs: 1 },
    ],
    workbookOf: () => files.get("Excel") ?? "",
    tell: () => undefined,
    notifyProgress: (line) => void progress.push(line),
  });

  expect(result).toMatchObject({
    runs: 1,
    outcome: { ok: true, complete: true, shards: 2, killed: 0, duplicates: { max: 0 } },
  });
  expect(progress[0]).toBe("100 of 2,000 are paid.");
});
