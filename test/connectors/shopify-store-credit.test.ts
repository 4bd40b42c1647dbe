import { describe, expect, it, onTestFinished } from "vitest";
import { shopifyStoreCredit } from "../../connectors/shopify-store-credit.ts";
import { MAINTENANCE_PAGE } from "../../local/fakes/fake-server.ts";
import { graphQlError, startShopifyFake } from "../../local/fakes/shopify-store-credit-fake.ts";
import { openConnector } from "./open-connector.ts";
import { payOnce } from "./pay-once.ts";

const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");
const NUMBER = "544365967";
const CUSTOMER = `gid://shopify/Customer/${NUMBER}`;
const KEY = "paysheet-01KB0000000000000000000000-2";
const OTHER_KEY = "paysheet-01KB0000000000000000000000-21";
const PAYMENT = { row: 2, userId: NUMBER, points: 1_500, reason: "10월 출석" };
const ONCE = new Map([[CUSTOMER, { times: 1, points: 1_500 }]]);
const PAID = {
  kind: "paid",
  transactionId: "gid://shopify/StoreCreditAccountCreditTransaction/1001",
};
const SHOP = { shop: "test-shop", apiVersion: "2027-01", currency: "KRW" };
const LOST = { answer: "cut", times: 1 } as const;

async function setup(options: object = {}, accessToken = "shpat_1") {
  let nowMs = NOW_MS;
  const fake = await startShopifyFake(() => nowMs);
  onTestFinished(() => fake.close());
  const stage = { ...SHOP, baseUrl: fake.url, ...options };
  return {
    fake,
    api: openConnector(shopifyStoreCredit, stage, { accessToken }),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

function describeWith(options: object) {
  const stage = { connector: "shopify-store-credit", ...SHOP, ...options };
  return shopifyStoreCredit.describe(shopifyStoreCredit.options.parse(stage));
}

describe("Shopify store credit", () => {
  it("pays with the transaction as proof, notes the key, and asks as documented", async () => {
    const expiresAt = "2027-12-31T23:59:59+09:00";
    const { fake, api } = await setup({ expiresAt, notify: true });

    expect(await api.pay(PAYMENT, KEY)).toEqual(PAID);

    expect(fake.books.byUser()).toEqual(ONCE);
    expect(fake.calls).toMatchObject([
      {
        method: "POST",
        path: "/admin/api/2027-01/graphql.json",
        json: {
          query: expect.stringMatching(/^mutation .*storeCreditAccountCredit\(id: \$id/s),
          variables: {
            id: CUSTOMER,
            creditInput: {
              creditAmount: { amount: "1500", currencyCode: "KRW" },
              expiresAt,
              notify: true,
              note: KEY,
            },
          },
        },
      },
    ]);
  });

  it.each([
    ["1", 1_500, "1500"],
    ["0.01", 1_500, "15.00"],
    ["0.01", 7, "0.07"],
    ["2.5", 3, "7.5"],
    ["1", 9_007_199_254_740_991, "9007199254740991"],
    ["0.000001", 9_007_199_254_740_991, "9007199254.740991"],
    ["1000", 9_007_199_254_740_991, "9007199254740991000"],
  ])("writes amounts digit by digit: at %s, %i points are %s", (pointValue, points, amount) => {
    const { pay } = describeWith({ pointValue });
    const { json } = pay.call({ userId: NUMBER, points, reason: undefined, key: KEY });
    expect(json).toMatchObject({
      variables: { creditInput: { creditAmount: { amount, currencyCode: "KRW" } } },
    });
  });

  it("lets credit expire on the day that its row names, else as the stage says", () => {
    const expiryColumn = { headers: ["만료일"], at: "23:59:59+09:00" };
    const expiresAt = "2027-01-31T23:59:59+09:00";
    const { pay, columns } = describeWith({ expiryColumn, expiresAt });
    const expiryOf = (extras?: Record<string, string>) =>
      pay.call({ userId: NUMBER, points: 1, reason: undefined, key: KEY, extras }).json;
    expect(columns).toEqual([{ name: "expiresOn", headers: ["만료일"], kind: "date" }]);
    const day = "2026-12-24T23:59:59+09:00";
    expect(expiryOf({ expiresOn: "2026-12-24" })).toMatchObject({
      variables: { creditInput: { expiresAt: day } },
    });
    expect(expiryOf()).toMatchObject({ variables: { creditInput: { expiresAt } } });
  });

  it("takes numbers of any length and gids for ids, and nothing else", async () => {
    const { fake, api } = await setup();
    const ids = ["9007199254740993", "gid://shopify/CompanyLocation/441870438"];
    for (const userId of ids)
      expect((await api.pay({ ...PAYMENT, userId }, KEY)).kind).toBe("paid");
    expect(fake.books.grants.map(({ userId }) => userId)).toEqual([
      "gid://shopify/Customer/9007199254740993",
      "gid://shopify/CompanyLocation/441870438",
    ]);

    for (const userId of ["shopper@example.com", "0042", "gid://shopify/Order/1", "1 2"]) {
      expect(await api.pay({ ...PAYMENT, userId }, KEY)).toEqual({
        kind: "rejected",
        code: "shopify_no_id",
      });
    }
    expect(fake.calls).toHaveLength(2);
  });

  it.each([
    ["7", "1", "OWNER_NOT_FOUND", "shopify_owner_not_found"],
    [NUMBER, "1000000", "CREDIT_LIMIT_EXCEEDED", "shopify_limit_exceeded"],
  ])(
    "rejects what userErrors say of a customer, in a 200: %s",
    async (userId, pointValue, says, code) => {
      const { fake, api } = await setup({ pointValue });
      expect(await api.pay({ ...PAYMENT, userId }, KEY)).toEqual({
        kind: "rejected",
        code,
        detail: `It is ${says}.`,
      });
      expect(fake.books.grants).toEqual([]);
    },
  );

  it("rejects accounts that do not exist, or have another currency", async () => {
    const { fake, api } = await setup({ owner: "StoreCreditAccount" });
    const account = fake.openAccount(CUSTOMER, "USD").id.split("/").at(-1) ?? "";

    expect(await api.pay({ ...PAYMENT, userId: account }, KEY)).toMatchObject({
      kind: "rejected",
      code: "shopify_other_currency",
    });
    expect(await api.pay({ ...PAYMENT, userId: "1" }, KEY)).toMatchObject({
      kind: "rejected",
      code: "shopify_account_not_found",
    });
  });

  it.each([
    [{ currency: "EUR" }, "shopify_no_such_currency"],
    [{ expiresAt: "2026-11-23T00:59:59Z" }, "shopify_expires_in_past"],
  ])("pauses for what the stage's options get wrong: %j", async (options, code) => {
    const { fake, api } = await setup(options);
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "ours", code });
    expect(fake.books.grants).toEqual([]);
  });

  it("waits until the bucket has filled again, and slows down, when it is throttled in a 200", async () => {
    const { fake, api, pass } = await setup();
    fake.spend(1_996);

    expect(await api.pay(PAYMENT, KEY)).toEqual({
      kind: "not_done",
      code: "http_429",
      detail: "Throttled",
      retryAfterMs: 60,
      unavailable: false,
    });
    pass(60);
    expect(await api.pay(PAYMENT, KEY)).toEqual(PAID);
  });

  it.each([
    ["ACCESS_DENIED", "ours", "shopify_not_allowed"],
    ["SHOP_INACTIVE", "ours", "shopify_not_allowed"],
    ["undefinedField", "ours", "shopify_not_understood"],
    ["INTERNAL_SERVER_ERROR", "in_doubt", "shopify_error"],
    ["SOMETHING_NEW", "in_doubt", "shopify_error"],
  ])("reads an error beside the data, in a 200: %s", async (code, kind, read) => {
    const { fake, api } = await setup();
    fake.fail({ when: "before_doing", answer: graphQlError(code, "Sorry.") });
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind, code: read, detail: "Sorry." });
  });

  it.each([
    [402, "ours"],
    [403, "ours"],
    [404, "ours"],
    [423, "ours"],
    [429, "not_done"],
    [430, "ours"],
    [500, "in_doubt"],
    [504, "in_doubt"],
  ])("blames no customer for a status: %i", async (status, kind) => {
    const { fake, api } = await setup();
    fake.fail({ when: "before_doing", answer: { status, body: { errors: "Sorry" } } });
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({
      kind,
      code: `http_${status}`,
      detail: "Sorry",
    });
  });

  it.each([
    MAINTENANCE_PAGE,
    { status: 200, body: {} },
    { status: 200, body: { data: null } },
    { status: 200, body: { data: { storeCreditAccountCredit: null } } },
    credited({ storeCreditAccountTransaction: null, userErrors: [] }),
    credited({
      storeCreditAccountTransaction: { id: "gid://1" },
      userErrors: [{ code: "OWNER_NOT_FOUND", message: "?" }],
    }),
  ])(
    "takes no answer without an id and an empty list of errors for a payment: %j",
    async (answer) => {
      const { fake, api } = await setup();
      fake.fail({ when: "before_doing", answer });
      expect(await api.pay(PAYMENT, KEY)).toMatchObject({
        kind: "in_doubt",
        code: "unreadable_answer",
      });
    },
  );

  it("takes a refusal that it doesn't know for one, in Shopify's words", async () => {
    const { fake, api } = await setup();
    const answer = credited({
      storeCreditAccountTransaction: null,
      userErrors: [{ code: null, message: "Not for this one." }],
    });
    fake.fail({ when: "before_doing", answer });
    expect(await api.pay(PAYMENT, KEY)).toEqual({
      kind: "rejected",
      code: "shopify_refused",
      detail: "Not for this one.",
    });
  });

  it("pauses with wrong credentials, and where the version is none", async () => {
    const { api } = await setup({}, "shpat_2");
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "ours", code: "http_401" });

    const { api: old } = await setup({ apiVersion: "2020-01" });
    expect(await old.pay(PAYMENT, KEY)).toEqual({
      kind: "ours",
      code: "http_404",
      detail: "Not Found",
    });
  });

  describe("before 2027-01, where there are no notes", () => {
    it("sends none, and leaves doubt to a person", async () => {
      const { fake, api } = await setup({ apiVersion: "2026-10" });
      fake.fail({ when: "after_doing", ...LOST });

      expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "in_doubt" });
      expect(api.lookUp(PAYMENT, KEY)).toBeUndefined();
      expect(fake.calls[0]?.text).not.toContain("note");
      expect(describeWith({ apiVersion: "2026-10" }).doubt).toEqual({ ends: "none" });
      expect(describeWith({ apiVersion: "2027-04" }).doubt).toEqual({ ends: "look_up" });
    });
  });

  describe("from 2027-01 on", () => {
    it.each(["before_doing", "after_doing"] as const)(
      "gives once, by its books, when an answer was lost %s",
      async (when) => {
        const { fake, api } = await setup();
        fake.fail({ when, ...LOST });

        expect(await payOnce(api, PAYMENT, KEY)).toEqual(PAID);
        expect(fake.books.byUser()).toEqual(ONCE);
      },
    );

    it("gives once, by its books, when it failed after doing it", async () => {
      const { fake, api } = await setup();
      const answer = graphQlError("INTERNAL_SERVER_ERROR", "Internal error.");
      fake.fail({ when: "after_doing", answer, times: 1 });

      expect(await payOnce(api, PAYMENT, KEY)).toEqual(PAID);
      expect(fake.books.byUser()).toEqual(ONCE);
    });

    it("tells two rows of one customer with the same points apart", async () => {
      const { fake, api } = await setup();
      await api.pay(PAYMENT, OTHER_KEY);
      fake.fail({ when: "before_doing", ...LOST });

      expect(await payOnce(api, PAYMENT, KEY)).toMatchObject({ kind: "paid" });
      expect(fake.books.grants.map(({ key }) => key)).toEqual([OTHER_KEY, KEY]);
    });

    it("finds its key alone, in the account of its currency, on whichever page it stands", async () => {
      const { fake, api } = await setup();
      fake.quirks.pageHolds = 2;
      const dollars = fake.openAccount(CUSTOMER, "USD");
      fake.addTransaction(dollars, OTHER_KEY);
      const won = fake.openAccount(CUSTOMER, "KRW");
      const found = fake.addTransaction(won, KEY);
      for (const note of [`${KEY}9`, null, "", ` ${KEY}`]) fake.addTransaction(won, note);

      expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "found", transactionId: found });
      expect(await api.lookUp(PAYMENT, OTHER_KEY)).toEqual({ kind: "not_found" });
      expect(fake.calls.map(({ json }) => json)).toMatchObject([
        { variables: { id: CUSTOMER } },
        { variables: { id: won.id, after: "place:2" } },
        { variables: { id: won.id, after: "place:4" } },
        { variables: { id: CUSTOMER } },
        { variables: { id: won.id, after: "place:2" } },
        { variables: { id: won.id, after: "place:4" } },
      ]);
    });

    it("looks through the account itself where sheets name accounts", async () => {
      const { fake, api } = await setup({ owner: "StoreCreditAccount" });
      const account = fake.openAccount(CUSTOMER, "KRW");
      const userId = account.id;

      expect(await api.lookUp({ ...PAYMENT, userId }, KEY)).toEqual({ kind: "not_found" });
      await api.pay({ ...PAYMENT, userId }, KEY);
      expect(await api.lookUp({ ...PAYMENT, userId }, KEY)).toMatchObject({ kind: "found" });
    });

    it("finds a credit that shows late once it shows, which is what settleMs waits for", async () => {
      const { fake, api, pass } = await setup();
      fake.quirks.listLagMs = 30_000;
      await api.pay(PAYMENT, KEY);

      expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "not_found" });
      pass(describeWith({}).lookUp?.settleMs ?? 0);
      expect(await api.lookUp(PAYMENT, KEY)).toMatchObject({ kind: "found" });
    });

    it("can't tell where its key was found twice, or there are more accounts than it reads", async () => {
      const { fake, api } = await setup();
      for (const currency of ["USD", "JPY", "EUR", "GBP", "CNY", "KRW"]) {
        fake.addTransaction(fake.openAccount(CUSTOMER, currency), KEY);
      }
      expect(await api.lookUp(PAYMENT, KEY)).toMatchObject({
        kind: "failed",
        code: "shopify_too_many_accounts",
      });

      const twice = fake.openAccount("gid://shopify/Customer/2000", "KRW");
      fake.addTransaction(twice, KEY);
      fake.addTransaction(twice, KEY);
      expect(await api.lookUp({ ...PAYMENT, userId: "2000" }, KEY)).toMatchObject({
        kind: "failed",
        code: "shopify_found_twice",
      });
    });

    it.each([
      { status: 200, body: { data: { owner: null } } },
      graphQlError("ACCESS_DENIED", "Access denied for storeCreditAccounts field."),
      { status: 200, body: { data: { owner: null }, errors: [{ message: "?" }] } },
    ])("can't tell by an answer that shows no account: %j", (reply) => {
      const { lookUp } = describeWith({});
      const ask = { userId: NUMBER, points: 1, reason: undefined, key: KEY };
      const read = { status: 200, json: reply.body, text: "", header: () => undefined };
      expect(lookUp?.read(read, ask, undefined)).toBeUndefined();
    });
  });

  it.each([
    [{ apiVersion: "2027-02" }],
    [{ currency: "won" }],
    [{ pointValue: "0.00" }],
    [{ pointValue: "-1" }],
    [{ expiresAt: "2027-12-31" }],
    [{ shop: "https://test-shop.myshopify.com" }],
    [{ idempotent: true }],
  ])("refuses options that mean nothing: %j", (options) => {
    const stage = { connector: "shopify-store-credit", ...SHOP, ...options };
    expect(shopifyStoreCredit.options.safeParse(stage).success).toBe(false);
  });
});

function credited(storeCreditAccountCredit: object) {
  return { status: 200, body: { data: { storeCreditAccountCredit } } };
}
