import type { JWTPayload } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTokenVerifier, TokenError } from "../../../adapters/oidc/token-verifier.ts";
import { type SigningKey, sign, startFakeProvider } from "./fake-provider.ts";

/**
 * The tokens that known providers give for one sign-in, all signed with the same key and meant for
 * the same audience, as where a company configures its client's id for it. Only access tokens are
 * access tokens.
 */
const AUDIENCE = "page";
let provider: Awaited<ReturnType<typeof startFakeProvider>>;
let key: SigningKey;
beforeAll(async () => {
  provider = await startFakeProvider();
  key = await provider.addKey("first");
});
afterAll(() => provider.close());

interface Variant {
  readonly typ?: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What every token of a sign-in holds. */
function common(): JWTPayload {
  const iat = Math.floor(Date.now() / 1000) - 5;
  const { issuer } = provider;
  return { iss: issuer, aud: AUDIENCE, sub: "u-1", iat, exp: iat + 1800, roles: ["admin"] };
}

/** As Cognito's, which have no `aud`. */
const cognito = { aud: undefined, client_id: AUDIENCE, auth_time: 1_796_000_000, event_id: "e" };
const VARIANTS = {
  "RFC 9068 (Zitadel, oidc-provider): access": {
    typ: "at+jwt",
    claims: { client_id: AUDIENCE, jti: "1", scope: "payouts" },
  },
  "RFC 9068: access, by its long name": { typ: "application/at+JWT", claims: { jti: "1" } },
  "Cognito: access": {
    claims: { ...cognito, token_use: "access", scope: "openid email", username: "mina" },
  },
  "Cognito: ID": {
    claims: { token_use: "id", "cognito:username": "mina", email: "m@example.com" },
  },
  "Cognito: ID, its audience moved": { claims: { ...cognito, token_use: "id" } },
  "Cognito: of no use": { claims: { ...cognito, token_use: "" } },
  "Keycloak: access": {
    typ: "JWT",
    claims: { typ: "Bearer", azp: AUDIENCE, acr: "1", scope: "openid email profile" },
  },
  "Keycloak: ID": { typ: "JWT", claims: { typ: "ID", azp: AUDIENCE, sid: "s" } },
  "Keycloak: refresh": { typ: "JWT", claims: { typ: "Refresh", azp: AUDIENCE } },
  "Keycloak: offline": { typ: "JWT", claims: { typ: "Offline", azp: AUDIENCE } },
  "Auth0: access": {
    typ: "JWT",
    claims: { aud: [AUDIENCE, "https://t.auth0.example/userinfo"], azp: "c", scope: "openid" },
  },
  "Auth0: ID": { typ: "JWT", claims: { nonce: "n", sid: "s", name: "Mina" } },
  "Okta: access": { claims: { ver: 1, cid: "c", uid: "u", scp: ["payouts"] } },
  "Okta: ID": { claims: { ver: 1, amr: ["pwd"], at_hash: "h", nonce: "n" } },
  "Entra: access": { typ: "JWT", claims: { ver: "2.0", azp: "c", scp: "payouts", oid: "o" } },
  "Entra: ID": { typ: "JWT", claims: { ver: "2.0", nonce: "n", oid: "o" } },
  "an ID token of the hybrid flow": { typ: "JWT", claims: { c_hash: "h" } },
  "a logout token": { typ: "logout+jwt", claims: { events: {}, sid: "s" } },
  "a signed answer of UserInfo": { typ: "userinfo-response+jwt", claims: {} },
  "a token bound to a key": { typ: "dpop+jwt", claims: {} },
} as const satisfies Record<string, Variant>;

const TAKEN = "taken";
const OTHER_TYPE = "The token is of another type than access tokens are.";
const NO_ACCESS = "The token is no access token.";
/** By default, and where access tokens are known to be marked. */
const EXPECTED: Readonly<Record<keyof typeof VARIANTS, readonly [string, string]>> = {
  "RFC 9068 (Zitadel, oidc-provider): access": [TAKEN, TAKEN],
  "RFC 9068: access, by its long name": [TAKEN, TAKEN],
  "Cognito: access": [TAKEN, OTHER_TYPE],
  "Cognito: ID": [NO_ACCESS, OTHER_TYPE],
  "Cognito: ID, its audience moved": [NO_ACCESS, OTHER_TYPE],
  "Cognito: of no use": [NO_ACCESS, OTHER_TYPE],
  "Keycloak: access": [TAKEN, OTHER_TYPE],
  "Keycloak: ID": [NO_ACCESS, OTHER_TYPE],
  "Keycloak: refresh": [NO_ACCESS, OTHER_TYPE],
  "Keycloak: offline": [NO_ACCESS, OTHER_TYPE],
  "Auth0: access": [TAKEN, OTHER_TYPE],
  "Auth0: ID": [NO_ACCESS, OTHER_TYPE],
  "Okta: access": [TAKEN, OTHER_TYPE],
  "Okta: ID": [NO_ACCESS, OTHER_TYPE],
  "Entra: access": [TAKEN, OTHER_TYPE],
  "Entra: ID": [NO_ACCESS, OTHER_TYPE],
  "an ID token of the hybrid flow": [NO_ACCESS, OTHER_TYPE],
  "a logout token": [OTHER_TYPE, OTHER_TYPE],
  "a signed answer of UserInfo": [OTHER_TYPE, OTHER_TYPE],
  "a token bound to a key": [OTHER_TYPE, OTHER_TYPE],
};

async function verdict(token: string, isTyped: boolean): Promise<string> {
  const verifier = createTokenVerifier({
    issuer: provider.issuer,
    audience: AUDIENCE,
    rolesClaim: "roles",
    isTyped,
  });
  try {
    await verifier.verify(token);
    return TAKEN;
  } catch (error) {
    return error instanceof TokenError ? error.message : String(error);
  }
}

describe("a token of a provider", () => {
  it.each(Object.entries<Variant>(VARIANTS))("%s", async (name, { typ, claims }) => {
    const header = typ === undefined ? {} : { typ };
    const token = await sign(key, { ...common(), ...claims }, header);
    const found = [await verdict(token, false), await verdict(token, true)];
    expect({ [name]: found }).toEqual({
      [name]: Object.entries(EXPECTED).find(([one]) => one === name)?.[1],
    });
  });
});
