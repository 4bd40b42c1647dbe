import { describe, expect, it } from "vitest";
import { startPointsApi } from "./start-points-api.ts";

async function setup() {
  const api = await startPointsApi();
  const reverse = async (paidUnder: string, key?: string) => {
    const answer = await fetch(api.url(`/v1/points/${paidUnder}/reversal`), {
      method: "POST",
      headers: key === undefined ? {} : { "idempotency-key": key },
    });
    const body: unknown = await answer.json();
    return { status: answer.status, body };
  };
  await api.pay({ key: "k-1", body: { userId: "u-1", points: 100 } });
  return { ...api, reverse };
}

describe("the local points API takes back", () => {
  it("a payment, whole, once under a key, and remembers it by key and by user", async () => {
    const { reverse, get, state, restart } = await setup();

    const taken = await reverse("k-1", "k-1-r1");

    expect(taken).toEqual({ status: 201, body: { transactionId: "rv-000000001" } });
    expect(await reverse("k-1", "k-1-r1")).toEqual(taken);
    await restart();
    expect((await get("/v1/points/k-1-r1")).body).toMatchObject({
      of: "tx-000000001",
      points: 100,
    });
    expect((await get("/v1/users/u-1")).body).toMatchObject({
      balance: 0,
      reversals: [{ transactionId: "rv-000000001", idempotencyKey: "k-1-r1" }],
    });
    expect(await state()).toMatchObject({ reversals: 1, pointsTakenBack: 100, takenBackTwice: 0 });
  });

  it("nothing that was not paid, was used, or comes without a key", async () => {
    const { reverse, pay } = await setup();
    expect((await reverse("k-2", "k-2-r1")).status).toBe(404);
    expect((await reverse("k-1")).status).toBe(400);
    await reverse("k-1", "k-1-r1");
    expect((await reverse("k-1", "other")).status).toBe(422);
    await pay({ key: "k-3", body: { userId: "u-3", points: 1 } });
    expect((await reverse("k-3", "k-1-r1")).status).toBe(422);
  });

  it("many at once, each under a transaction of its own", async () => {
    const { reverse, pay } = await setup();
    const keys = ["k-1", "k-2", "k-3"];
    for (const key of keys.slice(1)) await pay({ key, body: { userId: key, points: 100 } });
    const taken = await Promise.all(keys.map((key) => reverse(key, `${key}-r1`)));
    expect(new Set(taken.map(({ body }) => JSON.stringify(body))).size).toBe(3);
  });

  it("twice where it knows no keys, and says so in its books", async () => {
    const { reverse, pay, setFaults, state } = await setup();
    await setFaults({ idempotency: false });
    await pay({ key: "k-2", body: { userId: "u-1", points: 100 } });
    await reverse("k-1", "k-1-r1");
    await reverse("k-1", "k-1-r1");
    expect(await state()).toMatchObject({ reversals: 2, takenBackTwice: 1 });
  });

  it("and loses the answer where it is told to", async () => {
    const { reverse, setFaults, state } = await setup();
    await setFaults({ failures: [{ kind: "reset-after-paying", every: 1, until: 1 }] });
    await expect(reverse("k-1", "k-1-r1")).rejects.toThrow();
    expect((await reverse("k-1", "k-1-r1")).status).toBe(201);
    expect(await state()).toMatchObject({ reversals: 1 });
  });
});
