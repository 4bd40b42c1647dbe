import { generateKeyPair, type JWTPayload } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProviderUnavailableError } from "../../../adapters/oidc/provider-keys.ts";
import { createTokenVerifier, TokenError } from "../../../adapters/oidc/token-verifier.ts";
import { type SigningKey, sign, startFakeProvider } from "./fake-provider.ts";

type Provider = Awaited<ReturnType<typeof startFakeProvider>>;
let provider: Provider;
beforeEach(async () => {
  provider = await startFakeProvider();
});
afterEach(() => provider.close());

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

async function setup(options: { rolesClaim?: string; keysCooldownMs?: number } = {}) {
  const key = await provider.addKey("first");
  const verifier = createTokenVerifier({
    issuer: provider.issuer,
    audience: "paysheet",
    rolesClaim: "roles",
    ...options,
  });
  const claims = (changes: Readonly<Record<string, unknown>> = {}): JWTPayload => ({
    iss: provider.issuer,
    aud: "paysheet",
    sub: "p-1",
    exp: inAnHour(),
    roles: ["marketer"],
    ...changes,
  });
  const verify = async (changes?: Readonly<Record<string, unknown>>, by: SigningKey = key) =>
    verifier.verify(await sign(by, claims(changes)));
  return { key, verifier, claims, verify };
}

const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "accepted",
    (error: unknown) =>
      error instanceof TokenError ? `${error.problem}: ${error.message}` : String(error),
  );

describe("a good token", () => {
  it("tells who calls and with which roles", async () => {
    const { verify } = await setup();
    expect(await verify({ name: "마케터", roles: ["marketer", "approver", "stranger"] })).toEqual({
      person: { id: "p-1", name: "마케터" },
      roles: ["marketer", "approver"],
    });
  });

  it.each([
    [{ email: "m@example.com", email_verified: true }, "m@example.com"],
    [{ email: "m@example.com" }, "m@example.com"],
    [{ email: "m@example.com", email_verified: false }, undefined],
    [{ email: "m@example.com", email_verified: "false" }, undefined],
    [{ email: "nobody" }, undefined],
  ])("with %j tells the address %s", async (changes, email) => {
    const { verify } = await setup();
    expect((await verify({ name: "m", ...changes })).email).toBe(email);
  });

  it("tells when it was issued", async () => {
    const { verify } = await setup();
    expect((await verify({ iat: 1_700_000_000 })).issuedAtMs).toBe(1_700_000_000_000);
    expect((await verify()).issuedAtMs).toBeUndefined();
  });

  it.each(["RS256", "PS256", "EdDSA"])("may be signed with %s", async (alg) => {
    const { verify } = await setup();
    const key = await provider.addKey("another", alg);
    expect((await verify({}, key)).roles).toEqual(["marketer"]);
  });

  it.each([
    [{ email: "m@example.com" }, "m@example.com"],
    [{ name: " ", preferred_username: "m" }, "m"],
    [{ username: "cognito-user" }, "cognito-user"],
    [{}, "p-1"],
  ])("with %j shows the person as %s", async (changes, name) => {
    const { verify } = await setup();
    expect((await verify(changes)).person).toEqual({ id: "p-1", name });
  });

  it.each([
    ["roles", { roles: "viewer approver" }, ["viewer", "approver"]],
    ["cognito:groups", { "cognito:groups": ["admin"] }, ["admin"]],
    ["realm_access.roles", { realm_access: { roles: ["viewer"] } }, ["viewer"]],
    ["https://a.example/roles", { "https://a.example/roles": ["viewer"] }, ["viewer"]],
    ["realm_access.roles", { realm_access: "viewer" }, []],
    ["roles", { roles: { admin: true } }, []],
    ["constructor.name", {}, []],
  ])("has its roles in the claim %s of %j", async (rolesClaim, changes, roles) => {
    const { verify } = await setup({ rolesClaim });
    expect((await verify({ roles: undefined, ...changes })).roles).toEqual(roles);
  });

  it("may name several audiences, or as Cognito does the client in place of one", async () => {
    const { verify } = await setup();
    expect((await verify({ aud: ["other", "paysheet"] })).person.id).toBe("p-1");
    expect((await verify({ aud: undefined, client_id: "paysheet" })).person.id).toBe("p-1");
  });
});

describe("a token is refused", () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      "of another provider",
      { iss: "https://evil.example" },
      "token_invalid: The token was issued by another provider.",
    ],
    [
      "for another audience",
      { aud: "other" },
      "token_invalid: The token was issued for another audience.",
    ],
    [
      "for another audience though the client is ours",
      { aud: "other", client_id: "paysheet" },
      "token_invalid: The token was issued for another audience.",
    ],
    [
      "for no audience",
      { aud: undefined },
      "token_invalid: The token was issued for another audience.",
    ],
    ["that has expired", { exp: inAnHour() - 3700 }, "token_expired: The token has expired."],
    ["that is not valid yet", { nbf: inAnHour() }, "token_invalid: The token is not valid yet."],
    [
      "without an end",
      { exp: undefined },
      'token_invalid: The token\'s claim "exp" is missing or will not do.',
    ],
    [
      "without a subject",
      { sub: undefined },
      'token_invalid: The token\'s claim "sub" is missing or will not do.',
    ],
    ["with an empty subject", { sub: " " }, "token_invalid: The token names no subject."],
  ])("%s", async (_what, changes, refusal) => {
    const { verify } = await setup();
    expect(await refusalOf(verify(changes))).toBe(refusal);
  });

  it("whose signature another key made under our key's name", async () => {
    const { verify, key } = await setup();
    const { privateKey } = await generateKeyPair("ES256");
    expect(await refusalOf(verify({}, { ...key, privateKey }))).toBe(
      "token_invalid: The token's signature is wrong.",
    );
  });

  it("whose claims were changed after signing", async () => {
    const { verifier, key, claims } = await setup();
    const [header, , signature] = (await sign(key, claims())).split(".");
    const forged = Buffer.from(JSON.stringify(claims({ roles: ["admin"] }))).toString("base64url");
    expect(await refusalOf(verifier.verify(`${header}.${forged}.${signature}`))).toBe(
      "token_invalid: The token's signature is wrong.",
    );
  });

  it("that says it needs no signature", async () => {
    const { verifier, claims } = await setup();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const unsigned = `${part({ alg: "none", kid: "first" })}.${part(claims())}.`;
    expect(await refusalOf(verifier.verify(unsigned))).toMatch(/^token_invalid: /);
  });

  it("signed with the public key as if it were a shared secret", async () => {
    const { verify, key } = await setup();
    const secret = new TextEncoder().encode(JSON.stringify(key.jwk));
    const forged = { ...key, alg: "HS256", privateKey: secret };
    expect(await refusalOf(verify({}, forged))).toBe(
      "token_invalid: The token is not signed with an algorithm that is taken here.",
    );
  });

  it.each(["", "a.b.c", "x".repeat(20_000)])("that is none", async (token) => {
    const { verifier } = await setup();
    expect(await refusalOf(verifier.verify(token))).toMatch(/^token_invalid: /);
  });
});

describe("the provider's keys", () => {
  it("are fetched once for many tokens", async () => {
    const { verify } = await setup();
    await Promise.all([verify(), verify(), verify()]);
    await verify();
    expect(provider.asked).toEqual({ discovery: 1, keys: 1 });
  });

  it("are fetched again when a token names a new one", async () => {
    const { verify } = await setup({ keysCooldownMs: 0 });
    await verify();
    const rotated = await provider.addKey("second");
    expect((await verify({}, rotated)).person.id).toBe("p-1");
    expect(provider.asked).toEqual({ discovery: 1, keys: 2 });
  });

  it("are not fetched for every unknown key while they are fresh", async () => {
    const { verify, key } = await setup();
    await verify();
    for (const kid of ["a", "b", "c"]) {
      expect(await refusalOf(verify({}, { ...key, kid }))).toBe(
        "token_invalid: The token is signed with a key that the provider does not have.",
      );
    }
    expect(provider.asked.keys).toBe(1);
  });

  it("being out of reach is no fault of the token, and passes", async () => {
    const { verify } = await setup();
    provider.state.broken = true;
    await expect(verify()).rejects.toThrow(ProviderUnavailableError);
    provider.state.broken = false;
    expect((await verify()).person.id).toBe("p-1");
  });
});
