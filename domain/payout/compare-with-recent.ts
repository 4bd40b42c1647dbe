import type { Problem } from "../sheet/problem.ts";
import type { NamedPointsApiDeps } from "./named-points-api.ts";
import type { Policy } from "./policy.ts";
import { type RecentPayoutsDeps, recentPayouts } from "./recent-payouts.ts";
import { type ComparedPayout, samePayments } from "./same-payments.ts";
import type { PayoutUnderWay } from "./same-sheet.ts";
import { farAboveLately, isUsual, usualPayouts } from "./usual-amounts.ts";

export interface CompareWithRecentDeps extends RecentPayoutsDeps, NamedPointsApiDeps {
  readonly policy: Policy;
}

export interface Comparison {
  readonly warnings: readonly Problem[];
  /** Whether enough of the last payouts were of about this size, or larger, for it to be usual. */
  readonly hasHistory: boolean;
}

/**
 * What a comparison with other payouts makes suspicious in a sheet: far more points than recently
 * (a column in another unit shows in no sheet by itself), or the same payments under another name.
 * Payouts checked before fingerprints were kept are compared with nothing, a dry run is nobody's second
 * payment, and a reversal pays nobody: what it takes back is as large as what was paid. `same`: others of the same sheet that the lists may not show yet.
 */
export async function compareWithRecent(
  deps: CompareWithRecentDeps,
  payout: ComparedPayout,
  same: readonly PayoutUnderWay[] = [],
): Promise<Comparison> {
  if (payout.reversalOf !== undefined) return { warnings: [], hasHistory: true };
  if (payout.check.fingerprint === undefined) return { warnings: [], hasHistory: false };
  const recent = await recentPayouts(deps, deps.policy.warnings.withinDays);
  const usual = usualPayouts(deps, payout, recent);
  const isListed = new Set(recent.map(({ payoutId }) => payoutId));
  const others = [...same.filter(({ payoutId }) => !isListed.has(payoutId)), ...recent];
  const warnings = [
    ...(payout.dryRun === true ? [] : samePayments(deps.policy, payout, others)),
    ...farAboveLately(deps.policy, payout.check, usual),
  ];
  return { warnings, hasHistory: isUsual(deps.policy, payout.check, usual) };
}
