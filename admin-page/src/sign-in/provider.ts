import { type User, UserManager, type UserManagerSettings } from "oidc-client-ts";
import { useAuth } from "react-oidc-context";
import * as z from "zod/mini";
import { defined } from "../api/client.ts";
import { useConfig } from "../config-context.ts";
import type { PageConfig } from "../page-config.ts";
import { createSharedStore } from "./shared-store.ts";
import { SharedUserManager } from "./shared-user-manager.ts";

const SIGNED_IN_PATH = "/signed-in";
/** Over which the page's tabs tell each other who is signed in. */
const SESSION_CHANNEL = "paysheet.session";

/**
 * Authorization code with PKCE. Tokens live as long as the page's tabs, which share them; renewals come
 * from the provider. `onSignedOut` is told when somebody signs out in another tab.
 */
export function createUserManager(config: PageConfig, onSignedOut: () => void): SharedUserManager {
  const store = createSharedStore({
    storage: sessionStorage,
    channel: new BroadcastChannel(SESSION_CHANNEL),
    heard: {
      // What is shown and kept in memory is somebody else's.
      signedIn: (isAnother) => (isAnother ? location.reload() : void manager.getUser(true)),
      signedOut() {
        sessionStorage.clear();
        onSignedOut();
        void manager.events.unload();
      },
    },
  });
  const manager: SharedUserManager = new SharedUserManager(settingsOf(config), store);
  return manager;
}

/** Hands what the provider answered to the page, in the hidden frame of a renewal. */
export async function answerRenewal(config: PageConfig): Promise<void> {
  await new UserManager({
    ...settingsOf(config),
    automaticSilentRenew: false,
  }).signinSilentCallback();
}

function settingsOf(config: PageConfig): UserManagerSettings {
  const signedIn = `${location.origin}${SIGNED_IN_PATH}`;
  return {
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: signedIn,
    silent_redirect_uri: signedIn,
    post_logout_redirect_uri: `${location.origin}/`,
    scope: config.scope,
    automaticSilentRenew: true,
    silentRequestTimeoutInSeconds: 8,
  };
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

/** Ends the session in all tabs and at the provider, and forgets what was typed. */
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
