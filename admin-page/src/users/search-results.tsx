import { Alert, Button } from "antd";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { shortTime } from "../components/times.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import type { SearchProgress } from "./use-search.ts";
import { UserPayments } from "./user-payments.tsx";

/** What a search found so far, how far it came, and how to end it. */
export function SearchResults({
  progress,
  none,
  withUser = false,
}: {
  readonly progress: SearchProgress;
  /** Said at its end where nobody was found. */
  readonly none: string;
  /** Names the user of each: where more than one may be found. */
  readonly withUser?: boolean;
}) {
  const { support } = useTexts();
  const { items, isSearching, isFull, gone, error, again } = progress;
  if (error !== null) return <ProblemAlert error={error} onRetry={again} />;
  return (
    <>
      <HowFar progress={progress} />
      {items.length > 0 && <UserPayments payments={items} withUser={withUser} isWhole={false} />}
      {!isSearching && items.length === 0 && <p>{none}</p>}
      {isFull && <Alert type="info" showIcon title={support.full} />}
      {gone > 0 && <p className="quiet">{support.gone(gone)}</p>}
    </>
  );
}

function HowFar({ progress }: { readonly progress: SearchProgress }) {
  const { support } = useTexts();
  const { language } = useLanguage();
  const { payouts, payments, reachedAt, isSearching, stop } = progress;
  const far = reachedAt === undefined ? "" : ` ${support.reached(shortTime(reachedAt, language))}`;
  return (
    <p className="search-progress" role="status">
      <span>
        {isSearching ? support.searching(payouts, payments) : support.searched(payouts, payments)}
        {far}
      </span>
      {isSearching && (
        <Button size="small" onClick={stop}>
          {support.stop}
        </Button>
      )}
    </p>
  );
}
