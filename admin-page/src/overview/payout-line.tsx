import type { ReactNode } from "react";
import { Link } from "react-router";
import type { PayoutSummary } from "../api/types.ts";
import { DryRunTag, ReversalTag } from "../components/dry-run.tsx";
import { PointsApiTag } from "../components/points-api-tag.tsx";
import { PayoutStateTag } from "../components/state-tag.tsx";
import { ReversalProvider } from "../texts/language.ts";

/** One payout of a list on the overview, with what is said of it. */
export function PayoutLine({
  payout,
  children,
}: {
  readonly payout: PayoutSummary;
  readonly children?: ReactNode;
}) {
  const isReversal = payout.reversalOf !== undefined;
  return (
    <li className="overview-payout">
      <span className="overview-payout-title">
        <Link to={`/payouts/${payout.payoutId}`}>{payout.title}</Link>
        <ReversalProvider value={isReversal}>
          <PayoutStateTag payout={payout} />
        </ReversalProvider>
        {payout.dryRun && <DryRunTag />}
        {isReversal && <ReversalTag />}
        <PointsApiTag pointsApi={payout.pointsApi} />
      </span>
      {children}
    </li>
  );
}
