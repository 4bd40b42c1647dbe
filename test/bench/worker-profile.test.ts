import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readProfile } from "../../bench/distribution/worker-profile.ts";

const FRAMES = [
  ["(idle)", ""],
  ["send", "file:///x/node_modules/@smithy/core/index.js"],
  ["sign", "file:///x/node_modules/@aws-sdk/core/index.js"],
  ["payPayment", "file:///x/domain/distribution/pay-payment.ts"],
  ["sleep", "node:timers/promises"],
] as const;

test("a profile is told by the parts of the program, the costliest first, without idling", async () => {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const nodes = FRAMES.map(([functionName, url], id) => ({ id, callFrame: { functionName, url } }));
  const profile = {
    nodes,
    samples: [0, 3, 1, 4, 2, 1],
    timeDeltas: [90_000, 4_000, 2_000, 1_000, 3_000, 2_500],
  };
  await writeFile(join(folder, "CPU.cpuprofile"), JSON.stringify(profile));

  expect(await readProfile(folder)).toEqual([
    { part: "AWS SDK", selfMs: 7.5 },
    { part: "Paysheet, domain", selfMs: 4 },
    { part: "other (runtime, timers, promises)", selfMs: 1 },
  ]);
});
