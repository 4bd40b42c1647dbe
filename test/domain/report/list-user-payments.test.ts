import { expect, it } from "vitest";
import type { LedgerEntry } from "../../../domain/distribution/ledger.ts";
import type { LedgerStore } from "../../../domain/distribution/ledger-store.ts";
import { listUserPayments } from "../../../domain/report/list-user-payments.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const AT = "2026-11-01T00:00:00.000Z";

const hashUserId = async (userId: string) => `erased-${userId}`;

/** A ledger in which each of these payouts has the same user as paid, newest first, in pages. */
function ledgerOf(payoutIds: readonly string[]): Pick<LedgerStore, "ofUser"> {
  const entries = payoutIds.map((payoutId): LedgerEntry => {
    const payment = { payoutId, chunk: 0, row: 2, userId: "user-1", points: 100 };
    const claim = { idempotencyKey: `key-${payoutId}`, fence: 1, claims: 1, claimedAt: AT };
    return { ...payment, ...claim, state: "paid", settledAt: AT };
  });
  return {
    async ofUser(userId, { cursor = "0", limit }) {
      if (userId !== "user-1") return { items: [] };
      const next = Number(cursor) + limit;
      const items = entries.slice(Number(cursor), next);
      return next < entries.length ? { items, cursor: String(next) } : { items };
    },
  };
}

async function setup(payoutIds: readonly string[], dryRuns: readonly string[]) {
  const payouts = createMemoryPayoutStore();
  for (const payoutId of payoutIds) {
    const mark = dryRuns.includes(payoutId) ? { dryRun: true as const } : {};
    const payout = { ...payoutIn("completed"), payoutId, title: `Event ${payoutId}`, ...mark };
    await payouts.create(payout, createdEvent(payout));
  }
  const deps = { payouts, ledger: ledgerOf(payoutIds), hashUserId };
  return async (limit: number) => {
    const { items, cursor } = await listUserPayments(deps, "user-1", { limit });
    return { titles: items.map(({ payout }) => payout?.title), cursor };
  };
}

it("leaves out what a dry run came to, so that nobody takes it for points received", async () => {
  const list = await setup(["c", "b", "a"], ["b"]);
  expect(await list(10)).toEqual({ titles: ["Event c", "Event a"], cursor: undefined });
});

it("looks past pages of nothing but dry runs, and says where to go on", async () => {
  const all = ["e", "d", "c", "b", "a"];
  const list = await setup(all, ["e", "d", "c"]);
  expect(await list(2)).toEqual({ titles: ["Event b"], cursor: "4" });
});

it("answers soon for a user of many dry runs, with a cursor to go on from", async () => {
  const many = Array.from({ length: 30 }, (_, index) => `run-${index}`);
  const list = await setup(many, many);
  expect(await list(2)).toEqual({ titles: [], cursor: "20" });
  expect(await list(100)).toEqual({ titles: [], cursor: undefined });
});

it("keeps a payment whose payout is no longer there", async () => {
  const deps = { payouts: createMemoryPayoutStore(), ledger: ledgerOf(["gone"]), hashUserId };
  const { items } = await listUserPayments(deps, "user-1", { limit: 10 });
  expect(items).toMatchObject([{ entry: { payoutId: "gone", state: "paid" } }]);
});
