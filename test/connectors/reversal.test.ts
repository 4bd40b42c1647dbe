import { describe, expect, it, onTestFinished } from "vitest";
import { cafe24Points } from "../../connectors/cafe24-points.ts";
import type { Connector, Credentials } from "../../connectors/connector.ts";
import { keyInForm } from "../../connectors/payment-key.ts";
import { shopifyStoreCredit } from "../../connectors/shopify-store-credit.ts";
import { smileIo } from "../../connectors/smile-io.ts";
import { squareLoyalty } from "../../connectors/square-loyalty.ts";
import { reversalKeyOf } from "../../domain/distribution/ledger.ts";
import { startCafe24Fake } from "../../local/fakes/cafe24-points-fake.ts";
import { type FakeServer, MAINTENANCE_PAGE } from "../../local/fakes/fake-server.ts";
import type { GrantBooks } from "../../local/fakes/grant-books.ts";
import { startShopifyFake } from "../../local/fakes/shopify-store-credit-fake.ts";
import { startSmileFake } from "../../local/fakes/smile-io-fake.ts";
import { startSquareLoyaltyFake } from "../../local/fakes/square-loyalty-fake.ts";
import { openConnector } from "./open-connector.ts";

const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");
const KEY = "paysheet-01KB0000000000000000000000-2";
const REVERSAL_KEY = `${KEY}-r1`;
const TOKEN = "token-1";
const nowMs = () => NOW_MS;

interface Opened {
  readonly fake: FakeServer & { readonly books: GrantBooks };
  readonly api: ReturnType<typeof openConnector>;
  readonly userId: string;
}

async function forTest<Fake extends FakeServer>(started: Promise<Fake>): Promise<Fake> {
  const fake = await started;
  onTestFinished(() => fake.close());
  return fake;
}

async function openSquare(): Promise<Opened> {
  const fake = await forTest(startSquareLoyaltyFake({ token: TOKEN, nowMs }));
  const api = openConnector(squareLoyalty, { baseUrl: fake.url }, { token: TOKEN });
  return { fake, api, userId: "account-a" };
}

async function openSmile(): Promise<Opened> {
  const fake = await forTest(startSmileFake(nowMs));
  const api = openConnector(smileIo, { baseUrl: fake.baseUrl }, { token: fake.token });
  return { fake, api, userId: "304169228" };
}

async function openCafe24(): Promise<Opened> {
  const fake = await forTest(startCafe24Fake(nowMs));
  const options = { mallId: "testmall", apiVersion: "2026-03-01", baseUrl: fake.baseUrl };
  // Refresh tokens have tests of their own.
  const credentials: Credentials = {
    kind: "secret",
    fields: ["token"],
    headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
  };
  const connector = {
    ...cafe24Points,
    describe: (given) => ({ ...cafe24Points.describe(given), credentials }),
  } satisfies Connector<Parameters<typeof cafe24Points.describe>[0]>;
  const api = openConnector(connector, options, { token: fake.issueAccessToken() });
  return { fake, api, userId: "testmember" };
}

async function openShopify(): Promise<Opened> {
  const fake = await forTest(startShopifyFake(nowMs));
  const options = {
    ...{ shop: "test-shop", apiVersion: "2027-01", currency: "KRW", baseUrl: fake.url },
  };
  const api = openConnector(shopifyStoreCredit, options, { accessToken: fake.accessToken });
  return { fake, api, userId: "544365967" };
}

const paymentOf = (userId: string) => ({ row: 2, userId, points: 1_500, reason: "10월 출석" });
const sumOf = ({ books }: Opened["fake"]) =>
  [...books.byUser().values()].map(({ points }) => points);

describe("the key of a reversal", () => {
  it("is the payment's with an ending, in the form of all keys, and always the same", () => {
    expect(reversalKeyOf(KEY)).toBe(REVERSAL_KEY);
    expect(keyInForm(REVERSAL_KEY, "uuid")).toBe("cb1f52ce-2f23-4476-90f1-7233f1cf22a3");
    expect(keyInForm(REVERSAL_KEY, 24)).not.toBe(keyInForm(KEY, 24));
  });
});

describe.each<[string, () => Promise<Opened>, string]>([
  ["Square", openSquare, "not_enough_points"],
  ["Smile.io", openSmile, "http_422"],
  ["Cafe24", openCafe24, "http_422"],
  ["Shopify", openShopify, "shopify_account_not_found"],
])("taking back at %s", (_, open, code) => {
  it("takes what was given, once, and is found under a key of its own", async () => {
    const { fake, api, userId } = await open();
    const payment = paymentOf(userId);
    expect(await api.pay(payment, KEY)).toMatchObject({ kind: "paid" });

    expect(await api.reverse(payment, KEY)).toMatchObject({ kind: "paid" });

    expect(sumOf(fake)).toEqual([0]);
    const paid = await api.lookUp(payment, KEY);
    const reversed = await api.lookUp(payment, REVERSAL_KEY);
    expect([paid?.kind, reversed?.kind]).toEqual(["found", "found"]);
    expect(await api.lookUp(payment, `${KEY}1-r1`)).toEqual({ kind: "not_found" });
  });

  it("is refused for good where the user has too little", async () => {
    const { fake, api, userId } = await open();
    const answer = await api.reverse(paymentOf(userId), KEY);
    expect(answer).toMatchObject({ kind: "rejected", code });
    expect(sumOf(fake)).toEqual([]);
  });

  it.each(["cut", MAINTENANCE_PAGE, { status: 500, body: {} }] as const)(
    "is in doubt without an answer of its own: %j",
    async (answer) => {
      const { fake, api, userId } = await open();
      const payment = paymentOf(userId);
      await api.pay(payment, KEY);
      fake.fail({ when: "after_doing", answer, times: 1 });

      expect(await api.reverse(payment, KEY)).toMatchObject({ kind: "in_doubt" });

      expect(sumOf(fake)).toEqual([0]);
      expect(await api.lookUp(payment, REVERSAL_KEY)).toMatchObject({ kind: "found" });
    },
  );
});

describe("a reversal", () => {
  it("is the same under its key at Square, however often it is asked for", async () => {
    const { fake, api, userId } = await openSquare();
    const payment = paymentOf(userId);
    fake.books.give({ id: "before", userId, points: 9_000 });
    await api.pay(payment, KEY);
    const first = await api.reverse(payment, KEY);
    expect(await api.reverse(payment, KEY)).toEqual(first);
    expect(sumOf(fake)).toEqual([9_000]);
    expect(fake.calls.at(-1)?.json).toEqual({
      idempotency_key: REVERSAL_KEY,
      adjust_points: { points: -1_500, reason: `10월 출석 (${REVERSAL_KEY})` },
      allow_negative_balance: false,
    });
  });

  it("is no proof where the answer tells of other content", async () => {
    const { fake, api, userId } = await openSquare();
    const adjusted = { id: "e", loyalty_account_id: userId, adjust_points: { points: 1_500 } };
    fake.interpose(() => ({ status: 200, body: { event: adjusted } }));
    expect(await api.reverse(paymentOf(userId), KEY)).toMatchObject({
      ...{ kind: "in_doubt", code: "other_content" },
    });
    const cafe24 = await openCafe24();
    const echo = { member_id: cafe24.userId, amount: "1500.00", type: "increase" };
    cafe24.fake.interpose(() => ({ status: 201, body: { points: echo } }));
    expect(await cafe24.api.reverse(paymentOf(cafe24.userId), KEY)).toMatchObject({
      kind: "in_doubt",
    });
  });

  it("asks Cafe24 to decrease, and Shopify to debit, under a mark and a note of its own", async () => {
    const cafe24 = await openCafe24();
    await cafe24.api.reverse(paymentOf(cafe24.userId), KEY);
    expect(cafe24.fake.calls.at(-1)?.json).toMatchObject({
      request: { amount: "1500.00", type: "decrease", reason: "10월 출석 #cb1f52ce2f23" },
    });
    const shopify = await openShopify();
    await shopify.api.reverse(paymentOf(shopify.userId), KEY);
    expect(shopify.fake.calls.at(-1)?.json).toMatchObject({
      query: expect.stringMatching(/^mutation .*storeCreditAccountDebit\(id: \$id/s),
      variables: {
        id: "gid://shopify/Customer/544365967",
        debitInput: {
          debitAmount: { amount: "1500", currencyCode: "KRW" },
          note: REVERSAL_KEY,
        },
      },
    });
  });

  it("is refused by Shopify where part of it was spent", async () => {
    const { fake, api, userId } = await openShopify();
    await api.pay(paymentOf(userId), KEY);
    const most = { ...paymentOf(userId), points: 1_501 };
    expect(await api.reverse(most, KEY)).toEqual({
      ...{ kind: "rejected", code: "shopify_insufficient_funds" },
      detail: "It is INSUFFICIENT_FUNDS.",
    });
    expect(sumOf(fake)).toEqual([1_500]);
  });
});
