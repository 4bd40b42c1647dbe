import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createCredentials } from "../../../adapters/points-api/credentials.ts";
import { createHttpPointsApi } from "../../../adapters/points-api/http-points-api.ts";
import { pointsApiConfigSchema } from "../../../adapters/points-api/points-api-config.ts";
import { startLocalPointsApi } from "../../../local/points-api/start-local-points-api.ts";
import { ANSWERS_TO_FAULTS } from "./answers-to-faults.ts";

const PAYMENT = { row: 2, userId: "00042", points: 1_500, reason: "출석 이벤트" };
const KEY = "paysheet-01KB-2";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function clientOf(
  base: string,
  config: Record<string, unknown> = {},
  secrets: Record<string, unknown>[] = [],
) {
  const parsed = pointsApiConfigSchema.parse({
    url: `${base}/v1/points`,
    transactionIdPath: "transactionId",
    idempotency: "key",
    ratePerSecond: 100,
    timeoutMs: 300,
    ...config,
  });
  const reader = {
    read: async <T>(_: string, schema: { parse(value: unknown): T }) => schema.parse(secrets[0]),
    forget: () => {
      secrets.shift();
    },
  };
  const nowMs = () => Date.now();
  const credentials = createCredentials(parsed.auth, { secrets: reader, nowMs });
  const api = createHttpPointsApi({ config: parsed, credentials, nowMs });
  closers.push(() => api.close());
  return api;
}

async function setupLocal(config: Record<string, unknown> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "points-"));
  const server = await startLocalPointsApi({ dataDir, port: 0 });
  closers.push(() => rm(dataDir, { recursive: true }));
  closers.push(() => server.close());
  const fail = (failures: unknown[]) =>
    fetch(`${server.url}/_faults`, { method: "PUT", body: JSON.stringify({ failures }) });
  const user = async (id: string) => await (await fetch(`${server.url}/v1/users/${id}`)).json();
  return { api: clientOf(server.url, config), url: server.url, fail, user };
}

async function setupServer(
  listener: RequestListener,
  config: Record<string, unknown> = {},
  secrets: Record<string, unknown>[] = [],
  configAt: (base: string) => Record<string, unknown> = () => ({}),
) {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return clientOf(base, { ...config, ...configAt(base) }, secrets);
}

describe("looking a user up", () => {
  const at = (url: string) => ({ findUser: { url } });
  const answering = (status: number, body: object = {}, headers = {}): RequestListener => {
    return (_, response) => {
      response.writeHead(status, headers).end(JSON.stringify(body));
    };
  };

  it("is not offered unless it is configured", async () => {
    const { api } = await setupLocal();
    expect(api.findUser).toBeUndefined();
  });

  it("finds those who exist, refuses those who don't as paying would, and pays nobody", async () => {
    const { url, user } = await setupLocal();
    const api = clientOf(url, at(`${url}/v1/users/{{userId}}`));

    expect(await api.findUser?.(PAYMENT)).toEqual({ kind: "found" });
    const missing = { ...PAYMENT, userId: "missing-1" };
    expect(await api.findUser?.(missing)).toEqual(await api.pay(missing, KEY));

    expect(await user("00042")).toMatchObject({ balance: 0, grants: [] });
    expect(await (await fetch(`${url}/_state`)).json()).toMatchObject({ calls: 1, lookups: 0 });
  });

  it("asks by GET, with the id encoded, its own headers and the credentials, and no body", async () => {
    const asked: unknown[] = [];
    const api = await setupServer(
      (request, response) => {
        const { method, url, headers } = request;
        asked.push([method, url, headers["x-tenant"], headers.authorization]);
        asked.push(headers["content-length"]);
        response.end("{}");
      },
      { auth: { kind: "bearer", secretId: "s" } },
      [{ token: "t-1" }],
      (base) => ({
        findUser: { url: `${base}/members?id={{userId}}`, headers: { "X-Tenant": "shop" } },
      }),
    );

    await api.findUser?.({ ...PAYMENT, userId: "a b&c" });

    expect(asked).toEqual([["GET", "/members?id=a%20b%26c", "shop", "Bearer t-1"], undefined]);
  });

  it.each([
    [200, { exists: false }, { kind: "rejected", code: "http_422" }],
    [200, { exists: true }, { kind: "found" }],
    [200, {}, { kind: "in_doubt", code: "unreadable_answer", unavailable: true }],
    [400, {}, { kind: "rejected", code: "http_400" }],
    [401, {}, { kind: "refused_credentials", code: "http_401" }],
    [429, {}, { kind: "not_done", code: "http_429", unavailable: false, retryAfterMs: 7_000 }],
    [500, {}, { kind: "in_doubt", code: "http_500", unavailable: true }],
    [503, {}, { kind: "not_done", code: "http_503", unavailable: true, retryAfterMs: 7_000 }],
  ])("reads an answer by its own rules, then by the table: %i %j", async (status, body, read) => {
    const api = await setupServer(
      answering(status, body, [429, 503].includes(status) ? { "retry-after": "7" } : {}),
      {},
      [],
      (base) => ({
        findUser: {
          url: `${base}/members/{{userId}}`,
          found: [{ path: "exists", equals: true }],
          missing: [{ path: "exists", equals: false }],
          payRejectsWith: 422,
        },
      }),
    );
    expect(await api.findUser?.(PAYMENT)).toEqual(read);
  });

  it("says so when nothing answers", async () => {
    const { api } = await setupLocal(at("http://127.0.0.1:1/users/{{userId}}"));
    expect(await api.findUser?.(PAYMENT)).toMatchObject({
      kind: "not_done",
      code: "connection_failed",
    });
  });

  it("needs the user in its address", () => {
    const config = { url: "https://p.example", idempotency: "key", ratePerSecond: 1 };
    const parsed = pointsApiConfigSchema.safeParse({ ...config, ...at("https://p.example/u") });
    expect(parsed.error?.issues[0]?.path).toEqual(["findUser", "url"]);
  });
});

describe("paying through the local points API", () => {
  it("pays and brings back the transaction", async () => {
    const { api, user } = await setupLocal();

    const answer = await api.pay(PAYMENT, KEY);

    expect(answer).toEqual({ kind: "paid", transactionId: expect.any(String) });
    expect(await user("00042")).toMatchObject({
      userId: "00042",
      balance: 1_500,
      grants: [{ points: 1_500, reason: "출석 이벤트" }],
    });
  });

  it("gets the first answer again under the same key, and pays once", async () => {
    const { api, user } = await setupLocal();

    const first = await api.pay(PAYMENT, KEY);

    expect(await api.pay(PAYMENT, KEY)).toEqual(first);
    expect(await user("00042")).toMatchObject({ balance: 1_500 });
  });

  it("is rejected for a user that does not exist, with the API's own words", async () => {
    const { api } = await setupLocal();

    expect(await api.pay({ ...PAYMENT, userId: "missing-1" }, KEY)).toEqual({
      kind: "rejected",
      code: "http_404",
      detail: expect.stringContaining("missing-1"),
    });
  });

  it("is rejected when the key was used for another payment", async () => {
    const { api } = await setupLocal();
    await api.pay(PAYMENT, KEY);

    expect(await api.pay({ ...PAYMENT, points: 9 }, KEY)).toMatchObject({
      kind: "rejected",
      code: "http_422",
    });
  });

  it.each(ANSWERS_TO_FAULTS)("reads %s as the answer table says", async (kind, expected) => {
    const { api, fail } = await setupLocal();
    await fail([{ kind, every: 1 }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject(expected);
  });

  it("looks a lost payment up by its key", async () => {
    const { url, fail } = await setupLocal();
    const lookup = {
      url: `${url}/v1/points/{{idempotencyKey}}`,
      transactionIdPath: "transactionId",
    };
    const api = clientOf(url, { idempotency: "lookup", lookup });
    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "not_found" });
    await fail([{ kind: "reset-after-paying", every: 1 }]);
    await api.pay(PAYMENT, KEY);

    expect(await api.lookUp(PAYMENT, KEY)).toEqual({
      kind: "found",
      transactionId: expect.any(String),
    });
  });

  it("knows that nothing was sent when nobody listens, or the name is unknown", async () => {
    const notSent = { kind: "not_done", unavailable: true };

    expect(await clientOf("http://127.0.0.1:1").pay(PAYMENT, KEY)).toMatchObject({
      ...notSent,
      code: "connection_failed",
    });
    expect(await clientOf("http://points.invalid").pay(PAYMENT, KEY)).toMatchObject({
      ...notSent,
      code: "name_not_found",
    });
  });
});

describe("a points API of another shape", () => {
  it("gets url, headers and body as the templates say", async () => {
    const seen: unknown[] = [];
    const api = await setupServer(
      async (request, response) => {
        const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
        seen.push([request.method, request.url, request.headers["x-request-id"], body]);
        response.end('{"result":{"code":"OK","id":77}}');
      },
      {
        method: "PUT",
        headers: { "X-Request-Id": '"{{idempotencyKey}}"' },
        body: { member: { no: "{{userId}}" }, amount: "{{points}}", memo: "[{{reason}}]", kind: 3 },
        transactionIdPath: "result.id",
        success: [{ path: "result.code", equals: "OK" }],
      },
    );

    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "paid", transactionId: "77" });
    const body = { member: { no: "00042" }, amount: 1_500, memo: "[출석 이벤트]", kind: 3 };
    expect(seen).toEqual([["PUT", "/v1/points", `"${KEY}"`, body]]);
  });

  it("leaves out a reason that the sheet does not have", async () => {
    const bodies: unknown[] = [];
    const api = await setupServer(async (request, response) => {
      bodies.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
      response.end('{"transactionId":"t"}');
    });

    await api.pay({ row: 2, userId: "a", points: 1 }, KEY);

    expect(bodies).toEqual([{ userId: "a", points: 1 }]);
  });

  it("encodes what stands in the url", async () => {
    const urls: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      urls.push(request.url);
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    const { port } = server.address() as AddressInfo;
    const escaping = clientOf("", {
      url: `http://127.0.0.1:${port}/users/{{userId}}/points?key={{idempotencyKey}}`,
      transactionIdPath: undefined,
    });

    await escaping.pay({ ...PAYMENT, userId: "../a b?c/한" }, KEY);

    expect(urls).toEqual([`/users/..%2Fa%20b%3Fc%2F%ED%95%9C/points?key=${KEY}`]);
  });

  it.each([
    [
      "a configured refusal in a 200",
      { rejected: [{ path: "code", equals: "NO_SUCH_MEMBER" }] },
      200,
      '{"code":"NO_SUCH_MEMBER","message":"그런 회원이 없습니다."}',
      { kind: "rejected", code: "http_200", detail: "그런 회원이 없습니다." },
    ],
    [
      "a configured 'already paid' in a 409",
      { alreadyPaid: [{ status: 409, path: "code", equals: "DUPLICATE" }] },
      409,
      '{"code":"DUPLICATE","transactionId":"first"}',
      { kind: "paid", transactionId: "first" },
    ],
    ["another 409", {}, 409, "{}", { kind: "not_done", code: "http_409", unavailable: false }],
    [
      "a 200 whose success rule does not match",
      { success: [{ path: "ok", equals: true }], transactionIdPath: undefined },
      200,
      '{"ok":false}',
      { kind: "in_doubt", code: "unreadable_answer", unavailable: true },
    ],
    [
      "a 2xx without content where none is promised",
      { transactionIdPath: undefined },
      204,
      "",
      { kind: "paid" },
    ],
    ["a redirect", {}, 302, "", { kind: "not_done", code: "http_302", unavailable: true }],
    ["a refusal of our rights", {}, 403, "{}", { kind: "refused_credentials", code: "http_403" }],
  ])("reads %s", async (_, config, status, body, expected) => {
    const api = await setupServer((request, response) => {
      request.resume();
      response.statusCode = status;
      response.end(body);
    }, config);

    expect(await api.pay(PAYMENT, KEY)).toEqual(expected);
  });
});

describe("credentials of the points API", () => {
  const answerTo =
    (token: string): RequestListener =>
    (request, response) => {
      request.resume();
      response.statusCode = request.headers.authorization === `Bearer ${token}` ? 200 : 401;
      response.end('{"transactionId":"t"}');
    };
  const auth = { kind: "bearer", secretId: "points" };

  it("sends the secret's token", async () => {
    const api = await setupServer(answerTo("one"), { auth }, [{ token: "one" }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "paid" });
  });

  it("reads the secret anew when it is refused: it may have been rotated", async () => {
    const api = await setupServer(answerTo("two"), { auth }, [{ token: "one" }, { token: "two" }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "paid" });
  });

  it("gives up when the new one is refused as well", async () => {
    const api = await setupServer(answerTo("none"), { auth }, [{ token: "one" }, { token: "two" }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "refused_credentials" });
  });

  it("makes no call without its secret", async () => {
    const api = await setupServer(answerTo("one"), { auth }, [{ wrong: "shape" }]);

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({
      kind: "refused_credentials",
      code: "credentials_missing",
    });
  });

  it("fetches one OAuth 2 token for many calls", async () => {
    const tokens: string[] = [];
    const tokenServer = createServer(async (request, response) => {
      const form = Buffer.concat(await request.toArray()).toString();
      tokens.push(`${request.headers.authorization} ${form}`);
      response.end('{"access_token":"fresh","expires_in":3600}');
    });
    await new Promise<void>((resolve) => tokenServer.listen(0, "127.0.0.1", resolve));
    closers.push(() => new Promise((resolve) => tokenServer.close(resolve)));
    const { port } = tokenServer.address() as AddressInfo;
    const api = await setupServer(
      answerTo("fresh"),
      {
        auth: {
          kind: "client_credentials",
          tokenUrl: `http://127.0.0.1:${port}/token`,
          scope: "points:write",
          secretId: "points",
        },
      },
      [{ clientId: "paysheet", clientSecret: "s3cret" }],
    );

    const answers = await Promise.all([1, 2, 3].map((row) => api.pay({ ...PAYMENT, row }, KEY)));

    expect(answers.map(({ kind }) => kind)).toEqual(["paid", "paid", "paid"]);
    const basic = Buffer.from("paysheet:s3cret").toString("base64");
    expect(tokens).toEqual([`Basic ${basic} grant_type=client_credentials&scope=points%3Awrite`]);
  });
});
