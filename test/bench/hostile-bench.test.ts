import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { benchHostileFiles } from "../../bench/sheets/hostile-bench.ts";

test("each hostile file is checked in processes of its own, and held against its problem", async () => {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bytes = () => Buffer.from("회원ID,포인트\nu1,100\n");
  const files = [
    { name: "as expected", bytes, problem: "csv_renamed" },
    { name: "another problem", bytes, problem: "file_empty" },
    { name: "no problem", bytes, fileName: "sheet.csv", problem: "csv_renamed" },
  ];

  const results = await benchHostileFiles({ folder, files, runs: 2 });

  const found = results.map(({ file, fileBytes, runs, outcome }) => [
    file,
    fileBytes,
    runs,
    outcome.ok && outcome.asExpected,
    outcome.ok && Math.min(outcome.wallMs.min, outcome.peakRssMb.min) > 0,
  ]);
  const { length } = bytes();
  expect(found).toEqual([
    ["as expected", length, 2, true, true],
    ["another problem", length, 2, false, true],
    ["no problem", length, 2, false, true],
  ]);
});
