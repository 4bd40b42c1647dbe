import { Alert, Button } from "antd";
import { LanguageSwitch } from "../layout/language-switch.tsx";
import { Mark } from "../layout/mark.tsx";
import { useTexts } from "../texts/language.ts";
import { useSignIn } from "./use-sign-in.ts";

/** What a visitor sees first. */
export function SignInPage({ failed }: { readonly failed: boolean }) {
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
