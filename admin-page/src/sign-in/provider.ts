import { type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { useAuth } from "react-oidc-context";
import * as z from "zod/mini";
import { defined } from "../api/client.ts";
import { useConfig } from "../config-context.ts";
import type { PageConfig } from "../page-config.ts";

const SIGNED_IN_PATH = "/signed-in";

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

/** Signs in at the provider and comes back to where one is now. */
export function useSignIn(): () => Promise<void> {
  const auth = useAuth();
  return () => {
    const { pathname, search } = location;
    const returnTo = pathname === SIGNED_IN_PATH ? "/" : pathname + search;
    return auth.signinRedirect({ state: { returnTo } });
  };
}

const stateSchema = z.object({ returnTo: z.string() });

/** Puts the address back that was left for signing in; never another site's. */
export function returnToPlace(user: User | undefined): void {
  const { data } = stateSchema.safeParse(user?.state);
  const { pathname, search } = new URL(data?.returnTo ?? "/", location.origin);
  history.replaceState(null, "", pathname + search);
}

/** Ends the session here and at the provider, and forgets what was typed. */
export function useSignOut(): () => Promise<void> {
  const auth = useAuth();
  const { signOutUrl } = useConfig();
  return async () => {
    const idToken = auth.user?.id_token;
    await auth.removeUser();
    sessionStorage.clear();
    if (signOutUrl !== undefined) {
      location.assign(signOutUrl);
      return;
    }
    // A provider without an address for it keeps its own session; the page's is over all the same.
    await auth
      .signoutRedirect(defined({ id_token_hint: idToken }))
      .catch(() => location.assign("/"));
  };
}
