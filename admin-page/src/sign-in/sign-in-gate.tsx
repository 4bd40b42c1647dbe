import { Alert, Button, Modal } from "antd";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { useAuth } from "react-oidc-context";
import { LanguageSwitch } from "../layout/language-switch.tsx";
import { Loading } from "../layout/loading.tsx";
import { Mark } from "../layout/mark.tsx";
import { useTexts } from "../texts/language.ts";
import { useSignIn } from "./provider.ts";
import { useSession } from "./session.ts";

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

/** What a visitor sees first. */
function SignInPage({ failed }: { readonly failed: boolean }) {
  const { signIn } = useTexts();
  const start = useSignIn();
  return (
    <main className="welcome">
      <div className="welcome-card">
        <Mark />
        <h1>{signIn.title}</h1>
        <p className="lead">{signIn.lead}</p>
        <ol className="welcome-steps">
          {signIn.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {failed && <Alert type="error" showIcon title={signIn.failed} role="alert" />}
        <Button type="primary" size="large" block onClick={() => void start()}>
          {signIn.action}
        </Button>
        <LanguageSwitch />
      </div>
    </main>
  );
}

/** Covers the page while the API refuses the token; what was typed is kept. */
function SessionLostDialog() {
  const { signIn } = useTexts();
  const session = useSession();
  const start = useSignIn();
  const isLost = useSyncExternalStore(session.onChange, session.isLost);
  return (
    <Modal
      open={isLost}
      title={signIn.lost}
      closable={false}
      centered
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={() => void start()}>
          {signIn.again}
        </Button>
      }
    >
      <p>{signIn.lostHelp}</p>
    </Modal>
  );
}
