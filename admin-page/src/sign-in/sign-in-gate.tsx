import { type ReactNode, useEffect, useState } from "react";
import { useAuth } from "react-oidc-context";
import { Loading } from "../layout/loading.tsx";
import { SessionLostDialog } from "./session-lost-dialog.tsx";
import { SignInPage } from "./sign-in-page.tsx";

/** Shows the page to those who are signed in, and the way to sign in to all others. */
export function SignInGate({ children }: { readonly children: ReactNode }) {
  const auth = useAuth();
  const [triedSilently, setTriedSilently] = useState(false);
  const isExpired = !auth.isLoading && auth.user?.expired === true;

  // A token that expired while the page was closed may be renewed without a question.
  useEffect(() => {
    if (!isExpired || triedSilently) return;
    auth
      .signinSilent()
      .catch(() => undefined)
      .finally(() => setTriedSilently(true));
  }, [auth, isExpired, triedSilently]);

  if (auth.isAuthenticated) {
    return (
      <>
        {children}
        <SessionLostDialog />
      </>
    );
  }
  if (auth.isLoading || auth.activeNavigator !== undefined || (isExpired && !triedSilently)) {
    return <Loading fullPage />;
  }
  return <SignInPage failed={auth.error !== undefined} />;
}
