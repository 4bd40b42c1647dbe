import { useEffect, useState } from "react";
import type { PaymentFilter } from "../../api/payouts.ts";
import type { Payout } from "../../api/types.ts";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { ResolveManyButton } from "./resolve-many-button.tsx";
import type { Matching } from "./settle-many.ts";
import { settleableUnder } from "./settleable.ts";
import { useMatching } from "./use-matching.ts";

/**
 * Settles all payments that match the filter and the search, on all pages of the list: how many they are and
 * what they come to is said before.
 */
export function ResolveMatchingButton({
  payout,
  filter,
  user,
}: {
  readonly payout: Payout;
  readonly filter: PaymentFilter | undefined;
  readonly user: string;
}) {
  const { settleMatching: texts } = useTexts();
  const me = useMe();
  const [matching, setMatching] = useState<Matching>();
  const [isOpen, setOpen] = useState(false);
  const filters = settleableUnder(filter, payout);
  const maySettle = me.may("resolvePayment") && payout.state !== "distributing";
  // Not taken away while it is at work on the last ones.
  if (!isOpen && (!maySettle || filters.length === 0)) return null;
  const isAll = filter !== "proposed" && user === "";
  return (
    <div className="settle-many">
      <ResolveManyButton
        payoutId={payout.payoutId}
        label={isAll ? texts.all : texts.matching}
        title={isAll ? texts.all : texts.matching}
        names={matching && matching.rows.length > 0 ? { rows: [...matching.rows] } : undefined}
        isProposed={matching !== undefined && matching.proposed > 0}
        onOpenChange={setOpen}
      >
        <Found payout={payout} filters={filters} user={user} onChange={setMatching} />
      </ResolveManyButton>
    </div>
  );
}

/** There as long as the dialog is open. */
function Found({
  payout,
  filters,
  user,
  onChange,
}: {
  readonly payout: Payout;
  readonly filters: readonly PaymentFilter[];
  readonly user: string;
  readonly onChange: (matching: Matching | undefined) => void;
}) {
  const { settleMatching: texts, points: inPoints } = useTexts();
  // What is left of them changes while they are settled.
  const [asked] = useState(filters);
  const { soFar, found, error, retry } = useMatching(payout, asked, user);
  useEffect(() => {
    onChange(found);
    return () => onChange(undefined);
  }, [found, onChange]);
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void retry()} />;
  const { rows, points } = found ?? soFar;
  if (found === undefined) return <p role="status">{texts.looking(rows.length)}</p>;
  if (rows.length === 0) return <p role="status">{texts.none}</p>;
  return (
    <p role="status">
      <strong>{texts.found(rows.length, inPoints(points))}</strong>
      {user !== "" && (
        <>
          {" "}
          {texts.ofUsers} <bdi>{user}</bdi>
        </>
      )}
    </p>
  );
}
