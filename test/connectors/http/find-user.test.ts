import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { httpOptionsSchema } from "../../../connectors/http/options.ts";
import {
  listen,
  openPointsApi,
  startPointsApi,
} from "../../adapters/points-api/points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "00042", points: 1_500, reason: "출석 이벤트" };
const KEY = "paysheet-01KB-2";

describe("looking a user up", () => {
  const at = (url: string) => ({ findUser: { url, found: [{ path: "userId", present: true }] } });
  const answering = (status: number, body: object = {}, headers = {}): RequestListener => {
    return (_, response) => {
      response.writeHead(status, headers).end(JSON.stringify(body));
    };
  };

  it("is not offered unless it is configured", async () => {
    const { url } = await startPointsApi();
    expect(openPointsApi(url).findUser).toBeUndefined();
  });

  it("finds those who exist, refuses those who don't as paying would, and pays nobody", async () => {
    const { url, get } = await startPointsApi();
    const api = openPointsApi(url, at(`${url}/v1/users/{{userId}}`));

    expect(await api.findUser?.(PAYMENT)).toEqual({ kind: "found" });
    const missing = { ...PAYMENT, userId: "missing-1" };
    expect(await api.findUser?.(missing)).toEqual(await api.pay(missing, KEY));

    expect(await get("/v1/users/00042")).toMatchObject({ balance: 0, grants: [] });
    expect(await get("/_state")).toMatchObject({ calls: 1, lookups: 0 });
  });

  it("asks by GET, with the id encoded, its own headers and the credentials, and no body", async () => {
    const asked: unknown[] = [];
    const base = await listen((request, response) => {
      const { method, url, headers } = request;
      asked.push([method, url, headers["x-tenant"], headers.authorization]);
      asked.push(headers["content-length"]);
      response.end("{}");
    });
    const auth = { kind: "bearer" };
    const findUser = {
      ...{ url: `${base}/members?id={{userId}}`, headers: { "X-Tenant": "shop" }, proof: "status" },
    };
    const api = openPointsApi(base, { auth, findUser }, [{ token: "t-1" }]);

    await api.findUser?.({ ...PAYMENT, userId: "a b&c" });

    expect(asked).toEqual([["GET", "/members?id=a%20b%26c", "shop", "Bearer t-1"], undefined]);
  });

  it.each([
    [200, { exists: false }, { kind: "rejected", code: "http_422" }],
    [200, { exists: true }, { kind: "found" }],
    [200, {}, { kind: "in_doubt", code: "unreadable_answer", unavailable: false }],
    [400, {}, { kind: "rejected", code: "http_400" }],
    [401, {}, { kind: "ours", code: "http_401" }],
    [429, {}, { kind: "not_done", code: "http_429", unavailable: false, retryAfterMs: 7_000 }],
    [500, {}, { kind: "in_doubt", code: "http_500", unavailable: true }],
    [503, {}, { kind: "in_doubt", code: "http_503", unavailable: true, retryAfterMs: 7_000 }],
  ])("reads an answer by its own rules, then by the table: %i %j", async (status, body, read) => {
    const headers = [429, 503].includes(status) ? { "retry-after": "7" } : {};
    const base = await listen(answering(status, body, headers));
    const api = openPointsApi(base, {
      findUser: {
        url: `${base}/members/{{userId}}`,
        found: [{ path: "exists", equals: true }],
        missing: [{ path: "exists", equals: false }],
        payRejectsWith: 422,
      },
    });
    expect(await api.findUser?.(PAYMENT)).toEqual(read);
  });

  it("says so when nothing answers", async () => {
    const { url } = await startPointsApi();
    const api = openPointsApi(url, at("http://127.0.0.1:1/users/{{userId}}"));
    expect(await api.findUser?.(PAYMENT)).toMatchObject({
      kind: "not_done",
      code: "connection_failed",
    });
  });

  it("needs the user in its address", () => {
    const base = { url: "https://p.example", transactionIdPath: "id", idempotency: "key" };
    const config = { ...base, ratePerSecond: 1 };
    const parsed = httpOptionsSchema.safeParse({ ...config, ...at("https://p.example/u") });
    expect(parsed.error?.issues[0]?.path).toEqual(["findUser", "url"]);
  });
});
