import { describe, expect, it } from "vitest";
import { parsePointsApi } from "../../../connectors/registry.ts";
import { listen, openPointsApi } from "../../adapters/points-api/points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "00042", points: 1_500 };
const KEY = "paysheet-01KB-2";
const BASE = { url: "https://p.example/points", idempotency: "key", ratePerSecond: 1 };
const UNREADABLE = { kind: "in_doubt", code: "unreadable_answer", unavailable: false };

const parse = (config: object) => () => parsePointsApi(JSON.stringify(config));

/** A points API that answers so to everything, as configured. */
async function answering(status: number, body: unknown, config: object) {
  const base = await listen((request, response) => {
    request.resume();
    response.writeHead(status).end(body === undefined ? "" : JSON.stringify(body));
  });
  return openPointsApi(base, { transactionIdPath: undefined, ...config });
}

describe("a configuration", () => {
  it.each([
    ["nothing", {}],
    ["the status in a rule", { success: [{ status: 201 }] }],
    ["the absence of something", { success: [{ path: "error", absent: true }] }],
  ])("that takes for proof %s is refused, and told of the three ways", (_, proof) => {
    const wrong = parse({ ...BASE, ...proof });
    expect(wrong).toThrow("→ at proof");
    expect(wrong).toThrow(/transactionIdPath .* success .* proof: "status"/);
  });

  it.each([
    { transactionIdPath: "data.id" },
    { success: [{ path: "resultCode", equals: "0000" }] },
    { success: [{ path: "resultCode", oneOf: ["0000", "0001"] }] },
    { success: [{ path: "balance", present: true }] },
    { success: [{ path: "errors", empty: true }, { status: 200 }] },
    { proof: "status" },
  ])("may describe proof as %j", (proof) => {
    expect(parse({ ...BASE, ...proof })).not.toThrow();
  });

  it.each([
    ["lookup", { url: "https://p.example/{{idempotencyKey}}" }],
    ["findUser", { url: "https://p.example/{{userId}}" }],
  ])("says as well what the answer of %s proves", (name, lookUp) => {
    const config = (proof: object) => ({
      ...{ ...BASE, transactionIdPath: "id" },
      [name]: { ...lookUp, ...proof },
    });
    expect(parse(config({}))).toThrow(`→ at ${name}.proof`);
    expect(parse(config({ found: [{ status: 200 }] }))).toThrow(`→ at ${name}.proof`);
    expect(parse(config({ found: [{ path: "id", present: true }] }))).not.toThrow();
    expect(parse(config({ proof: "status" }))).not.toThrow();
  });

  it.each<[string, object, string]>([
    ["nothing to look at", {}, "a rule needs a status, a path, or both"],
    ["a path alone", { path: "a" }, "a path needs one of equals"],
    ["a value without a path", { status: 200, equals: 1 }, "they need a path"],
    ["two conditions", { path: "a", equals: 1, present: true }, "a path needs one of equals"],
    ["no value", { path: "a", oneOf: [] }, "→ at success[0].oneOf"],
    ["what it does not know", { path: "a", matches: "x" }, 'Unrecognized key: "matches"'],
    ["a number that is rounded", { path: "a", equals: 2 ** 53 }, "write it as text"],
  ])("has no rule with %s", (_, rule, message) => {
    const success = [rule];
    expect(parse({ ...BASE, transactionIdPath: "id", success })).toThrow(message);
  });
});

describe("a 2xx", () => {
  it("whose status is proof pays whatever it holds, unless it is a page", async () => {
    const config = { proof: "status" };
    const pay = async (status: number, body: unknown) =>
      (await answering(status, body, config)).pay(PAYMENT, KEY);

    expect(await pay(204, undefined)).toEqual({ kind: "paid" });
    expect(await pay(201, undefined)).toEqual({ kind: "paid" });
    expect(await pay(200, { any: "thing" })).toEqual({ kind: "paid" });
    const page = await listen((_, response) => response.end("<html>closed</html>"));
    const api = openPointsApi(page, { transactionIdPath: undefined, proof: "status" });
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ ...UNREADABLE, unavailable: true });
  });

  it.each([{ id: "" }, { id: " " }, { id: null }, { id: {} }, {}, [], "t-1", null])(
    "without the id that it promised is in doubt: %j",
    async (body) => {
      const api = await answering(200, body, { transactionIdPath: "id" });
      expect(await api.pay(PAYMENT, KEY)).toMatchObject(UNREADABLE);
    },
  );
});

describe("a rule about an answer", () => {
  it.each<[object, unknown, boolean]>([
    [{ equals: "0000" }, { v: "0000" }, true],
    [{ equals: "0000" }, { v: 0 }, false],
    [{ equals: 0 }, { v: 0 }, true],
    [{ equals: "1743223061489848991" }, '{"v":1743223061489848991}', true],
    [{ equals: "1743223061489848991" }, '{"v":1743223061489848992}', false],
    [{ oneOf: ["A", "B"] }, { v: "B" }, true],
    [{ oneOf: ["A", "B"] }, { v: "C" }, false],
    [{ oneOf: ["A"] }, {}, false],
    ...[0, false, "x", [0], { a: 1 }].map((v): [object, unknown, boolean] => [
      ...([{ present: true }, { v }, true] as const),
    ]),
    ...[null, "", " ", [], {}].map((v): [object, unknown, boolean] => [
      ...([{ present: true }, { v }, false] as const),
    ]),
    [{ present: true }, {}, false],
    ...[null, "", " ", [], {}].map((v): [object, unknown, boolean] => [
      ...([{ empty: true }, { v }, true] as const),
    ]),
    [{ empty: true }, {}, false],
    [{ empty: true }, { v: [0] }, false],
    [{ empty: true }, { v: 0 }, false],
    [{ absent: true }, {}, true],
    [{ absent: true }, [], true],
    [{ absent: true }, { v: null }, false],
    [{ absent: true }, { v: "" }, false],
    [{ absent: true }, "null", false],
    [{ absent: true }, '"text"', false],
    [{ absent: true }, "no JSON at all", false],
    [{ absent: true }, "", false],
  ])("%j matches %j: %j", async (condition, body, isMatched) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const base = await listen((request, response) => {
      request.resume();
      response.writeHead(409).end(text);
    });
    const api = openPointsApi(base, { alreadyPaid: [{ path: "v", ...condition }] });

    expect((await api.pay(PAYMENT, KEY)).kind).toBe(isMatched ? "paid" : "in_doubt");
  });

  it("is one of several that all have to match in a 2xx", async () => {
    const success = [
      { path: "data.credit.userErrors", empty: true },
      { path: "errors", absent: true },
    ];
    const pay = async (body: unknown) =>
      (await (await answering(200, body, { success })).pay(PAYMENT, KEY)).kind;

    expect(await pay({ data: { credit: { userErrors: [] } } })).toBe("paid");
    expect(await pay({ data: { credit: { userErrors: [{ code: "X" }] } } })).toBe("in_doubt");
    expect(await pay({ data: { credit: { userErrors: [] } }, errors: [] })).toBe("in_doubt");
    expect(await pay({ errors: [{ message: "throttled" }] })).toBe("in_doubt");
  });
});

describe("a look-up", () => {
  const FOUND = { kind: "found", transactionId: "t-1" };
  const NOT_FOUND = { kind: "not_found" };
  const failed = (code: string, unavailable = false) => ({ kind: "failed", code, unavailable });
  const search = {
    transactionIdPath: "items.0.id",
    notFound: [{ path: "items", empty: true }, { status: 404 }],
  };
  const byRule = { found: [{ path: "state", oneOf: ["PAID", "SETTLED"] }] };

  it.each<[string, object, number, unknown, object]>([
    ["what the path names", search, 200, { items: [{ id: "t-1" }] }, FOUND],
    ["an empty list", search, 200, { items: [] }, NOT_FOUND],
    ["an empty list that is null", search, 200, { items: null }, NOT_FOUND],
    ["no list at all", search, 200, { results: [] }, failed("unreadable_answer")],
    ["one without an id", search, 200, { items: [{}] }, failed("unreadable_answer")],
    ["an empty list in a failure", search, 500, { items: [] }, failed("http_500", true)],
    ["an empty list while busy", search, 429, { items: [] }, failed("http_429")],
    ["a 404", search, 404, {}, NOT_FOUND],
    ["a 403", search, 403, {}, { kind: "ours", code: "http_403" }],
    ["a state that says so", byRule, 200, { state: "SETTLED" }, { kind: "found" }],
    ["a state that says nothing", byRule, 200, { state: "NEW" }, failed("unreadable_answer")],
    ["a 404 unless it is told otherwise", byRule, 404, {}, NOT_FOUND],
    [
      "a 404 that must say more",
      { ...byRule, notFound: [{ status: 404, path: "code", equals: "NO_GRANT" }] },
      404,
      { error: "Not Found" },
      failed("http_404"),
    ],
    [
      "a 400 that says so",
      { ...byRule, notFound: [{ status: 400, path: "code", equals: "NO_GRANT" }] },
      400,
      { code: "NO_GRANT" },
      NOT_FOUND,
    ],
    [
      "both at once",
      { ...byRule, notFound: [{ path: "grants", empty: true }] },
      200,
      { state: "PAID", grants: [] },
      failed("unreadable_answer"),
    ],
    ["a 2xx where that is proof", { proof: "status" }, 200, {}, { kind: "found" }],
    [
      "an empty list where a 2xx is proof",
      { proof: "status", notFound: [{ path: "items", empty: true }] },
      200,
      { items: [] },
      NOT_FOUND,
    ],
  ])("finds by its rules: %s", async (_, rules, status, body, expected) => {
    const base = await listen((request, response) => {
      request.resume();
      response.writeHead(status).end(JSON.stringify(body));
    });
    const lookup = { url: `${base}/grants?key={{idempotencyKey}}`, ...rules };
    const api = openPointsApi(base, { idempotency: "lookup", lookup });
    expect(await api.lookUp?.(PAYMENT, KEY)).toEqual(expected);
  });

  it.each([
    [200, { kind: "failed", code: "unreadable_answer", unavailable: true }],
    [404, { kind: "ours", code: "html_404" }],
    [502, { kind: "failed", code: "http_502", unavailable: true }],
  ])("that is answered by a page could not look: %i", async (status, expected) => {
    const base = await listen((_, response) => {
      response.writeHead(status, { "content-type": "text/html" }).end("<h1>Not Found</h1>");
    });
    const lookup = { url: `${base}/{{idempotencyKey}}`, proof: "status" };
    const api = openPointsApi(base, { idempotency: "lookup", lookup });

    expect(await api.lookUp?.(PAYMENT, KEY)).toEqual({ ...expected, detail: "Not Found" });
  });
});

describe("the look-up of a user", () => {
  it.each<[object, number, unknown, object]>([
    [{ found: [{ path: "items.0.id", present: true }] }, 200, { items: [] }, UNREADABLE],
    [
      { found: [{ path: "items.0.id", present: true }], missing: [{ path: "items", empty: true }] },
      200,
      { items: [] },
      { kind: "rejected", code: "http_404" },
    ],
    [{ proof: "status" }, 200, {}, { kind: "found" }],
  ])("finds nobody in an answer that names nobody: %j", async (rules, status, body, expected) => {
    const base = await listen((_, response) => {
      response.writeHead(status).end(JSON.stringify(body));
    });
    const api = openPointsApi(base, { findUser: { url: `${base}/{{userId}}`, ...rules } });
    expect(await api.findUser?.(PAYMENT)).toEqual(expected);
  });
});
