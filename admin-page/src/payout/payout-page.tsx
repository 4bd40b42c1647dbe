import { Alert } from "antd";
import { Link, useParams } from "react-router";
import { usePayout } from "../api/payouts.ts";
import { ApiProblemError } from "../api/problem.ts";
import type { Payout } from "../api/types.ts";
import { DryRunProvider } from "../components/dry-run.tsx";
import { Empty } from "../components/empty.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { PayoutDetails } from "./payout-details.tsx";
import { PayoutHead } from "./payout-head.tsx";
import { StageLine } from "./stage-line.tsx";
import { StatePanel } from "./state-panel.tsx";

/** One payout: where it stands, what to do next, and everything known of it. */
export default function PayoutPage() {
  const { payoutId = "" } = useParams();
  return <PayoutById key={payoutId} payoutId={payoutId} />;
}

function PayoutById({ payoutId }: { readonly payoutId: string }) {
  const query = usePayout(payoutId);
  if (query.data === undefined) {
    return query.isError ? (
      <NotLoaded error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading />
    );
  }
  return (
    <div className="page">
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      <Loaded payout={query.data} />
    </div>
  );
}

function Loaded({ payout }: { readonly payout: Payout }) {
  const { dryRun } = useTexts();
  useTitle(payout.dryRun ? `[${dryRun.name}] ${payout.title}` : payout.title);
  return (
    <DryRunProvider value={payout.dryRun}>
      <PayoutHead payout={payout} />
      {payout.dryRun && (
        <Alert type="warning" showIcon title={dryRun.banner} description={dryRun.bannerHelp} />
      )}
      <StageLine state={payout.state} />
      <StatePanel payout={payout} />
      <PayoutDetails payout={payout} />
    </DryRunProvider>
  );
}

function NotLoaded({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { nav } = useTexts();
  const { language } = useLanguage();
  if (!(error instanceof ApiProblemError)) return <ProblemAlert error={error} onRetry={onRetry} />;
  return (
    <Empty title={error.problem.message[language]}>
      <Link to="/">{nav.payouts}</Link>
    </Empty>
  );
}
