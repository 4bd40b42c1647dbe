import { type Clock, type Instant, toEpochMs } from "../clock.ts";
import { countsOf, pointsOf } from "../distribution/count-tallies.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import {
  type NamedPointsApiDeps,
  namedPointsApiOf,
  type ToldPointsApi,
  takesBack,
  toldPointsApiOf,
} from "../payout/named-points-api.ts";
import type { CheckSummary, Counts, Payout, PayoutIn, PointsTotals } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { Policy } from "../payout/policy.ts";
import { quietUntil } from "../payout/quiet-hours.ts";
import { isLedgerDeleted } from "../payout/retention.ts";
import type { CheckStore } from "../payout/sheet-store.ts";
import type { SheetCheck } from "../sheet/sheet-check.ts";
import { type Progress, progressOf } from "./payout-progress.ts";
import { type Forecast, forecastPaying, type PointsApiPace, paceOf } from "./points-api-pace.ts";

/** A payout with what other stores know of it: its check, its counts, its progress. */
export interface PayoutView {
  readonly payout: Payout;
  /** The whole check; absent until the sheet was checked. */
  readonly check?: SheetCheck | undefined;
  /** Absent while there are no payments to count: before a check without problems. */
  readonly counts?: Counts | undefined;
  readonly points?: PointsTotals | undefined;
  /** Only while it is distributing. */
  readonly progress?: Progress | undefined;
  /** How long paying will take; only before it begins, and where the API's rate is known. */
  /** When paying really begins, where its time is in quiet hours; only before it begins. */
  readonly beginsAt?: Instant | undefined;
  readonly forecast?: Forecast | undefined;
  /** Which points API pays it, where there are several. */
  readonly pointsApi?: ToldPointsApi | undefined;
  /** Whether what is paid by it can be taken back. */
  readonly takesBack: boolean;
  /** The payouts that take back, or took back, payments of this one; absent where there are none. */
  readonly reversals?: readonly ReversalView[] | undefined;
  /** Since when the channel can't be brought up to date with it, and the channel's error code. */
  readonly channelBehind?: { readonly since: Instant; readonly code: string } | undefined;
}

/** A reversal as its original shows it. */
export interface ReversalView {
  readonly payoutId: string;
  readonly state: Payout["state"];
  /** What it is to take back; absent until its sheet was checked. */
  readonly payments?: number | undefined;
  readonly points?: number | undefined;
  /** What it took back; absent until it is completed. */
  readonly takenBack?: { readonly payments: number; readonly points: number } | undefined;
}

/** Whether the channel shows the payout as it is. */
interface ChannelState {
  readonly stale?: NonNullable<PayoutView["channelBehind"]> | undefined;
}

export interface PayoutViewDeps extends NamedPointsApiDeps {
  readonly payouts: Pick<PayoutStore, "get">;
  readonly checks: Pick<CheckStore, "get">;
  readonly ledger: Pick<LedgerStore, "tallies">;
  readonly deliveryStates: { get(payoutId: string): Promise<ChannelState | undefined> };
  readonly clock: Pick<Clock, "nowMs">;
  /** Payments a second that the only points API takes; absent when it was not configured. */
  readonly pointsRatePerSecond?: number | undefined;
  readonly policy: Pick<Policy, "quietHours" | "defaultTimeZone">;
  /** What makes paying take longer than that; nothing when absent. */
  readonly pointsApiPaces?: readonly PointsApiPace[] | undefined;
}

type StartedPayout = PayoutIn<"distributing" | "paused" | "halted">;

/** The payout as the page and the API show it. Reads the ledger only while it may change. */
export async function viewPayout(deps: PayoutViewDeps, payout: Payout): Promise<PayoutView> {
  const [check, channel, reversals, paying] = await Promise.all([
    checkOf(deps, payout),
    deps.deliveryStates.get(payout.payoutId),
    reversalsOf(deps, payout),
    isStarted(payout) ? viewStarted(deps, payout) : viewAtRest(payout),
  ]);
  return {
    payout,
    check,
    channelBehind: channel?.stale && behindSince(channel.stale),
    forecast: forecastOf(deps, payout),
    beginsAt: beginsAtOf(deps, payout),
    pointsApi: toldPointsApiOf(deps, payout),
    takesBack: takesBack(deps, payout),
    reversals,
    ...paying,
  };
}

/** Without those that never came to be, as what made them died. */
export async function reversalsOf(
  { payouts }: Pick<PayoutViewDeps, "payouts">,
  { reversals }: Payout,
): Promise<readonly ReversalView[] | undefined> {
  if (reversals === undefined) return undefined;
  const read = await Promise.all(reversals.map((payoutId) => payouts.get(payoutId)));
  const there = read.flatMap((reversal) =>
    reversal === undefined ? [] : [viewReversal(reversal)],
  );
  return there.length === 0 ? undefined : there;
}

function viewReversal(reversal: Payout): ReversalView {
  const { payoutId, state } = reversal;
  const check = "check" in reversal ? reversal.check : undefined;
  const planned = { payments: check?.payments, points: check?.totalPoints };
  if (reversal.state !== "completed") return { payoutId, state, ...planned };
  const { counts, points } = reversal.report;
  const takenBack = { payments: counts.paid, points: points.paid };
  return { payoutId, state, ...planned, takenBack };
}

function behindSince({ since, code }: NonNullable<PayoutView["channelBehind"]>) {
  return { since, code };
}

/** The counts of a payout that no worker is changing, without asking the ledger. */
export function viewAtRest(payout: Payout): Pick<PayoutView, "counts" | "points"> {
  if (payout.state === "completed") {
    return { counts: payout.report.counts, points: payout.report.points };
  }
  if (isStarted(payout) || !("check" in payout) || payout.check === undefined) return {};
  const { payments, totalPoints, problemCount } = payout.check;
  if (problemCount > 0) return {};
  return { counts: countsOf(payments, []), points: pointsOf(totalPoints, []) };
}

async function checkOf(deps: PayoutViewDeps, payout: Payout): Promise<SheetCheck | undefined> {
  if (!("check" in payout) || payout.check === undefined) return undefined;
  if (payout.sheet === undefined) return undefined;
  return (await deps.checks.get(payout.sheet)) ?? summaryOf(payout.check);
}

/** What is left of a check once its file is deleted: it holds users, the payout only counts. */
function summaryOf(check: CheckSummary): SheetCheck {
  const { payments, totalPoints, medianPoints, digest, problemCount, warningCount } = check;
  return {
    ...{ payments, totalPoints, medianPoints, digest, problemCount, warningCount },
    ...{ problems: [], warnings: [], sample: [], largest: [] },
  };
}

function isStarted(payout: Payout): payout is StartedPayout {
  return ["distributing", "paused", "halted"].includes(payout.state);
}

async function viewStarted(deps: PayoutViewDeps, payout: StartedPayout) {
  // It never came to a report, and the ledger that would tell is gone.
  if (isLedgerDeleted(payout, deps.clock.nowMs())) return {};
  const tallies = await deps.ledger.tallies(payout.payoutId);
  const counts = countsOf(payout.check.payments, tallies);
  const points = pointsOf(payout.check.totalPoints, tallies);
  if (payout.state !== "distributing") return { counts, points };
  const progress = progressOf(counts, payout.distribution.startedAt, deps.clock.nowMs());
  return { counts, points, progress };
}

/** Undefined where it begins at its time. A dry run pays nobody, and does. */
export function beginsAtOf(
  { policy }: Pick<PayoutViewDeps, "policy">,
  payout: Payout,
): Instant | undefined {
  if (payout.dryRun === true) return undefined;
  switch (payout.state) {
    case "awaiting_approval":
      return quietUntil(policy, payout.request.at);
    case "scheduled":
      return quietUntil(policy, payout.schedule.at);
    default:
      return undefined;
  }
}

function forecastOf(deps: PayoutViewDeps, payout: Payout): PayoutView["forecast"] {
  const { ratePerSecond = deps.pointsRatePerSecond } = namedPointsApiOf(deps, payout) ?? {};
  if (ratePerSecond === undefined) return undefined;
  const beginMs = beginsAt(payout, deps.clock.nowMs());
  if (beginMs === undefined || !("check" in payout) || payout.check === undefined) return undefined;
  const pace = paceOf(deps.pointsApiPaces, payout);
  return forecastPaying(payout.check.payments, ratePerSecond, pace, beginMs);
}

/** When it is to begin, as far as that is known; undefined once it has. */
function beginsAt(payout: Payout, nowMs: number): number | undefined {
  switch (payout.state) {
    case "ready":
      return nowMs;
    case "awaiting_approval":
      return Math.max(nowMs, toEpochMs(payout.request.at));
    case "scheduled":
      return Math.max(nowMs, toEpochMs(payout.schedule.at));
    default:
      return undefined;
  }
}
