import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { PageConfig } from "../page-config.ts";

export const SIGNED_IN_PATH = "/signed-in";

/** Authorization code with PKCE. Tokens live as long as the tab; renewals come from the provider. */
export function createUserManager(config: PageConfig): UserManager {
  const signedIn = `${location.origin}${SIGNED_IN_PATH}`;
  return new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: signedIn,
    silent_redirect_uri: signedIn,
    post_logout_redirect_uri: `${location.origin}/`,
    scope: config.scope,
    automaticSilentRenew: true,
    silentRequestTimeoutInSeconds: 8,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  });
}
