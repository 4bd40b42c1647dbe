import { Button } from "antd";
import { Link, useParams } from "react-router";
import { usePayments, usePayout } from "../../api/payouts.ts";
import type { Payout } from "../../api/types.ts";
import { Empty } from "../../components/empty.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useFirstFound } from "../../components/use-first-found.ts";
import { Loading } from "../../layout/loading.tsx";
import { useTitle } from "../../layout/use-title.ts";
import { useTexts } from "../../texts/language.ts";
import { isFree } from "../payments/payments-table.tsx";
import { CorrectionsForm } from "./corrections-form.tsx";

/** Ids that were wrong are put right beside each other, and paid again together. */
export default function CorrectIdsPage() {
  const { back, support } = useTexts();
  const { payoutId = "" } = useParams();
  const query = usePayout(payoutId);
  useTitle(support.correctTitle);
  return (
    <div className="page">
      <Link to={`/payouts/${payoutId}`} className="back">
        ← {back}
      </Link>
      <h1>{support.correctTitle}</h1>
      {query.data === undefined ? (
        <>
          <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
          {query.isPending && <Loading />}
        </>
      ) : (
        <Failed key={payoutId} payout={query.data} />
      )}
    </div>
  );
}

function Failed({ payout }: { readonly payout: Payout }) {
  const { support, more } = useTexts();
  const query = usePayments(payout, "rejected", "");
  const payments = (query.data?.pages.flatMap(({ items }) => items) ?? []).filter(isFree);
  const isSearching = useFirstFound(query, payments.length);
  if (query.isError) {
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending || isSearching) return <Loading />;
  if (payments.length === 0) {
    return <Empty title={support.correctNone} help={support.correctNoneHelp} />;
  }
  return (
    <>
      <p className="lead">{support.correctLead}</p>
      <CorrectionsForm payout={payout} payments={payments}>
        {query.hasNextPage && (
          <div className="more">
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {more}
            </Button>
          </div>
        )}
      </CorrectionsForm>
    </>
  );
}
