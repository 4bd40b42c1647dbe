import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { rowsOf, startStackUnderTest } from "./stack-under-test.ts";

/** Four chunks: enough for two workers, whose rate is more than one is trusted with. */
const PAYMENTS = 1_501;
const SOON = { interval: 10, timeout: 120_000 };

let world: Awaited<ReturnType<typeof startStackUnderTest>>;
beforeAll(async () => {
  world = await startStackUnderTest({
    POINTS_RATE_PER_SECOND: "600",
    POINTS_TIMEOUT_MS: "1000",
    DISTRIBUTE_LEASE_TTL_MS: "3000",
    LAMBDA_RETRY_MS: "100",
  });
});
afterAll(() => world.close());

describe("a payout that one worker is too slow for", () => {
  it("is paid by two at once, everyone once, though one of them is killed midway", async () => {
    const { stack, until } = world;
    const ready = await world.upload(rowsOf(PAYMENTS));
    const { payoutId } = await world.schedule(ready, 1_500);

    const victim = await vi.waitFor(async () => {
      const { grants } = await world.pointsState();
      expect(grants).toBeGreaterThan(PAYMENTS / 4);
      const paying = stack.distributeProcesses();
      expect(paying).toHaveLength(2);
      return paying[1] ?? 0;
    }, SOON);
    process.kill(victim, "SIGKILL");

    const done = await until(payoutId, "completed");
    expect(done.counts).toEqual({
      ...{ payments: PAYMENTS, paid: PAYMENTS },
      ...{ rejected: 0, unknown: 0, accepted: 0, withdrawn: 0, pending: 0 },
    });
    expect(await world.pointsState()).toMatchObject({ grants: PAYMENTS, users: PAYMENTS });
    const [message] = await world.messages();
    expect(message?.text).toContain("1,501");
    expect(await world.scheduleNames()).toEqual([]);
  });
});
