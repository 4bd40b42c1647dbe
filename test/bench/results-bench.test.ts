import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { benchResults } from "../../bench/result-workbook/results-bench.ts";

const PROGRAM = join(import.meta.dirname, "../../bench/result-workbook/writers/paysheet.ts");
/** Has the program write one payment fewer than it is asked for. */
const ONE_FEWER = `
  const [program, count, ...files] = process.argv.slice(1);
  const { execFileSync } = require("node:child_process");
  process.stdout.write(execFileSync(process.execPath, [program, String(count - 1), ...files]));
`;

test("each result workbook is read again, and one that lacks a payment is told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const node = process.execPath;
  const writers = [
    { name: "whole", command: [node, PROGRAM], onceBeyondPayments: 100, version: "" },
    {
      name: "short",
      command: [node, "-e", ONE_FEWER, PROGRAM],
      onceBeyondPayments: 0,
      version: "",
    },
    {
      name: "none",
      command: [node, "-e", "throw new Error('no')"],
      onceBeyondPayments: 0,
      version: "",
    },
  ];
  const sizes = [{ payments: 100, runs: 2 }];

  const results = await benchResults({ folder, writers, sizes, tell: () => undefined });

  const told = results.map(({ writer, payments, runs, outcome }) => [
    ...[writer, payments, runs],
    outcome.ok ? outcome.complete : outcome.why,
  ]);
  expect(told).toEqual([
    ["whole", 100, 2, true],
    ["short", 100, 1, false],
    ["none", 100, 1, "Error: no"],
  ]);
});
