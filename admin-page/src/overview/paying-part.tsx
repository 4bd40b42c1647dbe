import type { PayoutSummary } from "../api/types.ts";
import { useTexts } from "../texts/language.ts";
import { PayoutLine } from "./payout-line.tsx";

/** What is being paid now; nothing where nothing is. */
export function PayingPart({ payouts }: { readonly payouts: readonly PayoutSummary[] }) {
  const { overview, paymentCount, points } = useTexts();
  if (payouts.length === 0) return null;
  return (
    <section className="card" aria-labelledby="overview-paying">
      <h2 id="overview-paying">{overview.paying}</h2>
      <ul className="overview-list">
        {payouts.map((payout) => (
          <PayoutLine key={payout.payoutId} payout={payout}>
            {payout.check !== undefined && (
              <span className="quiet small">
                {points(payout.check.totalPoints)} · {paymentCount(payout.check.payments)}
              </span>
            )}
          </PayoutLine>
        ))}
      </ul>
    </section>
  );
}
