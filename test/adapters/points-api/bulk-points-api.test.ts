import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import type { BulkAnswer, PayRequest } from "../../../domain/distribution/points-api.ts";
import { ANSWERS_TO_FAULTS } from "./answers-to-faults.ts";
import {
  createCallTime,
  listen,
  openPointsApi,
  permitFor,
  startPointsApi,
} from "./points-api-under-test.ts";

const ANNA: PayRequest = {
  payment: { row: 2, userId: "anna", points: 1_500, reason: "출석 이벤트" },
  idempotencyKey: "k-2",
};
const BORA: PayRequest = {
  payment: { row: 3, userId: "bora", points: 20 },
  idempotencyKey: "k-3",
};
const NOBODY: PayRequest = {
  payment: { row: 4, userId: "missing-1", points: 5 },
  idempotencyKey: "k-4",
};

function bulkOf(
  base: string,
  bulk: object = {},
  config: object = {},
  secrets: object[] = [],
  time = createCallTime(),
) {
  const withBulk = { bulk: { url: `${base}/v1/points/bulk`, ...bulk }, ...config };
  const { bulk: api } = openPointsApi(base, withBulk, secrets, time);
  if (api === undefined) throw new Error("There is no bulk call.");
  return api;
}

/** The local points API, and its bulk route. */
async function setupLocal() {
  const { url, get, fault, isAsked } = await startPointsApi();
  const time = createCallTime();
  const bulk = bulkOf(url, {}, {}, [], time);
  return { api: openPointsApi(url), bulk, get, fault, isAsked, time };
}

/** A server of one's own that answers every call so, and keeps what it was asked. */
async function setupServer(answer: RequestListener) {
  const asked: { method?: string; url?: string; headers: object; body: unknown }[] = [];
  const base = await listen(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const text = Buffer.concat(await request.toArray()).toString();
    asked.push({ method, url, headers, body: JSON.parse(text) });
    answer(request, response);
  });
  return { base, asked };
}

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(JSON.stringify(body));
  };

/** What became of each payment, by key; or of the call as a whole. */
function told(answer: BulkAnswer): unknown {
  return answer.kind === "answered" ? Object.fromEntries(answer.answers) : answer;
}

const UNREADABLE = {
  kind: "in_doubt",
  code: "unreadable_answer",
  unavailable: false,
  detail: "The answer to the bulk call has no readable results.",
};

describe("paying many by one call of the local points API", () => {
  it("gives each its own transaction or refusal, and pays each key once", async () => {
    const { bulk, get } = await setupLocal();

    const first = await bulk.pay([ANNA, BORA, NOBODY]);

    expect(told(first)).toEqual({
      "k-2": { kind: "paid", transactionId: expect.any(String) },
      "k-3": { kind: "paid", transactionId: expect.any(String) },
      "k-4": { kind: "rejected", code: "http_404", detail: "There is no user missing-1." },
    });
    expect(told(await bulk.pay([NOBODY, ANNA, BORA]))).toEqual(told(first));
    expect(await get("/_state")).toMatchObject({ bulkCalls: 2, grants: 2, duplicates: 0 });
    expect(await get("/v1/users/anna")).toMatchObject({
      grants: [{ points: 1_500, reason: "출석 이벤트", idempotencyKey: "k-2" }],
    });
  });

  it("shares its keys with the single call", async () => {
    const { api, bulk, get } = await setupLocal();
    const alone = await api.pay(ANNA.payment, ANNA.idempotencyKey);

    expect(told(await bulk.pay([BORA, ANNA]))).toMatchObject({ "k-2": alone });
    expect(await get("/_state")).toMatchObject({ grants: 2, duplicates: 0 });
  });

  it("reads what the rate keeps back as not done, with the wait that the call asks for", async () => {
    const { bulk, fault } = await setupLocal();
    await fault({ ratePerSecond: 1 });

    expect(told(await bulk.pay([ANNA, BORA]))).toEqual({
      "k-2": { kind: "paid", transactionId: expect.any(String) },
      "k-3": {
        kind: "not_done",
        code: "http_429",
        unavailable: false,
        retryAfterMs: 1_000,
        detail: "Too many payments a second.",
      },
    });
  });

  it.each(ANSWERS_TO_FAULTS)(
    "reads %s as the answer table says, for all of them at once",
    async (kind, expected) => {
      const { bulk, fault, time, isAsked } = await setupLocal();
      await fault({ failures: [{ kind, every: 1 }] });

      const answer = bulk.pay([ANNA, BORA], permitFor(2_000));
      if (kind === "timeout") await isAsked().then(() => time.pass(2_000));
      expect(await answer).toMatchObject(expected);
    },
  );

  it("knows that nothing was sent when nobody listens", async () => {
    expect(await bulkOf("http://127.0.0.1:1").pay([ANNA, BORA])).toMatchObject({
      kind: "not_done",
      code: "connection_failed",
      unavailable: true,
    });
  });
});

describe("a bulk call of another shape", () => {
  it("is written and read as configured", async () => {
    const results = [
      { ref: { key: "k-3" }, outcome: "NO_MEMBER", why: "그런 회원이 없습니다." },
      { ref: { key: "k-2" }, outcome: "OK", grant: { id: 7 } },
    ];
    const { base, asked } = await setupServer(answering(207, { data: { items: results } }));
    const bulk = bulkOf(
      base,
      {
        method: "PUT",
        headers: { "X-Tenant": "shop" },
        body: { batch: { kind: "event" }, version: 2 },
        payments: "batch.items",
        payment: { ref: "{{idempotencyKey}}", member: "{{userId}}", amount: "{{points}}" },
        most: 50,
        results: "data.items",
        key: "ref.key",
        status: "outcome",
        statuses: { OK: 201, NO_MEMBER: 404 },
        transactionIdPath: "grant.id",
        reasonPath: "why",
      },
      { auth: { kind: "bearer" } },
      [{ token: "t-1" }],
    );

    expect(bulk.most).toBe(50);
    expect(told(await bulk.pay([ANNA, BORA]))).toEqual({
      "k-2": { kind: "paid", transactionId: "7" },
      "k-3": { kind: "rejected", code: "http_404", detail: "그런 회원이 없습니다." },
    });
    expect(asked).toMatchObject([
      {
        method: "PUT",
        url: "/v1/points/bulk",
        headers: { "x-tenant": "shop", authorization: "Bearer t-1" },
        body: {
          version: 2,
          batch: {
            kind: "event",
            items: [
              { ref: "k-2", member: "anna", amount: 1_500 },
              { ref: "k-3", member: "bora", amount: 20 },
            ],
          },
        },
      },
    ]);
  });

  it("reads results by the rules of the single call unless it has its own", async () => {
    const results = [
      { idempotencyKey: "k-2", status: 409, code: "DUPLICATE", transactionId: "first" },
      { idempotencyKey: "k-3", status: 200, code: "NO_MEMBER" },
    ];
    const { base } = await setupServer(answering(200, { results }));
    const rules = {
      alreadyPaid: [{ status: 409, path: "code", equals: "DUPLICATE" }],
      rejected: [{ path: "code", equals: "NO_MEMBER" }],
    };

    expect(told(await bulkOf(base, {}, rules).pay([ANNA, BORA]))).toEqual({
      "k-2": { kind: "paid", transactionId: "first" },
      "k-3": { kind: "rejected", code: "http_200" },
    });
    const others = { alreadyPaid: [], rejected: [], transactionIdPath: null };
    expect(told(await bulkOf(base, others, rules).pay([ANNA, BORA]))).toEqual({
      "k-2": { kind: "in_doubt", code: "http_409", unavailable: false },
      "k-3": { kind: "paid" },
    });
  });

  it("reads new credentials when its own are refused", async () => {
    const { base, asked } = await setupServer((request, response) => {
      const isKnown = request.headers.authorization === "Bearer two";
      const results = [{ idempotencyKey: "k-2", status: 201, transactionId: "t" }];
      response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ results }));
    });
    const auth = { kind: "bearer" };
    const bulk = bulkOf(base, {}, { auth }, [{ token: "one" }, { token: "two" }]);

    expect(told(await bulk.pay([ANNA]))).toEqual({ "k-2": { kind: "paid", transactionId: "t" } });
    expect(asked).toHaveLength(2);
  });
});

describe("a payment is left out of what a bulk call tells", () => {
  const PAID = { idempotencyKey: "k-2", status: 201, transactionId: "t-2" };

  it.each([
    ["when it has no result", []],
    [
      "when it has two, even two alike",
      [
        { idempotencyKey: "k-3", status: 201, transactionId: "t-3" },
        { idempotencyKey: "k-3", status: 201, transactionId: "t-3" },
      ],
    ],
    ["when its result has no status", [{ idempotencyKey: "k-3", transactionId: "t-3" }]],
    ["when its status is none", [{ idempotencyKey: "k-3", status: "fine", transactionId: "t-3" }]],
    ["when its status is out of range", [{ idempotencyKey: "k-3", status: 20.1 }]],
    ["when its result names no key", [{ status: 201, transactionId: "t-3" }, null, "k-3"]],
  ])("%s", async (_, results) => {
    const { base } = await setupServer(answering(200, { results: [PAID, ...results] }));

    expect(told(await bulkOf(base).pay([ANNA, BORA]))).toEqual({
      "k-2": { kind: "paid", transactionId: "t-2" },
    });
  });

  it("and a result that proves nothing leaves it in doubt", async () => {
    const results = [PAID, { idempotencyKey: "k-3", status: 201 }];
    const { base } = await setupServer(answering(200, { results }));

    expect(told(await bulkOf(base).pay([ANNA, BORA]))).toEqual({
      "k-2": { kind: "paid", transactionId: "t-2" },
      "k-3": { kind: "in_doubt", code: "unreadable_answer", unavailable: false },
    });
  });
});

describe("the answer to a bulk call as a whole", () => {
  it.each([
    [200, {}, UNREADABLE],
    [200, { results: [] }, UNREADABLE],
    [200, { results: [{ status: 201 }] }, UNREADABLE],
    [204, {}, { ...UNREADABLE, unavailable: true }],
    [403, {}, { kind: "refused", code: "http_403" }],
    [
      400,
      { detail: "Row 7 is wrong." },
      { kind: "refused", code: "http_400", detail: "Row 7 is wrong." },
    ],
    [404, {}, { kind: "refused", code: "http_404" }],
    [405, {}, { kind: "refused", code: "http_405" }],
    [413, {}, { kind: "refused", code: "http_413" }],
    [401, {}, { kind: "ours", code: "http_401" }],
    [429, {}, { kind: "not_done", code: "http_429", unavailable: false, retryAfterMs: 7_000 }],
    [502, {}, { kind: "in_doubt", code: "http_502", unavailable: true }],
  ])("is read by the answer table where it has no results: %i %j", async (status, body, read) => {
    const headers: Record<string, string> = status === 429 ? { "retry-after": "7" } : {};
    const { base } = await setupServer(
      answering(status, status === 204 ? undefined : body, headers),
    );

    expect(await bulkOf(base).pay([ANNA, BORA])).toEqual(read);
  });

  it.each([
    [404, { kind: "refused", code: "html_404", detail: "404 Not Found" }],
    [302, { kind: "not_done", code: "http_302", unavailable: true, detail: "404 Not Found" }],
    [200, { ...UNREADABLE, unavailable: true, detail: "404 Not Found" }],
  ])("is refused, or as it ever was, when it is a page for browsers: %i", async (status, read) => {
    const { base } = await setupServer((_, response) => {
      response.writeHead(status).end("<html><h1>404 Not Found</h1></html>");
    });

    expect(await bulkOf(base).pay([ANNA, BORA])).toEqual(read);
  });

  it("has its results read whatever its status", async () => {
    const results = [{ idempotencyKey: "k-3", status: 404 }];
    const { base } = await setupServer(answering(422, { results }));

    expect(told(await bulkOf(base).pay([ANNA, BORA]))).toEqual({
      "k-3": { kind: "rejected", code: "http_404" },
    });
  });

  it("may be as long as a hundred results are", async () => {
    const requests = Array.from({ length: 100 }, (_, row) => ({
      payment: { row, userId: `u-${row}`, points: 1 },
      idempotencyKey: `k-${row}`,
    }));
    const results = requests.map(({ idempotencyKey }) => ({
      idempotencyKey,
      status: 201,
      transactionId: "t",
      note: "n".repeat(4_000),
    }));
    const { base } = await setupServer(answering(200, { results }));

    const answer = await bulkOf(base).pay(requests);

    expect(answer.kind === "answered" && answer.answers.size).toBe(100);
  });
});
