import { describe, expect, it } from "vitest";
import { createTemplateValues } from "../../../connectors/http/request-template.ts";
import { parsePointsApi } from "../../../connectors/registry.ts";
import { listen, openPointsApi } from "../../adapters/points-api/points-api-under-test.ts";

const BASE = {
  ...{ url: "https://p.example/points", transactionIdPath: "id" },
  ...{ idempotency: "key", ratePerSecond: 1 },
};
const parse = (config: object) => () => parsePointsApi(JSON.stringify(config));

const KEY = "paysheet-01KAGX4Z6W0Q9V3T7M2N5P8R1S-2";
const PAYMENT = { row: 2, userId: "42", points: 1_500, reason: "출석 이벤트" };
const fill = (template: string, payment = PAYMENT, key = KEY) =>
  createTemplateValues({ ask: { ...payment, key } }).json({ v: template });

describe("a placeholder that is none", () => {
  it.each<[string, object, string, string]>([
    ["in the body", { body: { user: "{{userID}}" } }, "body.user", "“{{userID}}”"],
    ["deep in the body", { body: { a: [{ b: "x {{usr}}" }] } }, "body.a[0].b", "“{{usr}}”"],
    ["with spaces", { body: { a: "{{ userId }}" } }, "body.a", "“{{ userId }}”"],
    ["that is not closed", { body: { a: "{{userId" } }, "body.a", "“{{userId”"],
    [
      "in a form that it has not",
      { body: { a: "{{userId:text}}" } },
      "body.a",
      "{{userId:number}}",
    ],
    ["with too few digits", { body: { a: "{{idempotencyKey:12}}" } }, "body.a", "no placeholder"],
    ["with too many places", { body: { a: "{{points:decimal19}}" } }, "body.a", "no placeholder"],
    ["in a header", { headers: { "X-Key": "{{key}}" } }, "headers", "“{{key}}”"],
    ["in the url", { url: "https://p.example/{{user}}" }, "url", "“{{user}}”"],
    ["in the name of a member", { body: { "{{userId}}": 1 } }, "body", "is a name"],
    [
      "in the url of a look-up",
      { lookup: { url: "https://p.example/{{Key}}{{idempotencyKey}}", proof: "status" } },
      "lookup.url",
      "“{{Key}}”",
    ],
    [
      "in the look-up of a user",
      { findUser: { url: "https://p.example/{{userId}}/{{id}}", proof: "status" } },
      "findUser.url",
      "“{{id}}”",
    ],
    [
      "in a payment of a bulk call",
      { bulk: { url: "https://p.example/bulk", payment: { a: "{{Points}}" } } },
      "bulk.payment.a",
      "“{{Points}}”",
    ],
  ])("is refused, naming where it stands and what is known: %s", (_, config, field, found) => {
    const wrong = parse({ ...BASE, ...config });
    expect(wrong).toThrow(`→ at ${field}`);
    expect(wrong).toThrow(found);
  });

  it("is none of these", () => {
    const query = "mutation($id: ID!) { credit(id: $id) { userErrors { code }}}";
    const body = { query, variables: { id: "{{userId}}", amount: "{{points:decimal2}}" } };
    expect(parse({ ...BASE, body })).not.toThrow();
    expect(parse({ ...BASE, url: "https://p.example/{ok}/x", body })).not.toThrow();
  });
});

describe("a call", () => {
  it.each<[string, object, RegExp]>([
    ["nobody to pay", { body: { points: "{{points}}" } }, /must hold \{\{userId\}\}\n.*at body/],
    ["nothing to pay", { body: { user: "{{userId}}" } }, /must hold \{\{points\}\}\n.*at body/],
    ["neither", { body: {} }, /must hold \{\{userId\}\} and \{\{points\}\}\n.*at body/],
    [
      "a bulk payment without its user and key",
      { bulk: { url: "https://p.example/b", payment: { points: "{{points}}" } } },
      /must hold \{\{userId\}\} and \{\{idempotencyKey\}\}\n.*at bulk\.payment/,
    ],
    ["no key", { headers: {} }, /idempotency "key" needs \{\{idempotencyKey\}\}.*\n.*at headers/],
    [
      "no key that could be looked up",
      {
        ...{ headers: {}, idempotency: "lookup" },
        lookup: { url: "https://p.example/{{idempotencyKey}}", proof: "status" },
      },
      /idempotency "lookup" needs \{\{idempotencyKey\}\}.*\n.*at headers/,
    ],
    [
      "a look-up without the key",
      { lookup: { url: "https://p.example/{{userId}}", proof: "status" } },
      /must hold \{\{idempotencyKey\}\}.*\n.*at lookup\.url/,
    ],
    [
      "a look-up of another key",
      {
        headers: { Key: "{{idempotencyKey:uuid}}" },
        lookup: { url: "https://p.example/{{idempotencyKey}}", proof: "status" },
      },
      /\{\{idempotencyKey\}\} is looked up, but \{\{idempotencyKey:uuid\}\} is.*\n.*at lookup\.url/,
    ],
    [
      "a bulk call under another key",
      {
        headers: { Key: "{{idempotencyKey:36}}" },
        bulk: { url: "https://p.example/bulk" },
      },
      /\{\{idempotencyKey\}\} would be paid under, but \{\{idempotencyKey:36\}\} is/,
    ],
    [
      "a key where a user is looked up",
      { findUser: { url: "https://p.example/{{userId}}/{{idempotencyKey}}", proof: "status" } },
      /the look-up of a user has no key\n.*at findUser\.url/,
    ],
  ])("is refused with %s", (_, config, message) => {
    expect(parse({ ...BASE, ...config })).toThrow(message);
  });

  it("may say whom to pay and how much wherever it likes", () => {
    const url = "https://p.example/{{userId}}";
    expect(
      parse({ ...BASE, url, headers: { K: "{{idempotencyKey}}", P: "{{points}}" } }),
    ).not.toThrow();
    expect(parse({ ...BASE, url, body: { p: "{{points:text}}" } })).not.toThrow();
  });
});

describe("the forms of a placeholder", () => {
  it.each<[string, unknown]>([
    ["{{userId}}", "42"],
    ["{{userId:number}}", 42],
    ["no. {{userId:number}}", "no. 42"],
    ["{{points}}", 1_500],
    ["{{points:text}}", "1500"],
    ["{{points:decimal1}}", "1500.0"],
    ["{{points:decimal2}}", "1500.00"],
    ["{{points:decimal18}}", "1500.000000000000000000"],
    ["{{points:decimal2}} P", "1500.00 P"],
    ["{{reason}}", "출석 이벤트"],
    ["{{idempotencyKey}}", KEY],
    ["{{idempotencyKey:uuid}}", "1e78dd31-6b38-4de6-9287-a4133e6e76cf"],
    ["{{idempotencyKey:36}}", "1e78dd316b389de6d287a4133e6e76cf0918"],
    ["{{idempotencyKey:24}}", "1e78dd316b389de6d287a413"],
    ["{{idempotencyKey:64}}", "1e78dd316b389de6d287a4133e6e76cf0918301c0fe4da62a46ab3215fd3ad5a"],
    ['"{{idempotencyKey:uuid}}"', '"1e78dd31-6b38-4de6-9287-a4133e6e76cf"'],
  ])("are written so: %s", (template, value) => {
    expect(fill(template)).toEqual({ v: value });
  });

  it("make the same UUID of the same key, and another of another", () => {
    const uuid = (key: string) => fill("{{idempotencyKey:uuid}}", PAYMENT, key);
    const long = "paysheet-01KAGX4Z6W0Q9V3T7M2N5P8R1S-1048576";
    expect(uuid(long)).toEqual({ v: "36dc7959-8c9f-4f2a-a4a5-829830d9eb4a" });
    expect(uuid(long)).toEqual(uuid(long));
    expect(uuid("k-2")).toEqual({ v: "ab846092-0d12-444a-baa0-11a263ae6d89" });
  });

  it("write the largest amount digit for digit", () => {
    const payment = { ...PAYMENT, points: Number.MAX_SAFE_INTEGER };
    expect(fill("{{points:decimal2}}", payment)).toEqual({ v: "9007199254740991.00" });
    expect(fill("{{points:text}}", payment)).toEqual({ v: "9007199254740991" });
  });

  it("stand in urls and headers, too", () => {
    const values = createTemplateValues({ ask: { ...PAYMENT, key: KEY } });
    expect(values.url("https://p.example/{{userId:number}}?p={{points:decimal2}}")).toBe(
      "https://p.example/42?p=1500.00",
    );
    expect(values.headers({ Key: "{{idempotencyKey:36}}" })).toEqual({
      Key: "1e78dd316b389de6d287a4133e6e76cf0918",
    });
  });
});

describe("users who are known by a number", () => {
  const body = { user: "{{userId:number}}", points: "{{points}}" };
  const REFUSED = { kind: "rejected", code: "user_id_not_a_number" };

  /** A points API that pays everybody, and keeps what it was asked. */
  async function setup(config: object = {}) {
    const asked: unknown[] = [];
    const base = await listen(async (request, response) => {
      const text = Buffer.concat(await request.toArray()).toString();
      const parsed = text === "" ? undefined : JSON.parse(text);
      asked.push(parsed?.payments ?? parsed ?? request.url);
      const keys = (parsed?.payments ?? []).map(({ key }: { key: string }) => key);
      const results = keys.map((idempotencyKey: string) => ({ idempotencyKey, status: 201 }));
      response.end(JSON.stringify({ transactionId: "t", results }));
    });
    const payment = { ...body, key: "{{idempotencyKey}}" };
    const api = openPointsApi(base, {
      ...{ body, bulk: { url: `${base}/bulk`, payment, transactionIdPath: null } },
      findUser: { url: `${base}/users/{{userId}}`, proof: "status" },
      ...config,
    });
    return { api, asked };
  }

  it.each(["0", "7", "9007199254740991"])("are paid by it: %s", async (userId) => {
    const { api, asked } = await setup();
    expect(await api.pay({ ...PAYMENT, userId }, KEY)).toMatchObject({ kind: "paid" });
    expect(asked).toEqual([{ user: Number(userId), points: 1_500 }]);
  });

  it.each(["00042", "9007199254740992", "-1", "1.0", "1e3", "４２", "anna", "0x10", "+1"])(
    "are refused without a call when theirs is none: %s",
    async (userId) => {
      const { api, asked } = await setup();
      const payment = { ...PAYMENT, userId };
      expect(await api.pay(payment, KEY)).toEqual(REFUSED);
      expect(await api.findUser?.(payment)).toEqual(REFUSED);
      expect(await api.bulk?.pay([{ payment, idempotencyKey: KEY }])).toEqual({
        ...{ kind: "answered", answers: new Map([[KEY, REFUSED]]) },
      });
      expect(asked).toEqual([]);
    },
  );

  const requests = ["7", "anna", "8"].map((userId, at) => ({
    payment: { ...PAYMENT, userId },
    idempotencyKey: `k-${at}`,
  }));

  it("are paid in a bulk call that leaves out who has none", async () => {
    const { api, asked } = await setup();
    expect(await api.bulk?.pay(requests)).toEqual({
      kind: "answered",
      answers: new Map<string, unknown>([
        ["k-0", { kind: "paid" }],
        ["k-2", { kind: "paid" }],
        ["k-1", REFUSED],
      ]),
    });
    expect(asked).toEqual([
      [
        { user: 7, points: 1_500, key: "k-0" },
        { user: 8, points: 1_500, key: "k-2" },
      ],
    ]);
  });

  it("are in doubt after a lost bulk call, and who has none is not", async () => {
    const base = await listen((request) => request.socket.destroy());
    const payment = { ...body, key: "{{idempotencyKey}}" };
    const { api } = await setup({ bulk: { url: base, payment } });
    const answer = await api.bulk?.pay(requests);
    const kinds =
      answer?.kind === "answered" && [...answer.answers].map(([key, { kind }]) => [key, kind]);
    expect(kinds).toEqual([
      ["k-0", "in_doubt"],
      ["k-2", "in_doubt"],
      ["k-1", "rejected"],
    ]);
  });
});

it("knows the results of a bulk call by the key as it was sent", async () => {
  const base = await listen(async (request, response) => {
    const { payments } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const results = payments.map(({ ref }: { ref: string }) => ({ ref, status: 201, id: "t" }));
    response.end(JSON.stringify({ results: [...results, { ref: KEY, status: 404 }] }));
  });
  const api = openPointsApi(base, {
    headers: { "Idempotency-Key": '"{{idempotencyKey:uuid}}"' },
    bulk: {
      ...{ url: `${base}/bulk`, key: "ref", transactionIdPath: "id" },
      payment: { user: "{{userId}}", ref: "r-{{idempotencyKey:uuid}}", amount: "{{points:text}}" },
    },
  });
  expect(await api.bulk?.pay([{ payment: PAYMENT, idempotencyKey: KEY }])).toEqual({
    kind: "answered",
    answers: new Map([[KEY, { kind: "paid", transactionId: "t" }]]),
  });
});

describe("an address", () => {
  const at = {
    url: (url: string) => ({ url }),
    "bulk.url": (url: string) => ({ bulk: { url } }),
    "lookup.url": (url: string) => ({
      lookup: { url: `${url}/{{idempotencyKey}}`, proof: "status" },
    }),
    "findUser.url": (url: string) => ({ findUser: { url: `${url}/{{userId}}`, proof: "status" } }),
    "auth.tokenUrl": (tokenUrl: string) => ({
      auth: { kind: "client_credentials", tokenUrl },
    }),
  };

  it.each(Object.entries(at))("is called by https: %s", (field, config) => {
    expect(parse({ ...BASE, ...config("https://p.example") })).not.toThrow();
    for (const url of ["http://p.example", "http://10.0.0.1:8080", "http://localhost.p.example"]) {
      expect(parse({ ...BASE, ...config(url) })).toThrow(`http is for this machine itself`);
      expect(parse({ ...BASE, ...config(url) })).toThrow(`→ at ${field}`);
    }
    for (const url of ["p.example", "ftp://p.example", "https://", "https://u:p@p.example"]) {
      expect(parse({ ...BASE, ...config(url) })).toThrow(`→ at ${field}`);
    }
    for (const host of ["localhost:8081", "127.0.0.1", "127.8.0.1:1", "[::1]:80", "a.localhost"]) {
      expect(parse({ ...BASE, ...config(`http://${host}/v1`) })).not.toThrow();
    }
  });

  it("has no placeholder for its host", () => {
    expect(parse({ ...BASE, url: "https://{{userId}}.p.example/" })).toThrow("behind the host");
    expect(parse({ ...BASE, url: "https://p.example{{userId}}" })).toThrow("behind the host");
  });
});
