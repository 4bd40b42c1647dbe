import { serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import { describe, expect, it, onTestFinished } from "vitest";
import type { EmailTrust } from "../../../adapters/oidc/token-claims.ts";
import { createUserInfo } from "../../../adapters/oidc/user-info.ts";

const MINA = { sub: "p-1", email: "m@example.com", email_verified: true };
const JSON_TYPE = { "content-type": "application/json" };

/** A provider that knows one bearer, and how it answers about them. */
async function startProvider(
  claims: object | string,
  {
    status = 200,
    hasEndpoint = true,
    emails = "verified",
  }: { status?: number; hasEndpoint?: boolean; emails?: EmailTrust } = {},
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
  const userInfo = createUserInfo({ issuer, emails });
  return { asked, state, emailOf: () => userInfo.emailOf("the-token", "p-1") };
}

describe("the provider's UserInfo", () => {
  it("tells the address of whoever bears the token", async () => {
    const { emailOf, asked } = await startProvider(MINA);
    expect(await emailOf()).toBe("m@example.com");
    expect(await emailOf()).toBe("m@example.com");
    expect(asked).toEqual({
      discovery: 1,
      userInfo: ["Bearer the-token", "Bearer the-token"],
    });
  });

  it.each([
    ["says that it is verified", {}, "m@example.com"],
    ["says nothing of it", { email_verified: undefined }, undefined],
    ["says so in words, as Cognito does", { email_verified: "true" }, "m@example.com"],
    ["says that it is not", { email_verified: false }, undefined],
    ["says so in words", { email_verified: "false" }, undefined],
    ["is about somebody else", { sub: "p-2" }, undefined],
    ["has none", { email: undefined }, undefined],
    ["has something else there", { email: "nobody" }, undefined],
  ])("that %s gives %j %s", async (_, changes, email) => {
    const { emailOf } = await startProvider({ ...MINA, ...changes });
    expect(await emailOf()).toBe(email);
  });

  it.each([
    ["does not take such tokens", { sub: "p-1" }, { status: 401 }],
    ["forbids them", { sub: "p-1" }, { status: 403 }],
    ["signs its answer", "eyJhbGciOiJSUzI1NiJ9.e30.x", {}],
    ["has no such endpoint", MINA, { hasEndpoint: false }],
    ["has no addresses to tell", MINA, { emails: "none" as const }],
  ])("tells nothing when it %s", async (_, claims, options) => {
    const { emailOf } = await startProvider(claims, options);
    expect(await emailOf()).toBeUndefined();
  });

  it("is trusted without a word of it where that is configured", async () => {
    const { email_verified: _, ...unmarked } = MINA;
    const { emailOf } = await startProvider(unmarked, { emails: "unmarked" });
    expect(await emailOf()).toBe("m@example.com");
  });

  it.each([408, 429, 500, 503])("can't be asked now when it answers %i", async (status) => {
    const { emailOf } = await startProvider(MINA, { status });
    await expect(emailOf()).rejects.toThrow(`answered ${status}`);
  });

  it("is asked again after it was down", async () => {
    const { emailOf, state } = await startProvider(MINA);
    state.isBroken = true;
    await expect(emailOf()).rejects.toThrow("answered 503");
    state.isBroken = false;
    expect(await emailOf()).toBe("m@example.com");
    state.isBroken = true;
    await expect(emailOf()).rejects.toThrow("answered 503");
  });
});
