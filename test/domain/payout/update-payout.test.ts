import { describe, expect, it } from "vitest";
import { changePayout } from "../../../domain/payout/change-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../../../domain/payout/payout-store.ts";
import { updateIfThere, updatePayout } from "../../../domain/payout/update-payout.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createdEvent, payoutIn } from "./payouts.ts";

const BY = { kind: "system", name: "check-sheet" } as const;

/** A scheduled payout. Before each write of it one of `meanwhile` happens, in their order. */
async function setup(meanwhile: ((payouts: PayoutStore) => Promise<unknown>)[] = []) {
  const store = createMemoryPayoutStore();
  const payout = payoutIn("scheduled");
  await store.create(payout, createdEvent(payout));
  const seen: number[] = [];
  const payouts: PayoutStore = {
    ...store,
    async change(...change) {
      await meanwhile.shift()?.(store);
      await store.change(...change);
    },
  };
  /** Marks the payout as retried, with the revision that it was decided on as the reason. */
  const decide = (read: Payout) => {
    seen.push(read.revision);
    return mark(read, `decided on ${read.revision}`);
  };
  const { payoutId } = payout;
  return { payouts, store, payout, payoutId, decide, seen };
}

let made = 0;
function mark(payout: Payout, why: string) {
  made += 1;
  const cause = { by: BY, nowMs: Date.parse(payout.updatedAt), eventId: `event-${made}`, why };
  const fields = { ledgerRestoredAt: payout.updatedAt };
  return changePayout("ledger_restored", payout, fields, cause);
}

async function markByAnother(store: PayoutStore): Promise<void> {
  const payout = await store.get(payoutIn("scheduled").payoutId);
  if (payout === undefined) throw new Error("It is not there.");
  const { payout: next, event } = mark(payout, "by another");
  await store.change(next, event);
}

describe("updating a payout", () => {
  it("writes what was decided, and tells what it was decided on", async () => {
    const { payouts, payout, payoutId, decide, store } = await setup();
    const { before, after } = await updatePayout({ payouts }, payoutId, decide);
    expect(before).toEqual(payout);
    expect(after).toMatchObject({ revision: 2, ledgerRestoredAt: payout.updatedAt });
    expect(await store.get(payoutId)).toEqual(after);
  });

  it("writes nothing when nothing is to change", async () => {
    const { payouts, payout, payoutId, store } = await setup();
    const updated = await updatePayout({ payouts }, payoutId, () => undefined);
    expect(updated).toEqual({ before: payout, after: payout });
    expect(await store.events(payoutId)).toHaveLength(1);
  });

  it("decides again on what somebody else wrote first", async () => {
    const { payouts, payoutId, decide, seen, store } = await setup([markByAnother, markByAnother]);
    await updatePayout({ payouts }, payoutId, decide);
    expect(seen).toEqual([1, 2, 3]);
    const trail = (await store.events(payoutId)).map(({ why }) => why);
    expect(trail).toEqual([undefined, "by another", "by another", "decided on 3"]);
  });

  it.each([
    [5, {}],
    [2, { attempts: 2 }],
  ])("gives up after %i attempts at which somebody else was faster", async (attempts, options) => {
    const everyTime = Array.from({ length: 9 }, () => markByAnother);
    const { payouts, payoutId, decide, seen } = await setup(everyTime);
    const updating = updatePayout({ payouts }, payoutId, decide, options);
    await expect(updating).rejects.toThrow(PayoutChangedError);
    expect(seen).toHaveLength(attempts);
  });

  it("leaves a write that failed in another way to whoever called", async () => {
    const lost = () => Promise.reject(new Error("The answer was lost."));
    const { payouts, payoutId, decide, seen } = await setup([lost]);
    const updating = updatePayout({ payouts }, payoutId, decide);
    await expect(updating).rejects.toThrow("The answer was lost.");
    expect(seen).toHaveLength(1);
  });

  it("refuses a payout that does not exist, except for those whom that is no error", async () => {
    const { payouts, decide, seen } = await setup();
    const updating = updatePayout({ payouts }, "none", decide);
    await expect(updating).rejects.toMatchObject({ code: "payout_not_found" });
    expect(await updateIfThere({ payouts }, "none", decide)).toBeUndefined();
    expect(seen).toEqual([]);
  });
});
