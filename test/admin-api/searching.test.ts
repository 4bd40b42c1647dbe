import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminApiClient } from "../../cli/admin-api-client.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { startDistribution, writtenByLaterVersion } from "./payouts-in-states.ts";

let world: AdminApiWorld;
let client: AdminApiClient;
beforeAll(async () => {
  world = await startAdminApiWorld();
  client = await world.clientOf("marketer");
});
afterAll(() => world.close());

async function statusOf(path: string): Promise<number> {
  const authorization = `Bearer ${await world.tokenOf("viewer")}`;
  return (await fetch(world.origin + path, { headers: { authorization } })).status;
}

describe("searching the list of payouts", () => {
  it("looks in titles and file names in whatever letter case, with states and pages", async () => {
    const names = [
      ["Autumn Event", "a.csv"],
      ["두 번째", "가을-출석.csv".normalize("NFD")],
      ["세 번째", "c.csv"],
      ["가을 정산", "d.csv"],
    ] as const;
    const ids: string[] = [];
    for (const [title, fileName] of names) {
      ids.push((await client.createPayout({ title, fileName, sizeBytes: 9 })).payoutId);
    }
    await client.cancel(ids[3] ?? "");
    const found = async (query: Parameters<AdminApiClient["payouts"]>[0]) => {
      const page = await client.payouts(query);
      return { ...page, items: page.items.map(({ payoutId }) => ids.indexOf(payoutId)) };
    };

    await expect.poll(() => found({ search: "가을" })).toEqual({ items: [3, 1] });
    expect(await found({ search: "aUTUMN" })).toEqual({ items: [0] });
    expect(await found({ search: "C.CSV" })).toEqual({ items: [2] });
    expect(await found({ search: "겨울" })).toEqual({ items: [] });
    await expect.poll(() => found({ search: "가을", state: "cancelled" })).toEqual({ items: [3] });
    const { items, cursor = "" } = await found({ search: "가을", limit: 1 });
    expect(items).toEqual([3]);
    expect(await found({ search: "가을", limit: 1, cursor })).toEqual({ items: [1] });
  });

  it("says which payouts a later version wrote, beside those that it lists", async () => {
    const payoutId = await writtenByLaterVersion(world);

    await expect.poll(async () => (await client.payouts({})).unreadable).toEqual([payoutId]);
    const refused: unknown = await client.payout(payoutId).catch((error: unknown) => error);
    expect(refused).toMatchObject({ problem: { code: "payout_unreadable", status: 409 } });
  });

  it.each(["/api/payouts?search=", `/api/payouts?search=${"x".repeat(201)}`])(
    "refuses %s",
    async (path) => {
      expect(await statusOf(path)).toBe(400);
    },
  );
});

describe("searching payments", () => {
  it("finds a user's in a payout by a part of the id, in each state", async () => {
    const { payoutId, claim, at } = await startDistribution(world);
    await world.stores.ledger.settle({
      ref: await claim(2),
      settlement: { state: "paid", transactionId: "t-1" },
      fence: 1,
      at,
    });
    const found = async (query: Parameters<AdminApiClient["payments"]>[1]) =>
      (await client.payments(payoutId, query)).items.map(({ row, state }) => `${row} ${state}`);

    expect(await found({ user: `${payoutId}/user 1%` })).toEqual(["2 paid"]);
    expect(await found({ user: "USER 3" })).toEqual(["4 pending"]);
    expect(await found({ user: "user" })).toEqual(["2 paid", "3 pending", "4 pending"]);
    expect(await found({ user: "user", state: "pending" })).toEqual(["3 pending", "4 pending"]);
    expect(await found({ user: "somebody else" })).toEqual([]);
    expect(await statusOf(`/api/payouts/${payoutId}/payments?user=`)).toBe(400);
  });

  it("lists those that nobody has begun, from the start of the payout on", async () => {
    const { payoutId, claim } = await startDistribution(world);
    const pending = async () =>
      (await client.payments(payoutId, { state: "pending" })).items.map(({ row }) => row);
    expect(await pending()).toEqual([2, 3, 4]);
    await claim(3);
    expect(await pending()).toEqual([2, 4]);
  });

  it("names the payouts of all that a user was paid", async () => {
    const { payoutId, claim } = await startDistribution(world);
    await claim(2);

    await expect
      .poll(async () => (await client.userPayments(`${payoutId}/user 1%`)).items)
      .toMatchObject([{ payoutId, title: "12월 이벤트", row: 2, state: "sending" }]);
  });
});
