import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { rowsOf, type SheetRow, startStackUnderTest } from "./stack-under-test.ts";

const USERS = 400;
const MISSING: readonly SheetRow[] = [
  ["missing-1", 100],
  ["missing-2", 200],
];

const stateSchema = z.object({
  calls: z.int(),
  bulkPayments: z.int(),
  grants: z.int(),
  users: z.int(),
  duplicates: z.int(),
  faultsInjected: z.record(z.string(), z.int()),
});

let world: Awaited<ReturnType<typeof startStackUnderTest>>;
beforeAll(async () => {
  world = await startStackUnderTest({
    POINTS_BULK: "true",
    POINTS_RATE_PER_SECOND: "200",
    POINTS_TIMEOUT_MS: "1000",
  });
});
afterAll(() => world.close());

describe("a payout by a points API that takes many payments in one call", () => {
  it("pays each user once in few calls, though calls fail, get lost and are cut short", async () => {
    await world.setFaults({
      latencyMs: 30,
      // Less than is asked for: some payments of a call are refused for now, the others paid.
      ratePerSecond: 150,
      failures: [
        { kind: "reset-after-paying", every: 3, until: 2 },
        { kind: "garbage", every: 4, until: 1 },
        { kind: "503", every: 5, until: 1 },
        { kind: "timeout", every: 7, until: 1 },
      ],
    });
    const ready = await world.upload([...MISSING, ...rowsOf(USERS, "bulk")]);
    await world.schedule(ready, 2_000);

    const done = await world.until(ready.payoutId, "completed", "halted");

    expect(done, world.log.join("\n")).toMatchObject({
      state: "completed",
      counts: {
        payments: USERS + MISSING.length,
        paid: USERS,
        rejected: MISSING.length,
        unknown: 0,
      },
    });
    const state = stateSchema.parse(await (await fetch(`${world.stack.pointsUrl}/_state`)).json());
    expect(state).toMatchObject({ grants: USERS, users: USERS, duplicates: 0 });
    expect(state.faultsInjected).toEqual({
      "reset-after-paying": 2,
      garbage: 1,
      "503": 1,
      timeout: 1,
    });
    expect(state.bulkPayments).toBeGreaterThan(USERS);
    expect(state.calls).toBeLessThan(USERS / 4);
  });
});
