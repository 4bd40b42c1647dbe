import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from "aws-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type LocalGateway, startLocalGateway } from "../../../local/gateway/local-gateway.ts";
import { createLocalOpenIdProvider } from "../../../local/oidc/local-openid-provider.ts";

let dataDir: string;
let gateway: LocalGateway;
const api = vi.fn<(event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyResultV2>>();

beforeAll(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/gateway-`);
  gateway = await startLocalGateway({
    port: 0,
    invokeApi: api,
    integrationTimeoutMs: 200,
    links: () => [{ label: "API", url: "http://localhost:1/api/docs" }],
    openProvider: (origin) =>
      createLocalOpenIdProvider({ dataDir, issuer: `${origin}/oidc`, audience: "paysheet" }),
  });
});
afterEach(() => {
  api.mockReset();
  vi.restoreAllMocks();
});
afterAll(async () => {
  await gateway.close();
  await rm(dataDir, { recursive: true });
});

async function eventOf(path: string, init?: RequestInit): Promise<APIGatewayProxyEventV2> {
  api.mockResolvedValue({ statusCode: 204 });
  await fetch(`${gateway.origin}${path}`, init);
  const event = api.mock.lastCall?.[0];
  if (event === undefined) throw new Error("The Lambda was not invoked.");
  return event;
}

describe("a request that comes while the stack starts", () => {
  it.each(["/api/payouts", "/", "/oidc/.well-known/openid-configuration"])(
    "for %s waits until it can be answered",
    async (path) => {
      const ready = Promise.withResolvers<void>();
      const arrived = Promise.withResolvers<void>();
      let isReady = false;
      const starting = await startLocalGateway({
        port: 0,
        whenReady: () => {
          arrived.resolve();
          return ready.promise;
        },
        invokeApi: async () => {
          if (!isReady) throw new Error("The functions are not started yet.");
          return { statusCode: 200 };
        },
        page: (_, response) => void response.writeHead(isReady ? 200 : 500).end(),
        openProvider: (origin) =>
          createLocalOpenIdProvider({ dataDir, issuer: `${origin}/oidc`, audience: "paysheet" }),
      });
      const asked = fetch(`${starting.origin}${path}`);
      await arrived.promise;
      isReady = true;
      ready.resolve();
      expect((await asked).status).toBe(200);
      await starting.close();
    },
  );

  it("is not waited for when the stack is closed before it ever started", async () => {
    const arrived = Promise.withResolvers<void>();
    const failing = await startLocalGateway({
      port: 0,
      whenReady: () => {
        arrived.resolve();
        return new Promise(() => undefined);
      },
      invokeApi: api,
      openProvider: (origin) =>
        createLocalOpenIdProvider({ dataDir, issuer: `${origin}/oidc`, audience: "paysheet" }),
    });
    const asked = expect(fetch(`${failing.origin}/api/payouts`)).rejects.toThrow("fetch failed");
    await arrived.promise;
    await failing.close();
    await asked;
  });
});

describe("a request to the API", () => {
  it("becomes the event that an HTTP API sends", async () => {
    const event = await eventOf("/api/users/a%20b%2F%ED%99%8D/payments?state=paid&x=1&x=%20", {
      headers: { cookie: "a=1; b=2", "x-many": "one" },
    });
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/api/users/a b/홍/payments",
      rawQueryString: "state=paid&x=1&x=%20",
      queryStringParameters: { state: "paid", x: "1, " },
      cookies: ["a=1", "b=2"],
      headers: { host: new URL(gateway.origin).host, "x-many": "one" },
      isBase64Encoded: false,
      requestContext: {
        http: {
          method: "GET",
          path: "/api/users/a b/홍/payments",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
        },
        stage: "$default",
        time: expect.stringMatching(/^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/),
      },
    });
    expect(event.body).toBeUndefined();
    expect(event.headers["cookie"]).toBeUndefined();
  });

  it("has its JSON body as text, any other in base64", async () => {
    const headers = { "content-type": "application/json" };
    const text = await eventOf("/api/payouts", { method: "POST", headers, body: '{"a":"홍"}' });
    expect([text.body, text.isBase64Encoded]).toEqual(['{"a":"홍"}', false]);
    const bytes = new Uint8Array([0, 255, 1]);
    const binary = await eventOf("/api/payouts", { method: "POST", body: bytes });
    expect([binary.body, binary.isBase64Encoded]).toEqual(["AP8B", true]);
  });

  it("answers what the Lambda returned", async () => {
    api.mockResolvedValue({
      statusCode: 201,
      headers: { "x-a": "b", "x-n": 1 },
      cookies: ["a=1", "b=2"],
      body: "AP8B",
      isBase64Encoded: true,
    });
    const response = await fetch(`${gateway.origin}/api/payouts`);
    expect([response.status, response.headers.get("x-a"), response.headers.get("x-n")]).toEqual([
      201,
      "b",
      "1",
    ]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.bytes()).toEqual(new Uint8Array([0, 255, 1]));
  });

  it("answers 200 with JSON when the Lambda returned no status", async () => {
    api.mockResolvedValue('{"a":1}');
    const response = await fetch(`${gateway.origin}/api/payouts`);
    expect([response.status, await response.json()]).toEqual([200, { a: 1 }]);
  });

  it("is refused over 10 MB without invoking the Lambda", async () => {
    const body = new Uint8Array(10 * 1024 * 1024 + 1);
    const response = await fetch(`${gateway.origin}/api/payouts`, { method: "POST", body });
    expect([response.status, await response.json()]).toEqual([
      413,
      { message: "Request Entity Too Large" },
    ]);
    expect(api).not.toHaveBeenCalled();
  });

  it("is refused when its path is not well encoded", async () => {
    expect((await fetch(`${gateway.origin}/api/users/%zz/payments`)).status).toBe(400);
  });

  it.each<[string, () => Promise<APIGatewayProxyResultV2>, number, string]>([
    ["fails", () => Promise.reject(new Error("boom")), 500, "Internal Server Error"],
    ["takes too long", () => new Promise(() => undefined), 503, "Service Unavailable"],
    ["answers more than 6 MB", async () => "x".repeat(7_000_000), 500, "Internal Server Error"],
  ])("answers for the Lambda when it %s", async (_what, invoke, status, message) => {
    vi.spyOn(console, "error").mockReturnValue();
    api.mockImplementation(invoke);
    const response = await fetch(`${gateway.origin}/api/payouts`);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });
});

describe("the gateway itself", () => {
  it("gives out local tokens, to known users only", async () => {
    const ask = (body: string) =>
      fetch(`${gateway.origin}/api/local/token`, { method: "POST", body });
    const answer = await ask('{"user":"admin"}');
    const token = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await answer.json()).toEqual({
      accessToken: token,
      access_token: token,
      tokenType: "Bearer",
      expiresInSeconds: 28_800,
      expires_in: 28_800,
    });
    for (const body of ['{"user":"root"}', "{}", "{", ""]) {
      const refused = await ask(body);
      expect([refused.status, refused.headers.get("content-type")]).toEqual([
        400,
        "application/problem+json",
      ]);
      expect(await refused.json()).toMatchObject({ code: "unknown_user", status: 400 });
    }
    expect((await fetch(`${gateway.origin}/api/local/token`)).status).toBe(405);
    expect(api).not.toHaveBeenCalled();
  });

  it("answers under both its loopback names and no other", async () => {
    const discovery = "/oidc/.well-known/openid-configuration";
    for (const host of ["localhost", "127.0.0.1"]) {
      const response = await fetch(`http://${host}:${gateway.port}${discovery}`);
      expect(await response.json()).toMatchObject({
        issuer: `${gateway.origin}/oidc`,
        jwks_uri: `http://${host}:${gateway.port}/oidc/jwks`,
      });
    }
    const status = await new Promise((resolve, reject) => {
      request(`${gateway.origin}/api/local/token`, { headers: { host: "rebound.example" } })
        .on("response", (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it("shows its addresses", async () => {
    const page = await fetch(gateway.origin);
    expect(await page.text()).toContain('<a href="http://localhost:1/api/docs">');
    expect((await fetch(`${gateway.origin}/nothing`)).status).toBe(404);
  });
});
