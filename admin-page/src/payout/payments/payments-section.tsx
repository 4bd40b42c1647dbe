import { Button, Input } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { Schemas } from "../../api/contract.ts";
import { type PaymentFilter, usePayments } from "../../api/payouts.ts";
import type { Payment, Payout } from "../../api/types.ts";
import { usePaymentStates } from "../../components/dry-run.tsx";
import { Empty } from "../../components/empty.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { count } from "../../components/numbers.ts";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useFirstFound } from "../../components/use-first-found.ts";
import { Loading } from "../../layout/loading.tsx";
import { useTexts } from "../../texts/language.ts";
import { PaymentsTable } from "./payments-table.tsx";
import { ResolveMatchingButton } from "./resolve-matching-button.tsx";
import { ResolveOutcomes } from "./resolve-outcomes.tsx";

/** The payments of a payout, by state or of one user. */
export function PaymentsSection({ payout }: { readonly payout: Payout }) {
  const { payments: texts, payout: pages } = useTexts();
  const [params, setParams] = useSearchParams();
  const [user, setUser] = useState(params.get("user") ?? "");
  const state = filterIn(params.get("state"), texts.states);
  const setState = (next: PaymentFilter | undefined) =>
    setParams(next === undefined ? { tab: "payments" } : { tab: "payments", state: next }, {
      replace: true,
    });
  return (
    <>
      <div className="filters">
        <FilterButtons state={state} counts={countsByState(payout)} onChange={setState} />
        <Input.Search
          allowClear
          className="payment-search"
          defaultValue={user}
          aria-label={texts.search}
          placeholder={texts.searchHelp}
          onSearch={(typed) => setUser(typed.trim())}
        />
        <ExportButton
          path={`/api/payouts/${payout.payoutId}/payments.csv`}
          fileName={`${payout.title} ${pages.payments}.csv`}
        />
      </div>
      <ResolveOutcomes>
        <ResolveMatchingButton payout={payout} filter={state} user={user} />
        <Found key={`${state ?? "all"} ${user}`} payout={payout} state={state} user={user} />
      </ResolveOutcomes>
    </>
  );
}

function filterIn(value: string | null, states: Readonly<Record<string, string>>) {
  const isFilter = (text: string): text is PaymentFilter =>
    text === "proposed" || Object.hasOwn(states, text);
  return value !== null && isFilter(value) ? value : undefined;
}

function Found({
  payout,
  state,
  user,
}: {
  readonly payout: Payout;
  readonly state: PaymentFilter | undefined;
  readonly user: string;
}) {
  const { more, payments: texts } = useTexts();
  const query = usePayments(payout, state, user);
  const payments = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isSearching = useFirstFound(query, payments.length);
  if (isSearching) return <p className="searching">{texts.searching}</p>;
  return (
    <>
      <Listed payout={payout} payments={payments} query={query} />
      {query.hasNextPage && (
        <div className="more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {more}
          </Button>
        </div>
      )}
    </>
  );
}

function Listed({
  payout,
  payments,
  query,
}: {
  readonly payout: Payout;
  readonly payments: readonly Payment[];
  readonly query: {
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly refetch: () => Promise<unknown>;
  };
}) {
  const { payments: texts } = useTexts();
  if (query.error !== null) {
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) return <Loading />;
  if (payments.length === 0) return <Empty title={texts.empty} />;
  return <PaymentsTable payout={payout} payments={payments} />;
}

const CHOICES = [
  undefined,
  "paid",
  "rejected",
  "unknown",
  "proposed",
  "withdrawn",
  "accepted",
  "sending",
  "pending",
] as const;
/** Few payouts have any; their buttons stand there only where there are some. */
const RARE: readonly (PaymentFilter | undefined)[] = [
  "proposed",
  "withdrawn",
  "accepted",
  "sending",
];

/** What is asked for is not pending in the list either. */
function countsByState({ counts }: Payout): Schemas["Counts"] | undefined {
  if (counts === undefined) return undefined;
  return { ...counts, pending: counts.pending - (counts.sending ?? 0) };
}

/** One button a state, and for what waits for a second person, with how many payments are in it. */
function FilterButtons({
  state,
  counts,
  onChange,
}: {
  readonly state: PaymentFilter | undefined;
  readonly counts: Schemas["Counts"] | undefined;
  readonly onChange: (state: PaymentFilter | undefined) => void;
}) {
  const { payments } = useTexts();
  const names = { ...usePaymentStates(), proposed: payments.waits };
  const choices = CHOICES.filter(
    (choice) =>
      !RARE.includes(choice) || choice === state || (counts?.[choice ?? "payments"] ?? 0) > 0,
  );
  return (
    <fieldset className="choices">
      <legend className="unseen">{payments.filter}</legend>
      {choices.map((choice) => (
        <button
          key={choice ?? "all"}
          type="button"
          aria-pressed={choice === state}
          onClick={() => onChange(choice)}
        >
          {choice === undefined ? payments.all : names[choice]}
          {counts !== undefined && (
            <span className="choice-count">{count(counts[choice ?? "payments"] ?? 0)}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
