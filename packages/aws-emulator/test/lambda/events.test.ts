import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { it } from "vitest";
import { patient, setup } from "./setup-lambda.ts";

const asEvent = { InvocationType: "Event" } as const;

async function eventFiles(dataDir: string): Promise<string[]> {
  return await readdir(join(dataDir, "events"));
}

it.concurrent("takes an event with 202 and delivers it", async ({ expect, onTestFinished }) => {
  const { start, lines, dataDir } = await setup({ onTestFinished }, { flaky: {} });
  const { invoked } = await start();
  const answer = await invoked("flaky", { name: "a", failures: 0 }, asEvent);
  expect(answer).toMatchObject({ status: 202, payload: undefined });
  await lines.find((line) => line === "flaky: done a");
  await expect.poll(() => eventFiles(dataDir), patient).toEqual([]);
});

it.concurrent("tries a failed event again until it is taken", async ({
  expect,
  onTestFinished,
}) => {
  const { start, lines, marks, dataDir } = await setup({ onTestFinished }, { flaky: {} });
  const { invoked } = await start();
  await invoked("flaky", { name: "a", failures: 2 }, asEvent);
  await lines.find((line) => line === "flaky: done a");
  await expect.poll(() => eventFiles(dataDir), patient).toEqual([]);
  expect(marks()).toEqual(["tried a", "tried a", "tried a"]);
});

it.concurrent("drops an event that failed three times, and says so", async ({
  expect,
  onTestFinished,
}) => {
  const { start, lines, marks, dataDir } = await setup({ onTestFinished }, { flaky: {} });
  const { invoked } = await start();
  await invoked("flaky", { name: "a", failures: 9 }, asEvent);
  await lines.find((line) => /^Dropped event .* of flaky: not yet$/.test(line));
  await expect.poll(() => eventFiles(dataDir), patient).toEqual([]);
  expect(marks()).toEqual(["tried a", "tried a", "tried a"]);
});

it.concurrent("delivers after a restart what was waiting for its next try", async ({
  expect,
  onTestFinished,
}) => {
  const { start, lines, marks } = await setup({ onTestFinished }, { flaky: {} });
  const first = await start();
  await first.invoked("flaky", { name: "a", failures: 1 }, asEvent);
  await lines.find((line) => line === "flaky: tried a 1");
  await first.close();

  await start();
  await lines.find((line) => line === "flaky: done a");
  expect(marks().length).toBeGreaterThanOrEqual(2);
});
