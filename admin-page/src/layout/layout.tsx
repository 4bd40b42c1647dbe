import { Alert, Button } from "antd";
import { Suspense } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { useSignOut } from "../sign-in/provider.ts";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { Loading } from "./loading.tsx";
import { Mark } from "./mark.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import { PageFailure } from "./page-failure.tsx";

/** The header, the navigation, and the place of the page that is open. */
export function Layout() {
  const { nav, help, signIn } = useTexts();
  const me = useMe();
  const { pathname } = useLocation();
  const mayRead = me.may("listPayouts");
  return (
    <>
      <a className="skip" href="#content">
        {nav.skip}
      </a>
      <header className="top">
        <div className="top-inner">
          <NavLink to="/" className="home">
            <Mark />
          </NavLink>
          {mayRead && (
            <nav aria-label={nav.label}>
              <NavLink to="/" end>
                {nav.overview}
              </NavLink>
              <NavLink to="/payouts" end>
                {nav.payouts}
              </NavLink>
              {me.may("createPayout") && <NavLink to="/new">{nav.newPayout}</NavLink>}
              <NavLink to="/users">{nav.users}</NavLink>
              <NavLink to="/help">{help.nav}</NavLink>
            </nav>
          )}
          <AccountMenu />
        </div>
      </header>
      <OfflineBanner />
      <main id="content" tabIndex={-1}>
        {mayRead ? (
          <PageFailure key={pathname}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </PageFailure>
        ) : (
          <Alert type="warning" showIcon title={signIn.noRole} />
        )}
      </main>
    </>
  );
}

/** Who is signed in, as what, and the way out. */
function AccountMenu() {
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
