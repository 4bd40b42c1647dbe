import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { printedAddresses } from "./printed-addresses.ts";
import { handsOn, rowsOf } from "./stack-under-test.ts";

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean();
});

async function setup(environment: Record<string, string> = {}, args: readonly string[] = []) {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-restart-"));
  cleanUp.push(() => rm(dataDir, { recursive: true, force: true }));
  const running: { child?: ChildProcess } = {};
  const stop = async (signal: NodeJS.Signals): Promise<number | null> => {
    const { child } = running;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    child.kill(signal);
    const [code] = await once(child, "exit");
    return code;
  };
  cleanUp.push(() => stop("SIGKILL"));

  const start = async () => {
    const child = spawn(process.execPath, ["local/start.ts", ...args], {
      env: {
        PATH: process.env["PATH"] ?? "",
        PORT: "0",
        POINTS_PORT: "0",
        SLACK_PORT: "0",
        DATA_DIR: dataDir,
        ...environment,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    running.child = child;
    return await handsOn(await printedAddresses(child));
  };
  return { start, stop };
}

describe("the local stack, stopped and started again", () => {
  it("goes on with a payout that was being paid when it was killed, and pays everyone once", async () => {
    const { start, stop } = await setup({
      POINTS_RATE_PER_SECOND: "50",
      DISTRIBUTE_LEASE_TTL_MS: "8000",
    });
    const before = await start();
    const ready = await before.upload(rowsOf(200, "killed"));
    await before.schedule(ready, 2_000);
    await expect
      .poll(async () => (await before.pointsState()).grants, { interval: 50 })
      .toBeGreaterThan(40);

    await stop("SIGKILL");
    const after = await start();

    const done = await after.until(ready.payoutId, "completed", "halted");
    expect(done).toMatchObject({
      state: "completed",
      counts: {
        payments: 200,
        paid: 200,
        rejected: 0,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 0,
      },
    });
    expect(await after.pointsState()).toMatchObject({ grants: 200, users: 200 });
    expect(await after.messages()).toHaveLength(1);
    await expect.poll(() => after.scheduleNames()).toEqual([]);
  });

  it("fires a schedule whose time passed meanwhile, once, as a stage is configured", async () => {
    const { start, stop } = await setup({}, ["--stage", "dev"]);
    const before = await start();
    const ready = await before.upload(rowsOf(5, "missed"));
    // At the rate of the stage, and with its limit for approval.
    expect(await before.client.payout(ready.payoutId)).toMatchObject({ forecast: { seconds: 1 } });
    const uploading = await before.client.createPayout({
      title: "not uploaded yet",
      fileName: "later.xlsx",
      sizeBytes: 10,
    });
    await before.schedule(ready, 3_000);
    const firesAtMs = Date.now() + 3_000;
    expect(await stop("SIGTERM")).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, firesAtMs - Date.now()));

    const after = await start();

    expect(await after.until(ready.payoutId, "completed")).toMatchObject({ counts: { paid: 5 } });
    expect((await after.client.payout(uploading.payoutId)).state).toBe("uploading");
    await stop("SIGTERM");
    const again = await start();
    expect(await again.pointsState()).toMatchObject({ grants: 5 });
    expect(await again.scheduleNames()).toEqual([]);
    expect(await again.messages()).toHaveLength(1);
  });
});
