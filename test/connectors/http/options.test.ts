import { describe, expect, it } from "vitest";
import { http } from "../../../connectors/http/http.ts";
import { parsePointsApi } from "../../../connectors/registry.ts";

const BASE = {
  ...{ url: "https://p.example/points", transactionIdPath: "id" },
  ...{ idempotency: "key", ratePerSecond: 1 },
};
const parse = (options: object) => () => parsePointsApi(JSON.stringify({ ...BASE, ...options }));
const describing = (options: object) => http.describe(http.options.parse({ ...BASE, ...options }));
const lookup = { url: "https://p.example/{{idempotencyKey}}", proof: "status" };
const accepted = { rules: [{ status: 202 }], referencePath: "id" };
const confirm = {
  url: "https://p.example/jobs/{{reference}}",
  paid: [{ path: "state", equals: "DONE" }],
  rejected: [{ path: "state", equals: "FAILED" }],
};

describe("the connector that a stage names", () => {
  it("is http where it names none", () => {
    expect(parse({})().options).toMatchObject(BASE);
    expect(parse({ connector: "http" })().options).toMatchObject(BASE);
  });

  it("is one that is there", () => {
    expect(parse({ connector: "htpp" })).toThrow(
      /must be one of "http", .*"tremendous"\n.*at connector/,
    );
  });

  it("takes no field that it does not know", () => {
    expect(parse({ rejcted: [] })).toThrow('Unrecognized key: "rejcted"');
  });
});

describe("how long keys are kept", () => {
  const doubt = { ends: "replays", refusalProvesUnpaid: false };

  it("is a day unless it is said", () => {
    expect(describing({}).doubt).toEqual({ ...doubt, keyLifetimeMs: 86_400_000 });
    const keyLifetimeMs = 5 * 60_000;
    expect(describing({ keyLifetimeHours: 1 / 12 }).doubt).toEqual({ ...doubt, keyLifetimeMs });
    const forever = { keyLifetimeHours: "forever", refusalProves: true };
    expect(describing(forever).doubt).toEqual({
      ...{ ends: "replays", keyLifetimeMs: "forever", refusalProvesUnpaid: true },
    });
    const alreadyPaid = [{ status: 409, path: "code", equals: "DUPLICATE" }];
    expect(describing({ alreadyPaid }).doubt).toMatchObject({ ends: "refuses" });
  });

  it("is followed by a look-up, where there is one", () => {
    expect(describing({ lookup })).toMatchObject({
      ...{ doubt: { keyLifetimeMs: 86_400_000 }, lookUp: { settleMs: 2_000 } },
    });
    const looked = describing({ idempotency: "lookup", lookup });
    expect(looked).toMatchObject({ doubt: { ends: "look_up" }, lookUp: { settleMs: 2_000 } });
    const none = describing({ idempotency: "none", lookup });
    expect([none.doubt, none.lookUp]).toEqual([{ ends: "none" }, undefined]);
  });
});

it.each<[string, object, RegExp]>([
  ["a life of keys that are not kept", { idempotency: "none", keyLifetimeHours: 1 }, /at keyLife/],
  [
    "a proof by keys that are not kept",
    { idempotency: "lookup", lookup, refusalProves: true },
    /is of idempotency "key" alone\n.*at refusalProves/,
  ],
  ["keys that live for no time", { keyLifetimeHours: 0 }, /at keyLifetimeHours/],
  ["keys that live for a text", { keyLifetimeHours: "24" }, /at keyLifetimeHours/],
  ["payments accepted for ever", { accepted }, /where is it asked what became .*\n.*at confirm/],
  ["a confirmation of nothing", { confirm }, /under which reference\?\n.*at accepted/],
  ["nothing that accepts", { confirm, accepted: { ...accepted, rules: [] } }, /accepted\.rules/],
  [
    "a confirmation of nobody knows what",
    { accepted, confirm: { ...confirm, url: "https://p.example/jobs" } },
    /must hold \{\{reference\}\}, here or in headers\n.*at confirm\.url/,
  ],
  [
    "a confirmation by its status",
    { accepted, confirm: { ...confirm, paid: [{ status: 200 }] } },
    /what does an answer hold once it is paid\?\n.*at confirm\.paid/,
  ],
  [
    "a final failure by its status",
    { accepted, confirm: { ...confirm, rejected: [{ status: 404 }] } },
    /a status alone decides nothing\n.*at confirm\.rejected\[0\]/,
  ],
  [
    "a confirmation of another key than was sent",
    {
      ...{ accepted, confirm: { ...confirm, headers: { K: "{{idempotencyKey:uuid}}" } } },
    },
    /\{\{idempotencyKey:uuid\}\} is asked for, but \{\{idempotencyKey\}\} is/,
  ],
  [
    "a reference before there is one",
    { body: { a: "{{userId}}", b: "{{points}}", c: "{{reference}}" } },
    /“\{\{reference\}\}” is no placeholder.*\n.*at body\.c/,
  ],
  [
    "objects in a form",
    { form: true, body: { user: { id: "{{userId}}" }, p: "{{points}}" } },
    /a form holds texts.*\n.*at body\.user/,
  ],
])("is refused with %s", (_, options, message) => {
  expect(parse(options)).toThrow(message);
});

it("needs no other proof where every payment is confirmed", () => {
  expect(parse({ transactionIdPath: undefined, accepted, confirm })).not.toThrow();
});

describe("columns of the sheet that are sent besides", () => {
  const columns = [{ name: "campaign", headers: ["캠페인"] }];
  const body = { user: "{{userId}}", points: "{{points}}", campaign: "{{column:campaign}}" };

  it("are filled into the call, and left out where a row has none", () => {
    const { pay, columns: described } = describing({ columns, body });
    expect(described).toEqual([{ ...columns[0], kind: "text", required: false, maxLength: 200 }]);
    const ask = { userId: "u", points: 5, reason: undefined, key: "k" };
    const plain = { user: "u", points: 5 };
    expect(pay.call(ask).json).toEqual(plain);
    expect(pay.call({ ...ask, extras: { campaign: "a&b" } }).json).toEqual({
      ...{ ...plain, campaign: "a&b" },
    });
  });

  it("are refused where one is sent that there is not, or read and never sent", () => {
    expect(parse({ body })).toThrow(
      '{{column:campaign}} is sent, but no column is called "campaign"',
    );
    expect(parse({ columns })).toThrow('"campaign" is read and never sent');
    const payment = { ...{ user: "{{userId}}", points: "{{points}}" }, key: "{{idempotencyKey}}" };
    const bulk = { url: "https://p.example/bulk", payment };
    expect(parse({ columns, body, bulk })).toThrow('"campaign" is read and never sent');
    expect(parse({ body: { ...body, x: "{{column}}" }, columns })).toThrow("is no placeholder");
  });
});
