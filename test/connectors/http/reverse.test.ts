import { describe, expect, it } from "vitest";
import { parsePointsApi } from "../../../connectors/registry.ts";
import { listen, openPointsApi } from "../../adapters/points-api/points-api-under-test.ts";

const KEY = "paysheet-01KAGX4Z6W0Q9V3T7M2N5P8R1S-2";
const MADE = {
  payment: { row: 2, userId: "kim 1", points: 1_500, reason: "출석" },
  idempotencyKey: KEY,
  transactionId: "g/1",
};

/** What an API is asked that answers like this, and what its answer means. */
async function reverse(
  { made = MADE, ...options }: { reverse: object; made?: object } & Record<string, unknown>,
  status = 200,
  answer: object = { code: "OK" },
) {
  const asked: unknown[] = [];
  const base = await listen(async (request, response) => {
    const { method, url, headers } = request;
    const body = Buffer.concat(await request.toArray()).toString();
    asked.push([method, url, headers["idempotency-key"], body]);
    response.writeHead(status).end(JSON.stringify(answer));
  });
  const here = JSON.parse(JSON.stringify(options).replaceAll("https://p.example", base));
  const api = openPointsApi(base, here);
  return { answer: await api.reverse?.({ ...MADE, ...made }), asked };
}

const BY_AMOUNT = {
  url: "https://p.example/points",
  body: { user: "{{userId}}", points: "{{points:negative}}", of: "{{originalKey:24}}" },
  success: [{ path: "code", equals: "OK" }],
  rejected: [{ path: "code", equals: "TOO_LITTLE" }],
  alreadyReversed: [{ status: 409, path: "code", equals: "SEEN" }],
};

describe("taking back as a configuration says", () => {
  it("asks under a key of its own for what was given", async () => {
    const { answer, asked } = await reverse({ reverse: BY_AMOUNT });
    expect(answer).toEqual({ kind: "paid" });
    const body = '{"user":"kim 1","points":-1500,"of":"1e78dd316b389de6d287a413"}';
    expect(asked).toEqual([["POST", "/points", `${KEY}-r1`, body]]);
  });

  it("asks without a body, naming the payment in the address", async () => {
    const { answer, asked } = await reverse({
      reverse: {
        ...{ url: "https://p.example/points/{{transactionId}}", method: "DELETE", headers: {} },
        proof: "status",
      },
    });
    expect(answer).toEqual({ kind: "paid" });
    expect(asked).toEqual([["DELETE", "/points/g%2F1", undefined, ""]]);
  });

  it("writes a form where payments are forms", async () => {
    const { asked } = await reverse({
      form: true,
      reverse: { ...BY_AMOUNT, body: { user: "{{userId}}", amount: "-{{points}}" } },
    });
    expect(asked).toEqual([["POST", "/points", `${KEY}-r1`, "user=kim+1&amount=-1500"]]);
  });

  it.each([
    [200, { code: "TOO_LITTLE" }, { kind: "rejected", code: "http_200" }],
    [409, { code: "SEEN" }, { kind: "paid" }],
    [409, { code: "OTHER" }, { kind: "in_doubt", code: "http_409" }],
    [422, {}, { kind: "rejected", code: "http_422" }],
    [200, {}, { kind: "in_doubt", code: "unreadable_answer" }],
    [500, {}, { kind: "in_doubt", code: "http_500" }],
    [401, {}, { kind: "ours", code: "http_401" }],
  ])("reads %i %j", async (status, body, meant) => {
    expect((await reverse({ reverse: BY_AMOUNT }, status, body)).answer).toMatchObject(meant);
  });

  it("asks for nothing where the payment lacks what it is named by", async () => {
    const url = "https://p.example/points/{{transactionId}}";
    const { answer, asked } = await reverse({
      reverse: { url, proof: "status" },
      made: { transactionId: undefined },
    });
    expect(answer).toMatchObject({ kind: "ours", code: "call_not_made" });
    expect(asked).toEqual([]);
  });

  it("is not offered unless it is configured", () => {
    expect(openPointsApi("https://p.example").reverse).toBeUndefined();
  });
});

describe("a reversal that is refused", () => {
  const BASE = {
    ...{ url: "https://p.example/points", transactionIdPath: "id" },
    ...{ idempotency: "key", ratePerSecond: 1 },
  };
  const url = "https://p.example/back";
  const body = { user: "{{userId}}", points: "{{points}}" };
  it.each<[string, object, RegExp]>([
    ["without proof", { url, body }, /what proves that it was taken back.*\n.*at reverse\.proof/],
    ["that names nothing", { url, proof: "status" }, /must hold \{\{userId\}\} and \{\{points\}\}/],
    [
      "without a key",
      { url, body, headers: {}, proof: "status" },
      /must hold \{\{idempotencyKey\}\}.*\n.*at reverse/,
    ],
    [
      "under a key in another form",
      { url, body: { ...body, key: "{{idempotencyKey:uuid}}" }, proof: "status" },
      /\{\{idempotencyKey:uuid\}\} would be taken back under, but/,
    ],
    [
      "with a stranger",
      { url, body: { ...body, a: "{{cursor}}" }, proof: "status" },
      /“\{\{cursor\}\}”/,
    ],
  ])("%s", (_, reverseOptions, message) => {
    const config = { ...BASE, reverse: reverseOptions };
    expect(() => parsePointsApi(JSON.stringify(config))).toThrow(message);
  });

  it("is none that names the payment, or where nothing has a key", () => {
    const named = { url: `${url}/{{originalKey}}`, headers: {}, proof: "status" };
    expect(() => parsePointsApi(JSON.stringify({ ...BASE, reverse: named }))).not.toThrow();
    const unkeyed = { url, body, headers: {}, proof: "status" };
    const none = { ...BASE, headers: {}, idempotency: "none", reverse: unkeyed };
    expect(() => parsePointsApi(JSON.stringify(none))).not.toThrow();
  });
});
