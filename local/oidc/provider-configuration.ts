import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import type { LocalPerson } from "./local-users.ts";
import type { AdapterFactory } from "./provider-state.ts";
import { saySignedOut, signOut } from "./sign-out-pages.ts";
import { SIGNING_ALGORITHM, type SigningKey } from "./signing-key.ts";

/** The admin page: a public client, so PKCE and no secret. */
export const PAGE_CLIENT_ID = "paysheet-admin-page";
/** A working day: also how long a sign-in lasts, whatever its tokens do. */
export const DEFAULT_TOKEN_TTL_SECONDS = 8 * 3600;
/** What oidc-provider calls the admin API; resource indicators have to be URIs, audiences not. */
const RESOURCE = "urn:paysheet:admin-api";
const IDENTITY_SCOPES = "openid profile";
const RESOURCE_SCOPE = "payouts";

/** Settings of oidc-provider for one resource, one client, and people without passwords. */
export function providerConfiguration(options: {
  readonly audience: string;
  /** Who may sign in now, by their id. */
  readonly find: (id: string | undefined) => LocalPerson | undefined;
  readonly redirectUris: readonly string[];
  readonly signingKey: SigningKey;
  readonly cookieKey: string;
  readonly tokenTtlSeconds: number;
  readonly adapter: AdapterFactory;
  /** Path under which the picker page of an interaction stands. */
  readonly interactionPath: (uid: string) => string;
}): Configuration {
  const { find } = options;
  const claimsOf = (accountId: string | undefined) => {
    const person = find(accountId);
    if (person === undefined) return {};
    const { name, email, isVerified = true, roles } = person;
    return { name, email, email_verified: isVerified, roles: [...roles] };
  };
  return {
    adapter: options.adapter,
    jwks: { keys: [options.signingKey] },
    cookies: { keys: [options.cookieKey] },
    clients: [
      {
        client_id: PAGE_CLIENT_ID,
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code"],
        response_types: ["code"],
        redirect_uris: [...options.redirectUris],
        post_logout_redirect_uris: [...options.redirectUris],
      },
    ],
    // A browser tells this machine's two names apart; the page may stand under either.
    clientBasedCORS: (_context, origin) =>
      options.redirectUris.some((uri) => new URL(uri).origin === origin),
    claims: { openid: ["sub"], profile: ["name", "roles"] },
    conformIdTokenClaims: false,
    scopes: ["openid", "profile"],
    findAccount: (_context, accountId) =>
      find(accountId) !== undefined
        ? { accountId, claims: () => ({ sub: accountId, ...claimsOf(accountId) }) }
        : undefined,
    extraTokenClaims: (_context, token) => ("accountId" in token ? claimsOf(token.accountId) : {}),
    interactions: {
      url: (_context, interaction) => options.interactionPath(interaction.uid),
    },
    loadExistingGrant: grantEverything,
    renderError: (context, problem) => {
      const { error, error_description: description = "" } = problem;
      Object.assign(context, { type: "text/plain", body: `${error}: ${description}\n` });
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: signOut,
        postLogoutSuccessSource: saySignedOut,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: RESOURCE_SCOPE,
          audience: options.audience,
          accessTokenFormat: "jwt",
          accessTokenTTL: options.tokenTtlSeconds,
          jwt: { sign: { alg: SIGNING_ALGORITHM } },
        }),
      },
    },
    ttl: {
      AccessToken: options.tokenTtlSeconds,
      AuthorizationCode: 60,
      Grant: DEFAULT_TOKEN_TTL_SECONDS,
      IdToken: 3600,
      Interaction: 3600,
      Session: DEFAULT_TOKEN_TTL_SECONDS,
    },
  };
}

/** The page is the stack's own: nobody needs to be asked for consent. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const accountId = oidc.session?.accountId;
  const clientId = oidc.client?.clientId;
  if (accountId === undefined || clientId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ clientId, accountId });
  grant.addOIDCScope(IDENTITY_SCOPES);
  grant.addResourceScope(RESOURCE, RESOURCE_SCOPE);
  await grant.save();
  return grant;
}
