import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSharedReads } from "../../admin-api/shared-reads.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked, sheetOfItsOwn, startDistribution } from "./payouts-in-states.ts";

let world: AdminApiWorld;
let nowMs = Date.now();
beforeAll(async () => {
  const clock = { nowMs: () => nowMs, sleep: async () => undefined };
  world = await startAdminApiWorld({ clock });
});
afterAll(() => world.close());

async function get(path: string, headers: Record<string, string> = {}, user = "viewer") {
  const authorization = `Bearer ${await world.tokenOf(user)}`;
  return await fetch(world.origin + path, { headers: { authorization, ...headers } });
}

describe("a payout that many look at", () => {
  it("is not read again as a whole for who has it as it is", async () => {
    const { payoutId } = await createChecked(world, sheetOfItsOwn([100]));
    const path = `/api/payouts/${payoutId}`;
    expect((await get(path)).headers.get("etag")).toBeNull();
    nowMs = Date.now() + 61_000;
    const first = await get(path);
    const tag = first.headers.get("etag") ?? "";
    expect(first.status).toBe(200);

    const again = await get(path, { "if-none-match": tag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
    expect(again.headers.get("cache-control")).toBe("no-store");
    // Another role may see other things of it.
    expect((await get(path, { "if-none-match": tag }, "marketer")).status).toBe(200);
    const marketer = await world.clientOf("marketer");
    await marketer.cancel(payoutId);
    const changed = await get(path, { "if-none-match": tag });
    expect(await changed.json()).toMatchObject({ state: "cancelled" });
    // What changes without a new revision is a minute late.
    nowMs += 61_000;
    const { headers } = await get(path);
    nowMs += 60_000;
    expect((await get(path, { "if-none-match": headers.get("etag") ?? "" })).status).toBe(200);
  });

  it("is sent in lists only where they have changed", async () => {
    const path = "/api/payouts?limit=1";
    const tag = (await get(path)).headers.get("etag") ?? "";
    expect((await get(path, { "if-none-match": tag })).status).toBe(304);
    await createChecked(world, sheetOfItsOwn([100]));
    await expect.poll(async () => (await get(path, { "if-none-match": tag })).status).toBe(200);
  });

  it("is counted once a second while it is paid, also where its state is read each time", async () => {
    const { payoutId, claim, change, at } = await startDistribution(world);
    const viewer = await world.clientOf("viewer");
    const countsOf = async () => (await viewer.payout(payoutId)).counts?.paid;
    expect(await countsOf()).toBe(0);
    const ref = await claim(2);
    await world.stores.ledger.settle({ ref, settlement: { state: "paid" }, fence: 1, at });
    expect(await countsOf()).toBe(0);
    nowMs += 1_000;
    expect(await countsOf()).toBe(1);
    await world.stores.ledger.settle({
      ref: await claim(3),
      settlement: { state: "paid" },
      fence: 1,
      at,
    });
    await change("paused", { pause: { reason: "stopped_by_person", since: at } });
    expect(await countsOf()).toBe(2);
  });
});

describe("a shared read", () => {
  it("is made once for a hundred who ask within a second, and again where it failed", async () => {
    let reads = 0;
    const share = createSharedReads<number>({ nowMs: () => nowMs });
    const read = async () => {
      reads += 1;
      return reads;
    };
    const asked = Array.from({ length: 100 }, () => share("one", read));
    expect(new Set(await Promise.all(asked))).toEqual(new Set([1]));
    expect(await share("other", read)).toBe(2);
    nowMs += 1_000;
    expect(await share("one", read)).toBe(3);

    const failing = () => Promise.reject(new Error("throttled"));
    await expect(share("three", failing)).rejects.toThrow("throttled");
    expect(await share("three", read)).toBe(4);
  });
});
