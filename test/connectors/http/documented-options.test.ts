import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as z from "zod";
import { parsePointsApi } from "../../../connectors/registry.ts";
import { listen, openPointsApi } from "../../adapters/points-api/points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "42", points: 1_500, reason: "출석 이벤트" };
const KEY = "paysheet-01KAGX4Z6W0Q9V3T7M2N5P8R1S-2";
const SHORT_KEY = "1e78dd316b389de6d287a4133e6e76cf0918";

const exampleSchema = z.looseObject({ url: z.string(), auth: z.looseObject({ kind: z.string() }) });
type Example = z.infer<typeof exampleSchema>;
const EXAMPLES = [
  ...readFileSync("docs/points-api.md", "utf8").matchAll(/^```json\n([^`]*)^```/gm),
].map(([, json = ""]) => exampleSchema.parse(JSON.parse(json)));

function example(number: number): Example {
  const found = EXAMPLES[number - 1];
  if (found === undefined) throw new Error(`docs/points-api.md has no example ${number}.`);
  return found;
}

/** What the example makes of an answer, and what it asked. */
async function pay(options: Example, status: number, answer?: object) {
  const asked: unknown[] = [];
  const base = await listen(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    asked.push([request.method, request.url, text === "" ? undefined : JSON.parse(text)]);
    response.writeHead(status).end(answer === undefined ? "" : JSON.stringify(answer));
  });
  const here = JSON.parse(JSON.stringify(options).replaceAll("https://points.example.com", base));
  const api = openPointsApi(base, {
    ...{ transactionIdPath: undefined, ...here, auth: { kind: "none" } },
  });
  const made = { payment: PAYMENT, idempotencyKey: KEY, transactionId: "g-1" };
  const accepted = { payment: PAYMENT, idempotencyKey: KEY, reference: "q-1" };
  return {
    answered: await api.pay(PAYMENT, KEY),
    looked: await api.lookUp?.(PAYMENT, KEY),
    confirmed: await api.confirm?.ask(accepted),
    reversed: await api.reverse?.(made),
    asked,
  };
}

it("takes every example of the document as it stands", () => {
  expect(EXAMPLES).toHaveLength(7);
  for (const options of EXAMPLES) {
    expect(() => parsePointsApi(JSON.stringify(options))).not.toThrow();
  }
});

it("is paid by an API that names its grants", async () => {
  const named = await pay(example(1), 201, { data: { grantId: "1743223061489848991" } });
  expect(named.answered).toEqual({ kind: "paid", transactionId: "1743223061489848991" });
  const body = { memberId: "42", amount: 1_500, memo: "출석 이벤트" };
  expect(named.asked[0]).toEqual(["POST", "/v1/grants", body]);
  expect((await pay(example(1), 200, {})).answered).toMatchObject({ kind: "in_doubt" });
  expect((await pay(example(1), 404, {})).answered).toMatchObject({ kind: "rejected" });
});

it.each([
  ["0000", { kind: "paid" }],
  ["E409", { kind: "paid" }],
  ["E105", { kind: "rejected", code: "http_200", detail: "그렇습니다" }],
  ["E203", { kind: "rejected", code: "http_200", detail: "그렇습니다" }],
  ["E999", { kind: "in_doubt", code: "unreadable_answer", detail: "그렇습니다" }],
])("is paid, refused or in doubt by the result code: %s", async (resultCode, expected) => {
  const { answered, asked } = await pay(example(2), 200, { resultCode, resultMsg: "그렇습니다" });
  expect(answered).toMatchObject(expected);
  const body = { userId: "42", point: "1500", trNo: KEY };
  expect(asked[0]).toEqual(["POST", "/api/point/save.do", body]);
});

it("is paid by a status alone", async () => {
  const { answered, asked } = await pay(example(3), 204);
  expect(answered).toEqual({ kind: "paid" });
  expect(asked[0]).toEqual(["PUT", "/members/42/points", { add: 1_500 }]);
});

it("is looked up in a list that may be empty", async () => {
  const found = await pay(example(4), 200, { items: [{ id: "t-1" }] });
  expect(found.looked).toEqual({ kind: "found", transactionId: "t-1" });
  expect(found.asked).toEqual([
    ["POST", "/v1/points", { user: "42", amount: "1500.00", reference: SHORT_KEY }],
    ["GET", `/v1/points?reference=${SHORT_KEY}`, undefined],
  ]);
  expect((await pay(example(4), 200, { items: [] })).looked).toEqual({ kind: "not_found" });
  expect((await pay(example(4), 200, {})).looked).toMatchObject({ kind: "failed" });
});

it("is looked up in a list of entries that hold the key", async () => {
  const entry = { id: "t-1", note: `paysheet ${SHORT_KEY}` };
  const { looked, asked } = await pay(example(5), 200, { items: [entry], next: null });
  expect(looked).toEqual({ kind: "found", transactionId: "t-1" });
  expect(asked).toEqual([
    ["POST", "/v1/points", { user: "42", amount: 1_500, note: entry.note }],
    ["GET", "/v1/points?user=42&from=2026-11-23T00%3A00%3A00.000Z", undefined],
  ]);
  expect((await pay(example(5), 200, { items: [] })).looked).toEqual({ kind: "not_found" });
});

it("is accepted, and asked for until it is paid or failed", async () => {
  const queued = await pay(example(6), 200, { status: "queued", queueId: "q-1" });
  expect(queued.answered).toEqual({ kind: "accepted", reference: "q-1" });
  expect(queued.confirmed).toMatchObject({ kind: "pending" });
  expect(queued.asked).toEqual([
    ["POST", "/v1/transfers", { to: "42", amount: "1500" }],
    ["GET", "/v1/transfers/q-1", undefined],
  ]);
  const mined = { status: "mined", ok: true, transactionHash: "0x1" };
  expect((await pay(example(6), 200, mined)).confirmed).toEqual({
    ...{ kind: "paid", transactionId: "0x1" },
  });
  expect((await pay(example(6), 200, { ...mined, ok: false })).confirmed).toMatchObject({
    ...{ kind: "pending" },
  });
  expect((await pay(example(6), 200, { status: "cancelled" })).confirmed).toMatchObject({
    ...{ kind: "rejected" },
  });
});

it("is taken back", async () => {
  const { reversed, asked } = await pay(example(7), 201, { data: { grantId: "g-2" } });
  expect(reversed).toEqual({ kind: "paid", transactionId: "g-2" });
  const back = { memberId: "42", amount: -1_500, of: "g-1" };
  expect(asked).toEqual([
    ["POST", "/v1/grants", { memberId: "42", amount: 1_500 }],
    ["POST", "/v1/grants", back],
  ]);
  const refused = await pay(example(7), 409, { code: "NOT_ENOUGH" });
  expect(refused.reversed).toMatchObject({ kind: "rejected", code: "http_409" });
});
