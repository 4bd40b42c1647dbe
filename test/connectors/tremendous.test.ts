import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { tremendous } from "../../connectors/tremendous.ts";
import { MAINTENANCE_PAGE } from "../../local/fakes/fake-server.ts";
import { type OrderStatus, startTremendousFake } from "../../local/fakes/tremendous-fake.ts";
import { openConnector } from "./open-connector.ts";

const TOKEN = "TEST_sandbox-token";
const CAMPAIGN = "CAMPAIGN01";
const KEY = "paysheet-01KB0000000000000000000000-2";
const USER = "kim@example.com";
const PAYMENT = { row: 2, userId: USER, points: 5_000, reason: "10월 출석" };
const FIRST_ORDER = "ORDER000000001";
const REWARD = {
  campaign_id: CAMPAIGN,
  value: { denomination: 5_000, currency_code: "KRW" },
  recipient: { email: USER },
  delivery: { method: "EMAIL" },
};

interface Setup {
  readonly balance?: number;
  readonly ratePerSecond?: number;
  readonly token?: string;
  readonly set?: object;
}

async function setup({ set, ...options }: Setup = {}) {
  const fake = await startTremendousFake({
    token: TOKEN,
    campaignId: CAMPAIGN,
    nowMs: () => 0,
    ratePerSecond: 1_000,
    ...options,
  });
  onTestFinished(() => fake.close());
  const stage = { baseUrl: fake.url, currency: "KRW", campaignId: CAMPAIGN, ...set };
  return { fake, api: openConnector(tremendous, stage, { token: TOKEN }) };
}

describe("Tremendous", () => {
  it("pays when the order is executed, and asks as documented", async () => {
    const { fake, api } = await setup();

    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "paid", transactionId: FIRST_ORDER });
    expect(fake.books.byUser()).toEqual(new Map([[USER, { times: 1, points: 5_000 }]]));
    expect(fake.calls[0]).toMatchObject({ method: "POST", path: "/api/v2/orders" });
    expect(fake.calls[0]?.json).toEqual({
      external_id: KEY,
      payment: { funding_source_id: "balance" },
      reward: REWARD,
    });
  });

  it("offers the products and the language that a stage names", async () => {
    const products = ["OKMHM2X2OHYV"];
    const { fake, api } = await setup({
      set: { campaignId: undefined, products, language: "ko" },
    });
    await api.pay(PAYMENT, KEY);

    const { campaign_id: _, ...reward } = REWARD;
    expect(fake.calls[0]?.json).toMatchObject({ reward: { ...reward, products, language: "ko" } });
  });

  it("writes the largest amount digit by digit", async () => {
    const { fake, api } = await setup();

    await api.pay({ ...PAYMENT, points: 9_007_199_254_740_991 }, KEY);

    expect(fake.calls[0]?.text).toContain('"denomination":9007199254740991,');
  });

  it.each(["before_doing", "after_doing"] as const)(
    "is asked again when an answer was lost %s, and made one order",
    async (when) => {
      const { fake, api } = await setup();
      fake.fail({ when, answer: "cut", times: 1 });

      expect(await api.pay(PAYMENT, KEY)).toMatchObject({
        kind: "in_doubt",
        code: "connection_reset",
      });
      expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "paid", transactionId: FIRST_ORDER });
      expect(fake.books.byUser()).toEqual(new Map([[USER, { times: 1, points: 5_000 }]]));
    },
  );

  it.each<OrderStatus>(["OPEN", "PENDING APPROVAL", "PENDING INTERNAL PAYMENT APPROVAL"])(
    "accepts an order that is %s, and confirms it once it is executed",
    async (status) => {
      const { fake, api } = await setup();
      fake.makeOrders(status);

      expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "accepted", reference: FIRST_ORDER });
      expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "accepted", reference: FIRST_ORDER });
      expect(await api.confirm(PAYMENT, KEY, FIRST_ORDER)).toEqual({
        kind: "pending",
        code: "http_200",
      });
      expect(fake.books.grants).toEqual([]);

      fake.decideOrders("EXECUTED");
      expect(await api.confirm(PAYMENT, KEY, FIRST_ORDER)).toEqual({
        kind: "paid",
        transactionId: FIRST_ORDER,
      });
      expect(fake.books.grants).toHaveLength(1);
    },
  );

  it.each([
    ["FAILED", "order_failed"],
    ["CANCELED", "order_canceled"],
  ] as const)("rejects an order that is %s, at once and later", async (status, code) => {
    const { fake, api } = await setup();
    fake.makeOrders("OPEN");
    await api.pay(PAYMENT, KEY);
    fake.decideOrders(status);

    expect(await api.confirm(PAYMENT, KEY, FIRST_ORDER)).toEqual({ kind: "rejected", code });
    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "rejected", code });
    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "accepted", reference: FIRST_ORDER });
    expect(fake.books.grants).toEqual([]);
  });

  it("leaves accepted what a poll does not find, and what is in a state nobody listed", async () => {
    const { fake, api } = await setup();

    expect(await api.confirm(PAYMENT, KEY, "ORDER000000009")).toEqual({
      kind: "pending",
      code: "http_404",
      detail: "Couldn't find the order",
    });
    const order = { id: FIRST_ORDER, status: "UNDER REVIEW" };
    fake.fail({ when: "before_doing", answer: { status: 200, body: { order } } });
    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "accepted", reference: FIRST_ORDER });
  });

  it("looks an order up by our key, and knows when there is none", async () => {
    const { fake, api } = await setup();

    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "not_found" });
    await api.pay(PAYMENT, KEY);
    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "found", transactionId: FIRST_ORDER });
    expect(fake.calls.at(-1)?.path).toBe(`/api/v2/orders/${KEY}`);
    expect(api.keys).toEqual({ lifetimeMs: Number.POSITIVE_INFINITY, refusalProvesUnpaid: false });
  });

  it("takes an order of other content under the key for a doubt, never for busy or refused", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, KEY);
    const more = { ...PAYMENT, points: 6_000 };

    expect(await api.pay(more, KEY)).toEqual({
      kind: "in_doubt",
      code: "other_content",
      detail: "An order with this external_id has other parameters",
      unavailable: false,
    });
    expect(await api.lookUp(more, KEY)).toMatchObject({ kind: "failed", code: "other_content" });
    expect(await api.confirm(more, KEY, FIRST_ORDER)).toMatchObject({ kind: "pending" });
    expect(fake.books.grants).toHaveLength(1);
  });

  it("pauses for funds that don't suffice, and pays under the same key once they do", async () => {
    const { fake, api } = await setup({ balance: 4_999 });

    expect(await api.pay(PAYMENT, KEY)).toEqual({
      kind: "ours",
      code: "no_funds",
      detail: "Not enough funds in your account",
    });
    fake.fund(5_000);
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "paid" });
    expect(fake.books.grants).toHaveLength(1);
  });

  it.each<[string, object, object]>([
    ["the recipient", {}, { kind: "rejected", code: "bad_recipient" }],
    ["the funding source", { fundingSourceId: "NOPE" }, { kind: "ours", code: "bad_setup" }],
    ["the campaign", { campaignId: "OTHER" }, { kind: "ours", code: "bad_setup" }],
  ])("says whose fault it is when %s is refused", async (_, set, refusal) => {
    const { api } = await setup({ set });
    const detail = "Order failed: validation failure";

    expect(await api.pay({ ...PAYMENT, userId: "blocked-1@example.com" }, KEY)).toEqual({
      ...refusal,
      detail,
    });
  });

  it("rejects an amount that is not offered", async () => {
    const { fake, api } = await setup();
    const payload = { reward: { value: { denomination: "must be less than 2,000" } } };
    const body = { errors: { message: "Order failed: validation failure", payload } };
    fake.fail({ when: "before_doing", answer: { status: 422, body } });

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "rejected", code: "bad_amount" });
  });

  it.each(["kim", "kim@", "@example.com", "kim lee@example.com", "a@b@example.com"])(
    "never asks for %s, which is no e-mail address",
    async (userId) => {
      const { fake, api } = await setup();

      expect(await api.pay({ ...PAYMENT, userId }, KEY)).toEqual({
        kind: "rejected",
        code: "not_an_email",
      });
      expect(fake.calls).toEqual([]);
    },
  );

  it("is ours to mend when it refuses our token", async () => {
    const { api } = await setup({ token: "another" });

    expect(await api.pay(PAYMENT, KEY)).toEqual({
      kind: "ours",
      code: "http_401",
      detail: "Unauthorized",
    });
  });

  it("was not done above its rate", async () => {
    const { fake, api } = await setup({ ratePerSecond: 1 });
    await api.pay(PAYMENT, KEY);

    expect(await api.pay(PAYMENT, `${KEY}9`)).toEqual({
      kind: "not_done",
      code: "http_429",
      detail: "Too many requests",
      unavailable: false,
    });
    expect(fake.books.grants).toHaveLength(1);
  });

  it.each([
    ["a page for browsers", MAINTENANCE_PAGE],
    ["an answer without an order", { status: 200, body: { order: { status: "EXECUTED" } } }],
    ["no content yet", { status: 202, body: {} }],
    [
      "an order of another key",
      { status: 200, body: { order: { id: "A", external_id: "b", status: "EXECUTED" } } },
    ],
  ])("is not proved to have paid by %s", async (_, answer) => {
    const { fake, api } = await setup();
    fake.fail({ when: "before_doing", answer });

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "in_doubt" });
  });

  it.each([
    [{ currency: "KRW" }, "a campaign, products, or both are needed"],
    [{ campaignId: CAMPAIGN }, "→ at currency"],
    [{ currency: "KRW", campaignId: CAMPAIGN, curency: "USD" }, 'Unrecognized key: "curency"'],
    [
      { currency: "KRW", campaignId: CAMPAIGN, baseUrl: "http://a.example" },
      "must begin with https",
    ],
  ])("refuses the options %j", (options, message) => {
    const { error } = tremendous.options.safeParse({ connector: "tremendous", ...options });

    expect(error && z.prettifyError(error)).toContain(message);
  });
});
