import type { KoaContextWithOIDC } from "oidc-provider";
import { providerPage, providerPageHeaders } from "./provider-page.ts";

const FORM = "op.logoutForm";
const SUBMIT = `document.getElementById("${FORM}").submit();`;

/**
 * Ends the session at once for a page that shows whose it was, and asks anybody else. `form` is
 * oidc-provider's own, without buttons.
 */
export function signOut(context: KoaContextWithOIDC, form: string): void {
  const isKnown = context.oidc.entities.IdTokenHint !== undefined;
  context.set(providerPageHeaders(isKnown ? SUBMIT : undefined));
  context.body = isKnown ? leavingPage(form) : askingPage(form);
}

/** Shown to those who signed out without coming from the page. */
export function saySignedOut(context: KoaContextWithOIDC): void {
  context.set(providerPageHeaders());
  context.body = providerPage({
    title: "Paysheet 로그아웃",
    heading: "로그아웃했습니다",
    english: "You are signed out.",
    body: '<a href="/">Paysheet로 돌아가기 <span lang="en">Back to Paysheet</span></a>',
  });
}

function leavingPage(form: string): string {
  return providerPage({
    title: "Paysheet 로그아웃",
    heading: "로그아웃하고 있습니다",
    english: "Signing out.",
    body: `${form}
<input type="hidden" name="logout" value="yes" form="${FORM}">
<noscript><button type="submit" form="${FORM}">로그아웃 <span lang="en">Sign out</span></button></noscript>
<script>${SUBMIT}</script>`,
  });
}

function askingPage(form: string): string {
  return providerPage({
    title: "Paysheet 로그아웃",
    heading: "로그아웃할까요?",
    english: "Sign out? The page asked for it without saying whose sign-in it is.",
    body: `${form}
<button type="submit" form="${FORM}" name="logout" value="yes">로그아웃 <span lang="en">Sign out</span></button>
<button type="submit" form="${FORM}">로그인 유지 <span lang="en">Stay signed in</span></button>`,
  });
}
