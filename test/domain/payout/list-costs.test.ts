import { describe, expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../../adapters/dynamodb/dynamodb-payout-store.ts";
import { toInstant } from "../../../domain/clock.ts";
import type { Payout, PayoutState } from "../../../domain/payout/payout.ts";
import type { PayoutStore } from "../../../domain/payout/payout-store.ts";
import { recentPayouts } from "../../../domain/payout/recent-payouts.ts";
import { createObservedTable } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "./payouts.ts";

const clock = createVirtualClock(Date.parse("2026-11-24T00:00:00.000Z"));

/** As many of each, newest last; and how many requests to the table a call takes. */
async function setup(counts: Partial<Record<PayoutState | "dryRun", number>>) {
  const { table, seen } = createObservedTable();
  const store = createDynamoDbPayoutStore(table);
  let made = 0;
  const add = async (payout: Payout) => {
    made += 1;
    const createdAt = toInstant(Date.parse("2026-11-23T00:00:00.000Z") + made);
    const added = { ...payout, payoutId: `p-${made}`, createdAt };
    await store.create(added, createdEvent(added));
    await store.noteTold(added);
  };
  for (const [state, count] of Object.entries(counts)) {
    for (let nr = 0; nr < count; nr += 1) {
      if (state === "dryRun") await add({ ...payoutIn("completed"), dryRun: true });
      else await add(payoutIn(state as PayoutState));
    }
  }
  return async (call: (payouts: PayoutStore) => Promise<unknown>) => {
    const before = seen.requests;
    await call(store);
    return seen.requests - before;
  };
}

const FEW = { ready: 30, completed: 30, dryRun: 30 };
const MANY = { ready: 1_000, completed: 1_000, dryRun: 1_000 };

describe("what a list costs, in requests to the table", () => {
  it.each<[string, (payouts: PayoutStore) => Promise<unknown>]>([
    ["a page of all payouts", (payouts) => payouts.list({ limit: 20 })],
    ["a page of drafts", (payouts) => payouts.list({ state: "ready", limit: 20 })],
    ["a page of those that ended", (payouts) => payouts.list({ state: "completed", limit: 20 })],
    ["what the channel may not know of", (payouts) => payouts.news({ limit: 20 })],
    ["what people have to settle", (payouts) => payouts.unsettled({ limit: 20 })],
  ])("is the same for %s, however many there are", async (_, call) => {
    const few = await setup(FEW);
    const many = await setup(MANY);
    const cost = await few(call);
    expect(cost).toBeLessThanOrEqual(2);
    expect(await many(call)).toBe(cost);
  });

  it("does not grow with drafts and dry runs where a sheet is compared with what was paid lately", async () => {
    const few = await setup({ completed: 30, dryRun: 1, ready: 1 });
    const many = await setup({ completed: 30, dryRun: 3_000, ready: 1_000 });
    const compare = (payouts: PayoutStore) => recentPayouts({ payouts, clock }, 90);
    // One list of each of six states.
    expect([await few(compare), await many(compare)]).toEqual([6, 6]);
  });
});
