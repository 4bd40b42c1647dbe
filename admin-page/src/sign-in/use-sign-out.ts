import { useAuth } from "react-oidc-context";
import { useConfig } from "../config-context.ts";

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
      .signoutRedirect(idToken === undefined ? {} : { id_token_hint: idToken })
      .catch(() => location.assign("/"));
  };
}
