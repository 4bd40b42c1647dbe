import { describe, expect, it, onTestFinished } from "vitest";
import { smileIo } from "../../connectors/smile-io.ts";
import { MAINTENANCE_PAGE } from "../../local/fakes/fake-server.ts";
import { startSmileFake } from "../../local/fakes/smile-io-fake.ts";
import { openConnector } from "./open-connector.ts";
import { payOnce } from "./pay-once.ts";

const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");
const CUSTOMER = "304169228";
const KEY = "paysheet-01KB0000000000000000000000-2";
const OTHER_KEY = "paysheet-01KB0000000000000000000000-21";
const PAYMENT = { row: 2, userId: CUSTOMER, points: 1_500, reason: "10월 출석" };
const ONCE = new Map([[CUSTOMER, { times: 1, points: 1_500 }]]);

async function setup({ token = "token-1", firstId = 825_673_452n } = {}) {
  let nowMs = NOW_MS;
  const fake = await startSmileFake(() => nowMs, firstId);
  onTestFinished(() => fake.close());
  const api = openConnector(smileIo, { baseUrl: fake.baseUrl }, { token });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { fake, api, pass };
}

describe("Smile.io", () => {
  it("pays with the transaction as proof, and asks as documented", async () => {
    const { fake, api } = await setup();

    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "paid", transactionId: "825673452" });

    expect(fake.books.byUser()).toEqual(ONCE);
    expect(fake.calls).toMatchObject([
      {
        method: "POST",
        path: "/v1/points_transactions",
        json: {
          points_transaction: {
            customer_id: 304_169_228,
            points_change: 1_500,
            description: "10월 출석",
            internal_note: KEY,
          },
        },
      },
    ]);
  });

  it("keeps the digits of ids beyond 2^53, and asks for no customer whose id is one", async () => {
    const { fake, api } = await setup({ firstId: 1_743_223_061_489_848_991n });
    const most = "9007199254740991";

    expect(await api.pay({ ...PAYMENT, userId: most }, KEY)).toEqual({
      kind: "paid",
      transactionId: "1743223061489848991",
    });
    expect(await api.lookUp({ ...PAYMENT, userId: most }, KEY)).toEqual({
      kind: "found",
      transactionId: "1743223061489848991",
    });

    for (const userId of ["9007199254740992", "042", "shopper-1", "1e3", "-5", "0"]) {
      expect(await api.pay({ ...PAYMENT, userId }, KEY)).toEqual({
        kind: "rejected",
        code: "user_id_not_a_number",
      });
    }
    expect(fake.calls).toHaveLength(2);
  });

  it.each(["before_doing", "after_doing"] as const)(
    "gives once, by its books, when an answer was lost %s",
    async (when) => {
      const { fake, api } = await setup();
      fake.fail({ when, answer: "cut", times: 1 });

      expect(await payOnce(api, PAYMENT, KEY)).toEqual({
        kind: "paid",
        transactionId: "825673452",
      });
      expect(fake.books.byUser()).toEqual(ONCE);
    },
  );

  it("takes neither a page nor an answer without the customer's transaction for a payment", async () => {
    const { fake, api } = await setup();
    const other = { id: 1, customer_id: 304_169_229, internal_note: KEY };
    const answers = [
      MAINTENANCE_PAGE,
      { status: 201, body: { points_transaction: other } },
      { status: 201, body: {} },
      { status: 200, body: { points_transaction: { ...other, customer_id: 304_169_228 } } },
    ];
    fake.fail(...answers.map((answer) => ({ when: "before_doing", answer, times: 1 }) as const));

    for (const _ of answers) {
      expect(await api.pay(PAYMENT, KEY)).toMatchObject({
        kind: "in_doubt",
        code: "unreadable_answer",
      });
    }
    expect(fake.books.grants).toEqual([]);
  });

  it("tells two rows of one customer with the same points apart", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, OTHER_KEY);
    fake.fail({ when: "before_doing", answer: "cut", times: 1 });

    expect(await payOnce(api, PAYMENT, KEY)).toMatchObject({ kind: "paid" });
    expect(fake.books.grants.map(({ key }) => key)).toEqual([OTHER_KEY, KEY]);
  });

  it("finds its key alone, exactly, on whichever page it stands", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, KEY);
    fake.quirks.pageHolds = 2;
    for (const note of [`${KEY}1`, ` ${KEY}`, KEY.toLowerCase(), null, "Points correction"]) {
      fake.add({
        customer_id: 304_169_228,
        points_change: 1_500,
        description: null,
        internal_note: note,
      });
    }

    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "found", transactionId: "825673452" });
    const thirdKey = "paysheet-01KB0000000000000000000000-3";
    expect(await api.lookUp(PAYMENT, thirdKey)).toEqual({ kind: "not_found" });
    const pages = fake.calls.filter(({ method }) => method === "GET");
    expect(pages).toHaveLength(6);
    for (const { query } of pages) {
      expect(query.get("customer_id")).toBe(CUSTOMER);
      expect(query.get("updated_at_min")).toBe("2026-11-22T01:00:00.000Z");
    }
  });

  it("finds an entry that shows late once it shows, which is what settleMs waits for", async () => {
    const { fake, api, pass } = await setup();
    fake.quirks.listLagMs = 30_000;
    await api.pay(PAYMENT, KEY);

    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "not_found" });
    const { lookUp } = smileIo.describe(smileIo.options.parse({ connector: "smile-io" }));
    pass(lookUp?.settleMs ?? 0);
    expect(await api.lookUp(PAYMENT, KEY)).toMatchObject({ kind: "found" });
  });

  it("can't tell where its key was found twice, and says so", async () => {
    const { fake, api } = await setup();
    const twice = {
      customer_id: 304_169_228,
      points_change: 1_500,
      description: null,
      internal_note: KEY,
    };
    fake.add(twice);
    fake.add(twice);

    expect(await api.lookUp(PAYMENT, KEY)).toMatchObject({
      kind: "failed",
      code: "smile_found_twice",
    });
  });

  it.each([
    [401, { kind: "ours", code: "http_401", detail: "no" }],
    [403, { kind: "ours", code: "http_403", detail: "no" }],
    [404, { kind: "rejected", code: "http_404", detail: "no" }],
    [409, { kind: "in_doubt", code: "smile_conflict", detail: "no", unavailable: false }],
    [422, { kind: "rejected", code: "http_422", detail: "no" }],
    [429, { kind: "not_done", code: "http_429", detail: "no", unavailable: false }],
    [500, { kind: "in_doubt", code: "http_500", detail: "no", unavailable: true }],
  ])("reads a refusal by what it means, in the API's words: %i", async (status, read) => {
    const { fake, api } = await setup();
    const answer = { status, body: { error: { message: "no" } } };
    fake.fail({ when: "before_doing", answer });

    expect(await api.pay(PAYMENT, KEY)).toEqual(read);
  });

  it("rejects a customer that it does not know, and pauses with wrong credentials", async () => {
    const { api } = await setup();
    expect(await api.pay({ ...PAYMENT, userId: "7" }, KEY)).toEqual({
      kind: "rejected",
      code: "http_404",
      detail: "Customer not found.",
    });

    const { api: stranger, fake } = await setup({ token: "token-2" });
    expect(await stranger.pay(PAYMENT, KEY)).toEqual({
      kind: "ours",
      code: "http_401",
      detail: "Invalid token.",
    });
    expect(fake.books.grants).toEqual([]);
  });

  it("is refused for the rest of a second after ten calls, without a payment lost", async () => {
    const { fake, api, pass } = await setup();
    const rows = Array.from({ length: 12 }, (_, at) => at + 2);
    const pay = (row: number) => api.pay({ ...PAYMENT, row }, `${KEY}-${row}`);

    const kinds = [];
    for (const row of rows) kinds.push((await pay(row)).kind);
    expect(kinds).toEqual([...Array(10).fill("paid"), "not_done", "not_done"]);

    pass(1_000);
    expect(await pay(12)).toMatchObject({ kind: "paid" });
    expect(await pay(13)).toMatchObject({ kind: "paid" });
    expect(fake.books.byUser()).toEqual(new Map([[CUSTOMER, { times: 12, points: 18_000 }]]));
  });
});

describe("Smile.io, by e-mail addresses", () => {
  const shopper = { row: 2, userId: "Kim@Example.com", points: 1_500, reason: "10월 출석" };

  async function byEmail() {
    const fake = await startSmileFake(() => NOW_MS);
    onTestFinished(() => fake.close());
    const options = { baseUrl: fake.baseUrl, users: "email" };
    const api = openConnector(smileIo, options, { token: "token-1" });
    fake.members.push(
      { id: 304_169_228, email: "kim@example.com" },
      { id: 304_169_229, email: "two@example.com" },
      { id: 304_169_230, email: "two@example.com" },
    );
    return { fake, api };
  }

  it("finds the one customer who has it, and pays and looks up by their number", async () => {
    const { fake, api } = await byEmail();

    expect(await api.findAccount(shopper)).toEqual({ kind: "found", accountId: CUSTOMER });
    expect(await api.findUser(shopper)).toEqual({ kind: "found" });
    const asked = { ...shopper, accountId: CUSTOMER };
    expect(await api.pay(asked, KEY)).toEqual({ kind: "paid", transactionId: "825673452" });
    expect(await api.lookUp(asked, KEY)).toMatchObject({ kind: "found" });
    expect(fake.books.byUser()).toEqual(ONCE);
    expect(fake.calls[0]).toMatchObject({ method: "GET", path: "/v1/customers" });
    expect(fake.calls[0]?.query.get("email")).toBe("Kim@Example.com");
  });

  it.each([
    ["nobody@example.com", "smile_no_customer"],
    ["two@example.com", "smile_several_customers"],
    // A filter that is looser than it should be decides nothing.
    ["im@example.com", "smile_no_customer"],
  ])("guesses nobody: %s", async (userId, code) => {
    const { api } = await byEmail();
    expect(await api.findAccount({ ...shopper, userId })).toEqual({ kind: "rejected", code });
  });

  it.each([
    [401, { kind: "ours", code: "http_401" }],
    [429, { kind: "not_done", code: "http_429" }],
    [500, { kind: "in_doubt", code: "http_500" }],
    [200, { kind: "in_doubt", code: "unreadable_answer" }],
  ])("tells an answer that names nobody from one that can't be read: %i", async (status, read) => {
    const { fake, api } = await byEmail();
    fake.interpose(() => ({ status, body: { error: { message: "no" } } }));
    expect(await api.findAccount(shopper)).toMatchObject(read);
  });
});
