import { generateKeyPair, type JWTPayload } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProviderUnavailableError } from "../../../adapters/oidc/provider-keys.ts";
import { EMAIL_TRUST } from "../../../adapters/oidc/token-claims.ts";
import {
  createTokenVerifier,
  TokenError,
  type TokenVerifierOptions,
} from "../../../adapters/oidc/token-verifier.ts";
import { type SigningKey, sign, startFakeProvider } from "./fake-provider.ts";

type Provider = Awaited<ReturnType<typeof startFakeProvider>>;
let provider: Provider;
beforeEach(async () => {
  provider = await startFakeProvider();
});
afterEach(() => provider.close());

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

const now = () => Math.floor(Date.now() / 1000);

async function setup(options: Partial<TokenVerifierOptions> = {}) {
  const key = await provider.addKey("first");
  const verifier = createTokenVerifier({
    issuer: provider.issuer,
    audience: "paysheet",
    rolesClaim: "roles",
    nameClaim: "name",
    ...options,
  });
  const claims = (changes: Readonly<Record<string, unknown>> = {}): JWTPayload => ({
    iss: provider.issuer,
    aud: "paysheet",
    sub: "p-1",
    client_id: "page",
    jti: "01",
    scope: "payouts",
    iat: now() - 5,
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
  it("tells who calls, by whom they are known, and with which roles", async () => {
    const { verify } = await setup();
    const iat = now() - 60;
    expect(
      await verify({ iat, name: "마케터", roles: ["marketer", "approver", "stranger"] }),
    ).toEqual({
      person: { id: "p-1", name: "마케터", issuer: provider.issuer },
      roles: ["marketer", "approver"],
      issuedAtMs: iat * 1000,
    });
  });

  it.each<[Readonly<Record<string, unknown>>, string | undefined, string | undefined]>([
    // Claims, and the address with `verified` and with `unmarked`.
    [{ email: "m@example.com", email_verified: true }, "m@example.com", "m@example.com"],
    [{ email: "m@example.com", email_verified: "true" }, "m@example.com", "m@example.com"],
    [{ email: " M@Example.com ", email_verified: true }, "m@example.com", "m@example.com"],
    [{ email: "m@example.com" }, undefined, "m@example.com"],
    [{ email: "m@example.com", email_verified: false }, undefined, undefined],
    [{ email: "m@example.com", email_verified: "false" }, undefined, undefined],
    [{ email: "m@example.com", email_verified: null }, undefined, undefined],
    [{ email: "m@example.com", email_verified: 1 }, undefined, undefined],
    [{ email: "m@example.com", email_verified: "yes" }, undefined, undefined],
    [{ email: "nobody", email_verified: true }, undefined, undefined],
    [{ email: ["m@example.com"], email_verified: true }, undefined, undefined],
    [{ email_verified: true }, undefined, undefined],
  ])("with %j tells the address %s, or %s", async (changes, verified, unmarked) => {
    const { key, claims } = await setup();
    const token = await sign(key, claims(changes));
    const { issuer } = provider;
    const found = await Promise.all(
      EMAIL_TRUST.map(async (emails) => {
        const options = { issuer, audience: "paysheet", rolesClaim: "roles", emails };
        return (await createTokenVerifier(options).verify(token)).person.email;
      }),
    );
    expect(found).toEqual([verified, unmarked, undefined]);
  });

  it("tells when it was issued, if it does", async () => {
    const { verify } = await setup();
    expect((await verify({ iat: 1_700_000_000 })).issuedAtMs).toBe(1_700_000_000_000);
    expect((await verify({ iat: undefined })).issuedAtMs).toBeUndefined();
  });

  it("may be some seconds ahead of our clock", async () => {
    const { verify } = await setup();
    expect((await verify({ iat: now() + 20 })).person.id).toBe("p-1");
  });

  it.each(["RS256", "PS256", "EdDSA"])("may be signed with %s", async (alg) => {
    const { verify } = await setup();
    const key = await provider.addKey("another", alg);
    expect((await verify({}, key)).roles).toEqual(["marketer"]);
  });

  it.each([
    // What people may write of themselves names nobody, unless it is configured.
    ["name", { name: "Mina", email: "m@example.com" }, "Mina"],
    ["name", { name: " ", preferred_username: "m", email: "m@example.com" }, "p-1"],
    ["username", { name: "Somebody else", username: "mina.han" }, "mina.han"],
    ["profile.employee", { profile: { employee: "Mina Han" } }, "Mina Han"],
    [undefined, { name: "Mina", username: "mina.han", "cognito:username": "m" }, "p-1"],
  ])("with the claim %s of %j shows the person as %s", async (nameClaim, changes, name) => {
    const { verify } = await setup({ nameClaim });
    expect((await verify(changes)).person.name).toBe(name);
  });

  it("tells subjects apart to the last blank", async () => {
    const { verify } = await setup();
    expect((await verify({ sub: " p-1" })).person.id).toBe(" p-1");
    expect((await verify({ sub: "P-1" })).person.id).toBe("P-1");
  });

  it.each([
    ["roles", { roles: "approver" }, ["approver"]],
    ["roles", { roles: "viewer approver" }, []],
    ["roles", { roles: "viewer,approver" }, []],
    ["roles", { roles: ["viewer approver", " admin", "ADMIN"] }, []],
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
    [
      "with a subject longer than there are",
      { sub: "x".repeat(256) },
      "token_invalid: The token names no subject.",
    ],
    [
      "that was issued in the future",
      { iat: now() + 120 },
      "token_invalid: The token was issued in the future.",
    ],
    [
      "whose time of issue is no time",
      { iat: "now" },
      'token_invalid: The token\'s claim "iat" is missing or will not do.',
    ],
  ])("%s", async (_what, changes, refusal) => {
    const { verify } = await setup();
    expect(await refusalOf(verify(changes))).toBe(refusal);
  });

  it("and whose it was is known, once it has expired", async () => {
    const { verify } = await setup();
    const refused = await verify({ exp: now() - 3600, name: "Mina" }).catch((error) => error);
    expect(refused).toMatchObject({
      problem: "token_expired",
      person: { id: "p-1", name: "Mina", issuer: provider.issuer },
    });
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
