import { serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import { describe, expect, it, onTestFinished } from "vitest";
import { createUserInfo } from "../../../adapters/oidc/user-info.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** A provider that knows one bearer, and how it answers about them. */
async function startProvider(
  claims: object | string,
  { status = 200, hasEndpoint = true }: { status?: number; hasEndpoint?: boolean } = {},
) {
  const asked = { discovery: 0, userInfo: [] as (string | undefined)[] };
  const state = { isBroken: false };
  const server = await serveOnLoopback(0, ({ url, headers }, response) => {
    if (state.isBroken) {
      response.writeHead(503).end();
    } else if (url === "/userinfo") {
      asked.userInfo.push(headers.authorization);
      const body = typeof claims === "string" ? claims : JSON.stringify(claims);
      response.writeHead(status, JSON_TYPE).end(body);
    } else {
      asked.discovery += 1;
      const endpoint = hasEndpoint ? { userinfo_endpoint: `${issuer}/userinfo` } : {};
      const document = { issuer, jwks_uri: `${issuer}/keys`, ...endpoint };
      response.writeHead(200, JSON_TYPE).end(JSON.stringify(document));
    }
  });
  onTestFinished(() => server.close());
  const issuer = server.url;
  const userInfo = createUserInfo({ issuer });
  return { asked, state, emailOf: () => userInfo.emailOf("the-token", "p-1") };
}

describe("the provider's UserInfo", () => {
  it("tells the address of whoever bears the token", async () => {
    const { emailOf, asked } = await startProvider({ sub: "p-1", email: "m@example.com" });
    expect(await emailOf()).toBe("m@example.com");
    expect(await emailOf()).toBe("m@example.com");
    expect(asked).toEqual({
      discovery: 1,
      userInfo: ["Bearer the-token", "Bearer the-token"],
    });
  });

  it.each([
    ["says that it is verified", { email_verified: true }, "m@example.com"],
    ["says so in words, as Cognito does", { email_verified: "true" }, "m@example.com"],
    ["says that it is not", { email_verified: false }, undefined],
    ["says so in words", { email_verified: "false" }, undefined],
    ["is about somebody else", { sub: "p-2" }, undefined],
    ["has none", { email: undefined }, undefined],
    ["has something else there", { email: "nobody" }, undefined],
  ])("that %s gives %j %s", async (_, changes, email) => {
    const { emailOf } = await startProvider({ sub: "p-1", email: "m@example.com", ...changes });
    expect(await emailOf()).toBe(email);
  });

  it.each([
    ["does not take such tokens", { sub: "p-1" }, { status: 401 }],
    ["forbids them", { sub: "p-1" }, { status: 403 }],
    ["signs its answer", "eyJhbGciOiJSUzI1NiJ9.e30.x", {}],
    ["has no such endpoint", { sub: "p-1", email: "m@example.com" }, { hasEndpoint: false }],
  ])("tells nothing when it %s", async (_, claims, options) => {
    const { emailOf } = await startProvider(claims, options);
    expect(await emailOf()).toBeUndefined();
  });

  it("is asked again after it was down", async () => {
    const { emailOf, state } = await startProvider({ sub: "p-1", email: "m@example.com" });
    state.isBroken = true;
    await expect(emailOf()).rejects.toThrow("answered 503");
    state.isBroken = false;
    expect(await emailOf()).toBe("m@example.com");
    state.isBroken = true;
    await expect(emailOf()).rejects.toThrow("answered 503");
  });
});
