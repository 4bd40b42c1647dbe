import { describe, expect, it, onTestFinished } from "vitest";
import { createConnectedPointsApi } from "../../adapters/points-api/connected-points-api.ts";
import { cafe24Points } from "../../connectors/cafe24-points.ts";
import type { CallPermit } from "../../domain/distribution/points-api.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { startCafe24Fake } from "../../local/fakes/cafe24-points-fake.ts";
import { MAINTENANCE_PAGE } from "../../local/fakes/fake-server.ts";
import { payOnce } from "./pay-once.ts";

const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");
const PERMIT: CallPermit = { deadlineMs: NOW_MS + 30_000, assertMaySend: () => undefined };
const MEMBER = "testmember";
const KEY = "paysheet-01KB0000000000000000000000-2";
const OTHER_KEY = "paysheet-01KB0000000000000000000000-3";
/** The first twelve hexadecimal digits of the key's SHA-256. */
const MARK = "#512ae3c6610b";
const PAYMENT = { row: 2, userId: MEMBER, points: 1_500, reason: "10월 출석" };
const ONCE = new Map([[MEMBER, { times: 1, points: 1_500 }]]);
const PAID = { kind: "paid" };
const OPTIONS = { connector: "cafe24-points", mallId: "testmall", apiVersion: "2026-03-01" };

/** With an access token that the mall gave us. */
async function setup(options: object = {}) {
  let nowMs = NOW_MS;
  const fake = await startCafe24Fake(() => nowMs);
  onTestFinished(() => fake.close());
  const { baseUrl } = fake;
  let token = fake.issueAccessToken();
  const api = createConnectedPointsApi({
    description: cafe24Points.describe(
      cafe24Points.options.parse({ ...OPTIONS, baseUrl, ...options }),
    ),
    credentials: {
      get: async () => ({
        headers: { authorization: `Bearer ${token}` },
        forget: () => {
          token = fake.issueAccessToken();
        },
      }),
    },
    nowMs: () => NOW_MS,
    abortAfter: () => new AbortController().signal,
  });
  onTestFinished(() => api.close());
  return {
    fake,
    api: {
      pay: (payment: Payment, key: string) => api.pay(payment, key, PERMIT),
      lookUp: async (payment: Payment, key: string, claimedAtMs = NOW_MS) =>
        await api.lookUp?.({ payment, idempotencyKey: key, claimedAtMs }, async () => PERMIT),
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe("Cafe24 points", () => {
  it("pays with the echo as proof, marks the reason, and asks as documented", async () => {
    const { fake, api } = await setup({ shopNo: 2 });

    expect(await api.pay(PAYMENT, KEY)).toEqual(PAID);

    expect(fake.books.byUser()).toEqual(ONCE);
    const [call] = fake.calls;
    expect(call).toMatchObject({
      method: "POST",
      path: "/api/v2/admin/points",
      json: {
        shop_no: 2,
        request: {
          member_id: MEMBER,
          amount: "1500.00",
          type: "increase",
          reason: `10월 출석 ${MARK}`,
        },
      },
    });
    expect(call?.header("x-cafe24-api-version")).toBe("2026-03-01");
  });

  it("keeps the mark whole however long the reason is, and has one for rows without", async () => {
    const { fake, api } = await setup({ maxReasonLength: 24, defaultReason: "이벤트 적립금" });

    await api.pay({ ...PAYMENT, reason: "😀".repeat(100) }, KEY);
    await api.pay({ row: 3, userId: MEMBER, points: 10 }, OTHER_KEY);

    expect(fake.books.grants.map(({ key }) => key)).toEqual([
      `${"😀".repeat(10)} ${MARK}`,
      "이벤트 적립금 #9c3b2e064c35",
    ]);
  });

  it.each(["before_doing", "after_doing"] as const)(
    "gives once, by its books, when an answer was lost %s",
    async (when) => {
      const { fake, api } = await setup();
      fake.fail({ when, answer: "cut", times: 1 });

      expect(await payOnce(api, PAYMENT, KEY)).toEqual(PAID);
      expect(fake.books.byUser()).toEqual(ONCE);
    },
  );

  it.each([
    ["its own time-out", { status: 504, body: { error: { message: "Timeout" } } }],
    ["a page", MAINTENANCE_PAGE],
    ["taken for later", { status: 202, body: {} }],
    ["another member's echo", { status: 201, body: { points: { member_id: "other" } } }],
  ])("gives once when the answer that came proves nothing: %s", async (_, answer) => {
    const { fake, api } = await setup();
    fake.fail({ when: "after_doing", answer, times: 1 });

    expect(await payOnce(api, PAYMENT, KEY)).toEqual(PAID);
    expect(fake.books.byUser()).toEqual(ONCE);
  });

  it("takes a conflict for the trace of its own call, and looks that up", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, KEY);

    expect(await api.pay(PAYMENT, KEY)).toEqual({
      kind: "in_doubt",
      code: "cafe24_same_content",
      detail: "The same content was requested before.",
      unavailable: false,
    });
    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "found" });
    expect(fake.books.byUser()).toEqual(ONCE);
  });

  it("tells two rows of one member with the same points and reason apart", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, OTHER_KEY);
    fake.fail({ when: "before_doing", answer: "cut", times: 1 });

    expect(await payOnce(api, PAYMENT, KEY)).toEqual(PAID);
    expect(fake.books.byUser()).toEqual(new Map([[MEMBER, { times: 2, points: 3_000 }]]));
  });

  it("reads page after page until an empty one, even where pages are shorter than asked for", async () => {
    const { fake, api } = await setup();
    fake.quirks.pageHolds = 2;
    for (const reason of ["첫 구매", `10월 출석 ${MARK.toUpperCase()}`, "주문 #512ae3c6610"]) {
      fake.addEntry({ case: "AM", memberId: MEMBER, amount: "1500.00", reason });
    }
    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "not_found" });

    await api.pay(PAYMENT, KEY);
    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "found" });

    const queries = fake.calls
      .filter(({ method }) => method === "GET")
      .map(({ query }) => Object.fromEntries(query));
    const asked = {
      shop_no: "1",
      member_id: MEMBER,
      start_date: "2026-11-22T10:00:00+09:00",
      end_date: "2027-05-22T10:00:00+09:00",
      case: "AM",
      limit: "50",
    };
    expect(queries).toEqual(["0", "2", "3", "0", "2"].map((offset) => ({ ...asked, offset })));
  });

  it("can't tell where a list is longer than its offsets reach", async () => {
    const { fake, api } = await setup();
    const { lookUp } = cafe24Points.describe(cafe24Points.options.parse(OPTIONS));
    const ask = { userId: MEMBER, points: 1_500, reason: "10월 출석", key: "512ae3c6610b" };
    const reply = {
      status: 200,
      json: { points: [{ reason: "첫 구매" }] },
      text: "",
      header: () => undefined,
    };
    expect(lookUp?.read(reply, ask, "7999")).toEqual({ found: "more", cursor: "8000" });
    expect(lookUp?.read(reply, ask, "8000")).toEqual({
      found: "unclear",
      code: "cafe24_list_too_long",
    });

    fake.quirks.pageHolds = 1;
    for (let at = 0; at < 101; at += 1) {
      fake.addEntry({ case: "AM", memberId: MEMBER, amount: "1.00", reason: `${at}` });
    }
    expect(await api.lookUp(PAYMENT, KEY)).toMatchObject({ kind: "failed" });
  });

  it("can't tell where a reason was cut, lest it pays again what it doesn't recognise", async () => {
    const { fake, api } = await setup();
    fake.quirks.reasonHolds = 10;
    fake.fail({ when: "after_doing", answer: "cut", times: 1 });

    expect(await payOnce(api, PAYMENT, KEY)).toMatchObject({ kind: "in_doubt" });
    expect(await api.lookUp(PAYMENT, KEY)).toMatchObject({
      kind: "failed",
      code: "cafe24_reason_cut",
    });
    expect(fake.books.byUser()).toEqual(ONCE);
  });

  it("can't tell where its mark was found twice, and says so", async () => {
    const { fake, api } = await setup();
    const entry = { case: "AM", memberId: MEMBER, amount: "1.00", reason: `10월 출석 ${MARK}` };
    fake.addEntry(entry);
    fake.addEntry(entry);

    expect(await api.lookUp(PAYMENT, KEY)).toMatchObject({
      kind: "failed",
      code: "cafe24_found_twice",
    });
  });

  it("finds an entry that shows late once it shows, which is what settleMs waits for", async () => {
    const { fake, api, pass } = await setup();
    fake.quirks.listLagMs = 30_000;
    await api.pay(PAYMENT, KEY);

    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "not_found" });
    pass(cafe24Points.describe(cafe24Points.options.parse(OPTIONS)).lookUp?.settleMs ?? 0);
    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "found" });
  });

  it.each([
    [400, { kind: "ours", code: "http_400", detail: "no" }],
    [401, { kind: "ours", code: "http_401", detail: "no" }],
    [403, { kind: "ours", code: "http_403", detail: "no" }],
    [404, { kind: "ours", code: "http_404", detail: "no" }],
    [422, { kind: "rejected", code: "http_422", detail: "no" }],
    [500, { kind: "in_doubt", code: "http_500", detail: "no", unavailable: true }],
    [503, { kind: "in_doubt", code: "http_503", detail: "no", unavailable: true }],
  ])("reads a refusal by what it means, in the mall's words: %i", async (status, read) => {
    const { fake, api } = await setup();
    const answer = { status, body: { error: { code: status, message: "no", more_info: {} } } };
    fake.fail({ when: "before_doing", answer });

    expect(await api.pay(PAYMENT, KEY)).toEqual(read);
  });

  it("rejects members and amounts that the mall refuses, and ids that no member can have", async () => {
    const { fake, api } = await setup();

    expect(await api.pay({ ...PAYMENT, userId: "missing-1" }, KEY)).toEqual({
      kind: "rejected",
      code: "http_422",
      detail: "There is no such member.",
    });
    expect(await api.pay({ ...PAYMENT, points: 1_000_001 }, KEY)).toMatchObject({
      kind: "rejected",
      code: "http_422",
    });
    expect(await api.pay({ ...PAYMENT, userId: "a".repeat(21) }, KEY)).toEqual({
      kind: "rejected",
      code: "cafe24_id_too_long",
    });
    expect(fake.calls).toHaveLength(2);
  });

  it("waits for as long as a block lasts, and without one as it thinks best", async () => {
    const { fake, api, pass } = await setup();
    fake.block(32);
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({
      kind: "not_done",
      code: "http_429",
      retryAfterMs: 33_000,
    });
    pass(33_000);
    expect(await api.pay(PAYMENT, KEY)).toEqual(PAID);

    const answers = [];
    for (let row = 3; row <= 42; row += 1) {
      answers.push(await api.pay({ ...PAYMENT, row }, `${KEY}-${row}`));
    }
    expect(answers.slice(0, 39)).toEqual(Array(39).fill(PAID));
    expect(answers[39]).toEqual({
      kind: "not_done",
      code: "http_429",
      detail: "Too Many Requests",
      unavailable: false,
    });
    pass(500);
    expect(await api.pay({ ...PAYMENT, row: 42 }, `${KEY}-42`)).toEqual(PAID);
  });

  it("goes on with a new access token when the old ones were revoked", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, KEY);
    fake.revokeAccessTokens();

    expect(await api.pay({ ...PAYMENT, row: 3 }, OTHER_KEY)).toEqual(PAID);
    expect(fake.books.byUser()).toEqual(new Map([[MEMBER, { times: 2, points: 3_000 }]]));
  });

  it("gives sixty members what is theirs, once each, through all that goes wrong", async () => {
    const { fake, api, pass } = await setup();
    fake.quirks.pageHolds = 1;
    fake.fail(
      { when: "after_doing", answer: "cut", every: 4 },
      { when: "before_doing", answer: { status: 504, body: {} }, every: 5 },
      { when: "after_doing", answer: MAINTENANCE_PAGE, every: 7 },
    );
    const members = Array.from({ length: 60 }, (_, at) => `member-${at}`);

    for (const [at, userId] of members.entries()) {
      if (at % 25 === 24) fake.revokeAccessTokens();
      expect(await payOnce(api, { ...PAYMENT, row: at, userId }, `${KEY}-${at}`)).toEqual(PAID);
      pass(2_000);
    }
    const once = { times: 1, points: 1_500 };
    expect(fake.books.byUser()).toEqual(new Map(members.map((userId) => [userId, once])));
  });

  it("asks for tokens as Cafe24 documents it", () => {
    const { credentials } = cafe24Points.describe(cafe24Points.options.parse(OPTIONS));
    expect(credentials).toEqual({
      kind: "refresh_token",
      tokenUrl: "https://testmall.cafe24api.com/api/v2/oauth/token",
      clientAuth: "header",
      refreshTokenLifeMs: 14 * 86_400_000,
    });
  });

  it.each([
    [{ mallId: "Test Mall" }],
    [{ apiVersion: "latest" }],
    [{ shopNo: 0 }],
    [{ ratePerSecond: 11 }],
    [{ maxReasonLength: 5 }],
    [{ mallID: "typo" }],
  ])("refuses options that no mall has: %j", (options) => {
    expect(cafe24Points.options.safeParse({ ...OPTIONS, ...options }).success).toBe(false);
  });
});
