import { describe, expect, it } from "vitest";
import { problemOf, startPointsApi } from "./start-points-api.ts";

const paymentOf = (user: string, points = 100) => ({
  userId: user,
  points,
  idempotencyKey: `k-${user}`,
});

async function startBulkApi() {
  const api = await startPointsApi();
  return {
    ...api,
    async bulk(body: unknown) {
      const answer = await fetch(api.url("/v1/points/bulk"), {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      return {
        status: answer.status,
        retryAfter: answer.headers.get("retry-after"),
        body: JSON.parse(await answer.text()) as unknown,
      };
    },
  };
}

describe("the bulk call of the local points API", () => {
  it("answers for each payment as a call of its own would have been answered", async () => {
    const api = await startBulkApi();
    await api.pay({ key: "k-known", body: { userId: "known", points: 100 } });
    await api.pay({ key: "k-other", body: { userId: "other", points: 1 } });
    const payments = [
      paymentOf("a"),
      paymentOf("known"),
      paymentOf("missing-1"),
      paymentOf("other"),
      paymentOf("a"),
    ];

    expect(await api.bulk({ payments })).toEqual({
      status: 200,
      retryAfter: null,
      body: {
        results: [
          { idempotencyKey: "k-a", status: 201, transactionId: "tx-000000003" },
          { idempotencyKey: "k-known", status: 201, transactionId: "tx-000000001" },
          { idempotencyKey: "k-missing-1", status: 404, detail: "There is no user missing-1." },
          {
            idempotencyKey: "k-other",
            status: 422,
            detail: "This Idempotency-Key was used before with another body.",
          },
          {
            idempotencyKey: "k-a",
            status: 409,
            detail: "A payment under this Idempotency-Key is still in flight.",
          },
        ],
      },
    });
    expect(await api.state()).toMatchObject({
      calls: 3,
      bulkCalls: 1,
      bulkPayments: 5,
      grants: 3,
      duplicates: 0,
    });
  });

  it("takes a hundred payments, and nothing of what is more", async () => {
    const api = await startBulkApi();
    const many = (count: number) => Array.from({ length: count }, (_, i) => paymentOf(`u-${i}`));

    expect((await api.bulk({ payments: many(101) })).body).toEqual(
      problemOf(413, "Content Too Large", "A call takes at most 100 payments."),
    );
    expect(await api.state()).toMatchObject({ grants: 0 });
    expect((await api.bulk({ payments: many(100) })).status).toBe(200);
    expect(await api.state()).toMatchObject({ grants: 100, users: 100 });
  });

  it.each([
    ["no JSON", "{"],
    ["no list", {}],
    ["an empty list", { payments: [] }],
    ["a payment without a key", { payments: [{ userId: "u", points: 1 }] }],
    ["a fraction among others", { payments: [paymentOf("a"), paymentOf("b", 1.5)] }],
  ])("refuses %s, and pays nobody", async (_, body) => {
    const api = await startBulkApi();

    expect((await api.bulk(body)).status).toBe(400);
    expect(await api.state()).toMatchObject({ grants: 0 });
  });

  it("counts its payments against the rate, and says how long those beyond it wait", async () => {
    const api = await startBulkApi();
    await api.setFaults({ ratePerSecond: 2 });

    const answer = await api.bulk({ payments: [paymentOf("a"), paymentOf("b"), paymentOf("c")] });

    expect(answer).toMatchObject({
      status: 200,
      retryAfter: "1",
      body: { results: [{ status: 201 }, { status: 201 }, { status: 429 }] },
    });
    expect(await api.state()).toMatchObject({ grants: 2 });
  });

  it("is cut off half paid, counts as one call to fail, and is made good under the same keys", async () => {
    const api = await startBulkApi();
    await api.setFaults({ failures: [{ kind: "reset-after-paying", every: 1, until: 1 }] });
    const payments = ["a", "b", "c"].map((user) => paymentOf(user));

    await expect(api.bulk({ payments })).rejects.toThrow();
    expect(await api.state()).toMatchObject({ grants: 2 });

    expect((await api.bulk({ payments })).status).toBe(200);
    expect(await api.state()).toMatchObject({
      grants: 3,
      duplicates: 0,
      replays: 2,
      faultsInjected: { "reset-after-paying": 1 },
    });
  });

  it("pays each time it is asked where keys are switched off", async () => {
    const api = await startBulkApi();
    await api.setFaults({ idempotency: false });

    await api.bulk({ payments: [paymentOf("a"), paymentOf("a")] });

    expect(await api.state()).toMatchObject({ grants: 2, users: 1, duplicates: 1 });
  });
});
