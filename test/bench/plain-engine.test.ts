import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createPlainEngine } from "../../bench/distribution/plain-engine.ts";
import { readChildren, runInChild } from "../../bench/distribution/run-in-child.ts";

const DIE_ONCE = join(import.meta.dirname, "fixtures", "die-once.ts");

async function setup(command: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const engine = createPlainEngine({
    executionName: "one",
    runOne: (name, input) => runInChild(name, input, { command, folder }),
  });
  return { engine, folder };
}

test("a worker that was killed is run again on the same input, and the results keep their order", async () => {
  const { engine, folder } = await setup([process.execPath, DIE_ONCE]);

  const results = await engine.runAll("shards-1", [
    { said: "first", diesUnless: join(folder, "died") },
    { said: "second" },
  ]);

  expect(results).toEqual([{ said: "first" }, { said: "second" }]);
  const children = await readChildren(folder);
  expect(children.map(({ hasEnded }) => hasEnded)).toEqual([false, true, true]);
  expect(Math.min(...children.map(({ cpuMs }) => cpuMs))).toBeGreaterThan(0);
  expect(Math.min(...children.map(({ peakRssMb }) => peakRssMb))).toBeGreaterThan(0);
});

test("a worker that fails by itself is not run again", async () => {
  const { engine, folder } = await setup([process.execPath, DIE_ONCE]);

  await expect(engine.runAll("shards-1", [{ said: 1 }])).rejects.toThrow(
    /^shards-1-0 ended with 1/,
  );

  expect(await readChildren(folder)).toHaveLength(1);
});

test("every step tells how long it took", async () => {
  const told: string[] = [];
  const engine = createPlainEngine({
    executionName: "one",
    runOne: () => Promise.reject(new Error("Nothing is run here.")),
    onStep: (name) => void told.push(name),
  });

  expect(await engine.step("split", async () => "done")).toBe("done");
  expect(told).toEqual(["split"]);
});
