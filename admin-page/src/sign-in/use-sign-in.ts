import { useAuth } from "react-oidc-context";
import { SIGNED_IN_PATH } from "./user-manager.ts";

/** Signs in at the provider and comes back to where one is now. */
export function useSignIn(): () => Promise<void> {
  const auth = useAuth();
  return () => {
    const { pathname, search } = location;
    const returnTo = pathname === SIGNED_IN_PATH ? "/" : pathname + search;
    return auth.signinRedirect({ state: { returnTo } });
  };
}
