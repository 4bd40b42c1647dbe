import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createTokenVerifier, TokenError } from "../../../adapters/oidc/token-verifier.ts";
import { requestLocalToken } from "../../../cli/admin-api-client.ts";
import { type LocalGateway, startLocalGateway } from "../../../local/gateway/local-gateway.ts";
import { createLocalOpenIdProvider } from "../../../local/oidc/local-openid-provider.ts";
import { type createBrowser, locationAt, signInAt, tokensSchema } from "./sign-in.ts";

let dataDir: string;
let gateway: LocalGateway;

/** oidc-provider gives its notices there, each once in a process, whatever asked for it. */
let told = [vi.spyOn(console, "info"), vi.spyOn(console, "warn")];
beforeEach(() => {
  told = [vi.spyOn(console, "info"), vi.spyOn(console, "warn")];
});
afterEach(() => {
  expect(told.map((spy) => spy.mock.calls)).toEqual([[], []]);
});

const start = (port: number) =>
  startLocalGateway({
    port,
    invokeApi: async () => "unused",
    openProvider: (origin) =>
      createLocalOpenIdProvider({ dataDir, issuer: `${origin}/oidc`, audience: "paysheet" }),
  });

beforeAll(async () => {
  dataDir = path.join(await mkdtemp(path.join(tmpdir(), "oidc-")), "oidc");
  gateway = await start(0);
});
afterAll(async () => {
  await gateway.close();
  await rm(path.dirname(dataDir), { recursive: true });
});

const verifierOf = ({ provider }: LocalGateway) =>
  createTokenVerifier({
    issuer: provider.issuer,
    audience: "paysheet",
    rolesClaim: "roles",
    nameClaim: "name",
    isTyped: true,
  });

/** `origin` is that of the page, which may stand under either name of this machine. */
const signIn = (person: string, origin?: string) => signInAt(gateway, person, origin);
const locationOf = (response: Response) => locationAt(gateway.origin, response);

describe("signing in on the page", () => {
  it("picks a person without a password and ends with a token that the API takes", async () => {
    const { picker, returned, answer } = await signIn("approver");
    expect(picker.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await picker.text();
    for (const { id, name } of gateway.provider.people) {
      expect(page).toContain(`<button name="person" value="${id}">${name}</button>`);
    }
    expect(`${returned.origin}${returned.pathname}`).toBe(`${gateway.origin}/signed-in`);
    expect(returned.searchParams.get("state")).toBe("where-i-was");
    const tokens = tokensSchema.parse(await answer.json());
    expect(await verifierOf(gateway).verify(tokens.access_token)).toEqual({
      person: {
        id: "approver",
        name: "승인자 (approver)",
        issuer: gateway.provider.issuer,
        email: "approver@paysheet.example",
      },
      issuedAtMs: expect.any(Number),
      roles: ["approver"],
    });
    expect(decodeJwt(tokens.id_token)).toMatchObject({
      sub: "approver",
      name: "승인자 (approver)",
      roles: ["approver"],
    });
  });

  it("gives an ID token that the API does not take, whatever it may be for", async () => {
    const { answer } = await signIn("approver");
    const { id_token } = tokensSchema.parse(await answer.json());
    const { issuer } = gateway.provider;
    const forPage = { issuer, audience: "paysheet-admin-page", rolesClaim: "roles" };
    for (const verifier of [
      verifierOf(gateway),
      createTokenVerifier(forPage),
      createTokenVerifier({ ...forPage, isTyped: true }),
    ]) {
      await expect(verifier.verify(id_token)).rejects.toThrow(TokenError);
    }
  });

  it("is answered to the page under either name of this machine, and to no other page", async () => {
    const { port } = gateway;
    const origins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
    for (const origin of origins) {
      const { answer } = await signIn("viewer", origin);
      expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    }
    const { answer } = await signIn("viewer", "https://evil.example");
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([400, null]);
  });

  it("is refused for a redirect elsewhere, and without a sign-in under way", async () => {
    const query = new URLSearchParams({
      client_id: "paysheet-admin-page",
      response_type: "code",
      scope: "openid",
      redirect_uri: "https://evil.example/",
    });
    const refused = await fetch(`${gateway.provider.issuer}/auth?${query}`);
    expect([refused.status, refused.headers.get("content-type")]).toEqual([
      400,
      "text/plain; charset=utf-8",
    ]);
    expect(await refused.text()).toContain("redirect_uri");
    expect((await fetch(`${gateway.provider.issuer}/interaction/none`)).status).toBe(400);
  });
});

describe("signing out", () => {
  const endAt = (query: Record<string, string> = {}) =>
    `${gateway.provider.issuer}/session/end?${new URLSearchParams(query)}`;
  /** Presses a button of the page that stands at the end of a session. */
  const press = async (
    browse: ReturnType<typeof createBrowser>,
    page: string,
    button: Record<string, string>,
  ) => {
    const [, action = ""] = /action="([^"]+)"/.exec(page) ?? [];
    const [, xsrf = ""] = /name="xsrf" value="([^"]+)"/.exec(page) ?? [];
    const body = new URLSearchParams({ xsrf, ...button });
    return await browse(action, { method: "POST", body });
  };

  it("ends the session at once for a page that shows whose it is", async () => {
    const { browse, answer } = await signIn("marketer");
    const home = `${gateway.origin}/`;
    const { id_token } = tokensSchema.parse(await answer.json());
    const shown = await browse(endAt({ id_token_hint: id_token, post_logout_redirect_uri: home }));
    const page = await shown.text();
    const [, script = ""] = /<script>(.*)<\/script>/.exec(page) ?? [];
    const hash = createHash("sha256").update(script).digest("base64");
    expect(shown.headers.get("content-security-policy")).toContain(`script-src 'sha256-${hash}'`);
    expect(page).toContain('<input type="hidden" name="logout" value="yes" form="op.logoutForm">');
    const left = await press(browse, page, { logout: "yes" });
    expect([left.status, locationOf(left)]).toEqual([303, home]);
    expect(await (await browse(endAt())).text()).not.toContain("로그아웃할까요?");
  });

  it("says so to those who came from nowhere", async () => {
    const said = await fetch(`${gateway.provider.issuer}/session/end/success`);
    expect(await said.text()).toContain("로그아웃했습니다");
  });

  it("asks first when it is not said whose session it is, in Korean and English", async () => {
    const { browse } = await signIn("viewer");
    const shown = await browse(endAt());
    const page = await shown.text();
    expect(shown.headers.get("content-security-policy")).not.toContain("script-src");
    expect(page).toContain("로그아웃할까요?");
    expect(page).toContain("Stay signed in");
    const left = await press(browse, page, { logout: "yes" });
    expect(await (await browse(locationOf(left))).text()).toContain("로그아웃했습니다");
  });
});

describe("a local token", () => {
  it("is one as the provider itself issues", async () => {
    const token = await requestLocalToken(gateway.origin, "marketer");
    const fromPage = tokensSchema.parse(await (await signIn("marketer")).answer.json());
    const own = decodeJwt(token);
    const issued = decodeJwt(fromPage.access_token);
    const { iat, exp, jti } = own;
    expect({ ...issued, iat, exp, jti }).toEqual(own);
    expect((own.exp ?? 0) - (own.iat ?? 0)).toBe((issued.exp ?? 0) - (issued.iat ?? 0));
    expect(decodeProtectedHeader(token)).toEqual(decodeProtectedHeader(fromPage.access_token));
    expect(await verifierOf(gateway).verify(token)).toEqual({
      person: {
        id: "marketer",
        name: "마케터 (marketer)",
        issuer: gateway.provider.issuer,
        email: "marketer@paysheet.example",
      },
      issuedAtMs: expect.any(Number),
      roles: ["marketer"],
    });
  });

  it("survives a restart of the provider, as the key does", async () => {
    const token = await requestLocalToken(gateway.origin, "viewer");
    await gateway.close();
    gateway = await start(gateway.port);
    expect((await verifierOf(gateway).verify(token)).roles).toEqual(["viewer"]);
    expect((await readdir(dataDir)).sort()).toEqual(["provider-state.json", "signing-key.json"]);
  });
});
