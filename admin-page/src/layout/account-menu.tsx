import { Button } from "antd";
import { useMe } from "../sign-in/use-me.ts";
import { useSignOut } from "../sign-in/use-sign-out.ts";
import { useTexts } from "../texts/language.ts";
import { LanguageSwitch } from "./language-switch.tsx";

/** Who is signed in, as what, and the way out. */
export function AccountMenu() {
  const { signIn } = useTexts();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <div className="account">
      <LanguageSwitch />
      <span className="me">
        <span className="me-name">{me.name}</span>
        <span className="me-roles">{me.roles.map((role) => signIn.roles[role]).join(", ")}</span>
      </span>
      <Button onClick={() => void signOut()}>{signIn.out}</Button>
    </div>
  );
}
