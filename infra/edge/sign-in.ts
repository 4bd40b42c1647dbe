import type { OpenIdConfig } from "../../config/sign-in-schema.ts";

/** What the page and the API have to know of the OpenID provider. */
export interface SignIn {
  readonly issuer: string;
  /** Of `aud` in access tokens, or of `client_id` where they have no `aud`, as Cognito's. */
  readonly audience: string;
  readonly rolesClaim: string;
  /** The page's client. */
  readonly clientId: string;
  readonly scope: string;
  /** Where a browser ends its session, if the provider's discovery document does not say. */
  readonly signOutUrl?: string;
}

/** Origins that the page calls to sign in. */
export interface SignInOrigins {
  readonly issuer: string;
  readonly provider: readonly string[];
}

/** The company's own provider, as it is configured. */
export function ownProvider(config: OpenIdConfig): { signIn: SignIn; origins: SignInOrigins } {
  const { provider: _, origins, signOutUrl, ...signIn } = config;
  return {
    signIn: { ...signIn, ...(signOutUrl === undefined ? {} : { signOutUrl }) },
    origins: { issuer: new URL(config.issuer).origin, provider: origins },
  };
}
