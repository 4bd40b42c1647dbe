import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import koKR from "antd/locale/ko_KR";
import { lazy, useEffect, useMemo, useState } from "react";
import { AuthProvider } from "react-oidc-context";
import { BrowserRouter, Link, Navigate, Route, Routes, useLocation } from "react-router";
import { ApiContext, createApi } from "./api/client.ts";
import { ApiProblemError } from "./api/problem.ts";
import { shareAnswers } from "./api/share-answers.ts";
import { Empty } from "./components/empty.tsx";
import { ConfigContext } from "./config-context.ts";
import { DropAnywhere } from "./drafts/dropped-file.tsx";
import { labelsFor } from "./layout/labels.tsx";
import { Layout } from "./layout/layout.tsx";
import { themeFor, useLooks } from "./layout/theme.ts";
import type { PageConfig } from "./page-config.ts";
import { createUserManager, returnToPlace } from "./sign-in/provider.ts";
import { createSession, SessionContext } from "./sign-in/session.ts";
import { SignInGate } from "./sign-in/sign-in-gate.tsx";
import {
  LanguageContext,
  readersLanguage,
  storeLanguage,
  TEXTS,
  useTexts,
} from "./texts/language.ts";

const OverviewPage = lazy(() => import("./overview/overview-page.tsx"));
const PayoutListPage = lazy(() => import("./payout-list/payout-list-page.tsx"));
const NewPayoutPage = lazy(() => import("./new-payout/new-payout-page.tsx"));
const PayoutPage = lazy(() => import("./payout/payout-page.tsx"));
const CorrectIdsPage = lazy(() => import("./payout/correct/correct-ids-page.tsx"));
const ReceiptPage = lazy(() => import("./receipt/receipt-page.tsx"));
const HelpPage = lazy(() => import("./help/help-page.tsx"));
const RemindersPage = lazy(() => import("./reminders/reminders-page.tsx"));
const UserPage = lazy(() => import("./users/user-page.tsx"));

const MAX_TRIES = 3;

/** The whole page, once its configuration is known. */
export function App({ config }: { readonly config: PageConfig }) {
  const [language, setLanguage] = useState(readersLanguage(config.language));
  const [parts] = useState(() => createParts(config));
  const looks = useLooks();
  const theme = useMemo(() => themeFor(looks), [looks]);
  const choice = useMemo(
    () => ({
      language,
      choose(chosen: typeof language) {
        storeLanguage(chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  return (
    <ConfigContext value={config}>
      <LanguageContext value={choice}>
        <ConfigProvider
          locale={language === "ko" ? koKR : enUS}
          theme={theme}
          {...labelsFor(TEXTS[language])}
        >
          <AuthProvider userManager={parts.manager} onSigninCallback={returnToPlace}>
            <SessionContext value={parts.session}>
              <ApiContext value={parts.api}>
                <QueryClientProvider client={parts.queries}>
                  <SignInGate>
                    <BrowserRouter>
                      <Routes>
                        <Route
                          element={
                            <DropAnywhere>
                              <Layout />
                            </DropAnywhere>
                          }
                        >
                          <Route path="/" element={<FirstPage />} />
                          <Route path="/payouts" element={<PayoutListPage />} />
                          <Route path="/new" element={<NewPayoutPage />} />
                          <Route path="/payouts/:payoutId" element={<PayoutPage />} />
                          <Route path="/payouts/:payoutId/correct" element={<CorrectIdsPage />} />
                          <Route path="/payouts/:payoutId/receipt" element={<ReceiptPage />} />
                          <Route path="/users" element={<UserPage />} />
                          <Route path="/help/:reader?" element={<HelpPage />} />
                          <Route path="/reminders" element={<RemindersPage />} />
                          <Route path="*" element={<NotFound />} />
                        </Route>
                      </Routes>
                    </BrowserRouter>
                  </SignInGate>
                </QueryClientProvider>
              </ApiContext>
            </SessionContext>
          </AuthProvider>
        </ConfigProvider>
      </LanguageContext>
    </ConfigContext>
  );
}

function createParts(config: PageConfig) {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        // What the API refused it would refuse again; a lost connection may come back.
        retry: (failures, error) => !(error instanceof ApiProblemError) && failures < MAX_TRIES,
      },
      // Now or not at all: nothing that a person asked for happens when they have moved on.
      mutations: { networkMode: "always" },
    },
  });
  const manager = createUserManager(config, () => queries.clear());
  const session = createSession(manager);
  shareAnswers(queries, {
    channel: new BroadcastChannel("answers"),
    who: async () => (await manager.getUser())?.profile.sub,
  });
  return { manager, session, queries, api: createApi(session.fetch) };
}

/** The overview; the list stood here before, and what was searched for in it is still found. */
function FirstPage() {
  const { search } = useLocation();
  return search === "" ? <OverviewPage /> : <Navigate to={`/payouts${search}`} replace />;
}

function NotFound() {
  const { failures, nav } = useTexts();
  return (
    <Empty title={failures.notFound}>
      <Link to="/payouts">{nav.payouts}</Link>
    </Empty>
  );
}
