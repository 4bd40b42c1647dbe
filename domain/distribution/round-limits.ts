import type { Clock } from "../clock.ts";
import type { Payout } from "../payout/payout.ts";
import { type CallLimiter, createCallLimiter } from "./call-limiter.ts";
import { paymentsPerCall } from "./calls.ts";
import { createQuotaShare } from "./daily-quota.ts";
import { asksNobody } from "./dry-run-points-api.ts";
import { closedHoursWatch, MAINTENANCE, QUIET_HOURS } from "./planned-outages.ts";
import type { PointsApi } from "./points-api.ts";
import { createRateShare, type RateShare } from "./rate-share.ts";
import type { RateStore } from "./rate-store.ts";
import type { RoundControl, RoundStop } from "./round-control.ts";
import type { PayingSettings } from "./settings.ts";
import { type PayPlan, shareOf } from "./shards.ts";

export interface RoundLimitsDeps {
  readonly rates: RateStore;
  readonly pointsApi: PointsApi;
  readonly clock: Clock;
  /** Of the points API, as all payouts share it. */
  readonly settings: PayingSettings;
}

export interface LimitedRound {
  readonly payoutId: string;
  readonly owner: string;
  /** Which of the plan's shards, and the fence of the lease on it. */
  readonly shard: number;
  readonly fence: number;
  readonly plan: PayPlan;
  readonly payout: Payout | undefined;
  /** That of all payouts, or what this one asks in its place. */
  readonly asked: PointsApi;
  readonly control: RoundControl;
  /** As this worker pays. */
  readonly settings: PayingSettings;
  /** It only looks: nobody is paid by it, and it may be done at night. */
  readonly looksOnly?: true | undefined;
  /** What the points API took to answer before, in milliseconds; undefined where nobody knows. */
  readonly latencyMs?: number | undefined;
}

/** All that keeps one round's calls within what the points API takes. */
export interface RoundLimits {
  readonly limiter: CallLimiter;
  /** Why no call may leave just now, if so, and the round has to end. */
  closed(): RoundStop | undefined;
  /** Resolves once the worker has a share of the rate, or the round has ended. */
  join(): Promise<void>;
  /** Gives back what the worker had. */
  leave(): Promise<void>;
}

export function createRoundLimits(deps: RoundLimitsDeps, round: LimitedRound): RoundLimits {
  const { rates, clock, settings: ofAll } = deps;
  const { payout, asked, plan, control, settings } = round;
  const isAlone = asksNobody(payout, deps.pointsApi);
  const share = isAlone
    ? wholeShare(shareOf(ofAll, plan).ratePerSecond)
    : createRateShare(
        { rates, clock, settings: ofAll, control },
        { ...round, shards: plan.shards },
      );
  const quota = isAlone ? undefined : createQuotaShare({ rates, clock, settings, control });
  const maintained = isAlone ? [] : ofAll.maintenance;
  const paysNobody = round.looksOnly === true || payout?.dryRun === true;
  const quiet = paysNobody ? [] : ofAll.quietHours;
  const maintenance = closedHoursWatch(MAINTENANCE, maintained, [...maintained, ...quiet]);
  const quietHours = closedHoursWatch(QUIET_HOURS, quiet, [...maintained, ...quiet]);
  const limiter = createCallLimiter({
    ...settings,
    ratePerSecond: share.ratePerSecond,
    limitPerSecond: ofAll.ratePerSecond,
    takeFromQuota: quota?.take,
    paymentsPerCall: paymentsPerCall(asked, settings),
    latencyMs: round.latencyMs,
    clock,
    signal: control.signal,
  });
  const closed = (): RoundStop | undefined =>
    quietHours(clock.nowMs()) ??
    maintenance(clock.nowMs()) ??
    quota?.closed() ??
    (share.isHeld() ? undefined : { kind: "yielded" });

  return {
    limiter,
    closed,
    async join() {
      const stop = quietHours(clock.nowMs()) ?? maintenance(clock.nowMs());
      if (stop !== undefined) control.end(stop);
      await share.join(limiter.reservedUntilMs);
    },
    async leave() {
      await quota?.leave();
      await share.leave();
    },
  };
}

/** Of who asks nobody, and takes from no one. */
function wholeShare(ratePerSecond: number): RateShare {
  return {
    ratePerSecond: () => ratePerSecond,
    isHeld: () => true,
    join: async () => undefined,
    leave: async () => undefined,
  };
}
