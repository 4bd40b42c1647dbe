import { describe, expect, it, onTestFinished } from "vitest";
import { squareLoyalty } from "../../connectors/square-loyalty.ts";
import { MAINTENANCE_PAGE } from "../../local/fakes/fake-server.ts";
import { startSquareLoyaltyFake } from "../../local/fakes/square-loyalty-fake.ts";
import { openConnector } from "./open-connector.ts";

const TOKEN = "EAAAEsandbox-token";
const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");
const ACCOUNT = "5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd";
const KEY = "paysheet-01KB0000000000000000000000-2";
const PAYMENT = { row: 2, userId: ACCOUNT, points: 1_500, reason: "10월 출석" };
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);

async function setup(options: { ratePerSecond?: number; token?: string } = {}) {
  const fake = await startSquareLoyaltyFake({ token: TOKEN, nowMs: () => NOW_MS, ...options });
  onTestFinished(() => fake.close());
  return { fake, api: openConnector(squareLoyalty, { baseUrl: fake.url }, { token: TOKEN }) };
}

describe("Square Loyalty", () => {
  it("pays with the event as proof, and asks as documented", async () => {
    const { fake, api } = await setup();

    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "paid", transactionId: UUID });
    expect(fake.books.byUser()).toEqual(new Map([[ACCOUNT, { times: 1, points: 1_500 }]]));
    expect(fake.calls).toMatchObject([
      {
        method: "POST",
        path: `/v2/loyalty/accounts/${ACCOUNT}/adjust`,
        json: {
          idempotency_key: KEY,
          adjust_points: { points: 1_500, reason: `10월 출석 (${KEY})` },
        },
      },
    ]);
  });

  it("writes the largest number of points digit by digit, and a long reason cut", async () => {
    const { fake, api } = await setup();
    const points = 9_007_199_254_740_991;

    await api.pay({ ...PAYMENT, points, reason: "가".repeat(4_000) }, KEY);

    expect(fake.calls[0]?.text).toContain('"points":9007199254740991,');
    expect(fake.books.grants).toMatchObject([{ points, key: KEY }]);
  });

  it.each(["before_doing", "after_doing"] as const)(
    "is asked again when an answer was lost %s, and gave once",
    async (when) => {
      const { fake, api } = await setup();
      fake.fail({ when, answer: "cut", times: 1 });

      expect(await api.pay(PAYMENT, KEY)).toMatchObject({
        kind: "in_doubt",
        code: "connection_reset",
      });
      expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "paid", transactionId: UUID });
      expect(fake.books.byUser()).toEqual(new Map([[ACCOUNT, { times: 1, points: 1_500 }]]));
    },
  );

  it("keeps a doubt whose 500 is replayed for ever, and is looked up by what the event holds", async () => {
    const { fake, api } = await setup();
    fake.keepFailures(1, "after_doing");
    const inDoubt = {
      kind: "in_doubt",
      code: "http_500",
      detail: "An internal error has occurred.",
      unavailable: true,
    };

    expect(await api.pay(PAYMENT, KEY)).toEqual(inDoubt);
    expect(await api.pay(PAYMENT, KEY)).toEqual(inDoubt);
    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "found", transactionId: UUID });
  });

  it("says how little it trusts keys, whose lifetime nobody published", async () => {
    const { api } = await setup();

    expect(api.keys).toEqual({ lifetimeMs: 3_600_000, refusalProvesUnpaid: false });
  });

  it("looks up every page, by the whole key, and within the payment's time alone", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, KEY);
    for (let other = 20; other < 60; other += 1) {
      await api.pay({ ...PAYMENT, row: other }, `${KEY}${other}`);
    }
    fake.forgetKeys();
    const asked = fake.calls.length;

    expect(await api.lookUp(PAYMENT, KEY)).toEqual({
      kind: "found",
      transactionId: fake.books.grants[0]?.id,
    });
    expect(fake.calls.length - asked).toBe(2);
    expect(await api.lookUp(PAYMENT, KEY.slice(0, -1))).toEqual({ kind: "not_found" });
    expect(await api.lookUp(PAYMENT, KEY, NOW_MS + 3_600_000)).toEqual({ kind: "not_found" });
  });

  it("can't tell by a look-up that finds the key twice, or with other points", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, KEY);
    const unclear = { kind: "failed", code: "other_content" };

    expect(await api.lookUp({ ...PAYMENT, points: 1 }, KEY)).toMatchObject(unclear);
    fake.forgetKeys();
    await api.pay(PAYMENT, KEY);
    expect(await api.lookUp(PAYMENT, KEY)).toMatchObject(unclear);
  });

  it("takes a key that was used for something else for a doubt, never for a refusal", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, KEY);

    expect(await api.pay({ ...PAYMENT, points: 2 }, KEY)).toEqual({
      kind: "in_doubt",
      code: "other_content",
      detail: "The idempotency key can only be retried with the same request data.",
      unavailable: false,
    });
    expect(fake.books.grants).toHaveLength(1);
  });

  it("refuses an account that does not exist, in a dry run as well", async () => {
    const { api } = await setup();
    const payment = { ...PAYMENT, userId: "missing-1" };
    const rejected = {
      kind: "rejected",
      code: "no_such_account",
      detail: "Loyalty account not found.",
    };

    expect(await api.pay(payment, KEY)).toEqual(rejected);
    expect(await api.findUser(payment)).toEqual(rejected);
    expect(await api.findUser(PAYMENT)).toEqual({ kind: "found" });
  });

  it.each(["+821012345678", "a/../b", "x".repeat(37), "me@example.com"])(
    "never asks for %s, which is no account id",
    async (userId) => {
      const { fake, api } = await setup();

      expect(await api.pay({ ...PAYMENT, userId }, KEY)).toEqual({
        kind: "rejected",
        code: "not_an_account_id",
      });
      expect(fake.calls).toEqual([]);
    },
  );

  it("is ours to mend when it refuses our token", async () => {
    const { api } = await setup({ token: "another" });

    expect(await api.pay(PAYMENT, KEY)).toEqual({
      kind: "ours",
      code: "http_401",
      detail: "This request could not be authorized.",
    });
  });

  it("was not done when it is RATE_LIMITED", async () => {
    const { fake, api } = await setup({ ratePerSecond: 1 });
    await api.pay(PAYMENT, KEY);

    expect(await api.pay(PAYMENT, `${KEY}9`)).toEqual({
      kind: "not_done",
      code: "http_429",
      detail: "Too many requests.",
      unavailable: false,
    });
    expect(fake.books.grants).toHaveLength(1);
  });

  it.each([
    ["a page for browsers", MAINTENANCE_PAGE],
    ["an answer without an event", { status: 200, body: {} }],
    ["an event of another account", { status: 200, body: { event: eventOf("other", 1_500) } }],
    ["an event of other points", { status: 200, body: { event: eventOf(ACCOUNT, 1) } }],
    [
      "an event beside an error",
      { status: 200, body: { event: eventOf(ACCOUNT, 1_500), errors: [{ code: "GONE" }] } },
    ],
  ])("is not proved to have paid by %s", async (_, answer) => {
    const { fake, api } = await setup();
    fake.fail({ when: "before_doing", answer });

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "in_doubt" });
  });

  it("needs a subscription of the seller's, which is ours to mend", async () => {
    const { fake, api } = await setup();
    const error = {
      category: "MERCHANT_SUBSCRIPTION_ERROR",
      code: "MERCHANT_SUBSCRIPTION_NOT_FOUND",
    };
    fake.fail({ when: "before_doing", answer: { status: 403, body: { errors: [error] } } });

    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "ours", code: "no_loyalty_program" });
  });
});

function eventOf(loyaltyAccountId: string, points: number) {
  return { id: "e", loyalty_account_id: loyaltyAccountId, adjust_points: { points } };
}
