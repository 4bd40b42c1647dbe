import type { Clock } from "../clock.ts";
import type { RateClaim, RateStore } from "./rate-store.ts";
import type { RoundControl } from "./round-control.ts";
import type { PayingSettings } from "./settings.ts";

/** One worker's share of the rate that all payouts of a points API have together. */
export interface RateShare {
  /** Calls a second that it may make now. */
  ratePerSecond(): number;
  /** Whether it may make calls at all: whoever could not renew a claim in time may not. */
  isHeld(): boolean;
  /**
   * Takes its place among the workers; resolves once there is a share, or the round has ended.
   * @param reservedUntilMs until when, in epoch milliseconds, calls were given a time to leave at
   */
  join(reservedUntilMs: () => number): Promise<void>;
  /** Gives its rate to the others. */
  leave(): Promise<void>;
}

export interface RateShareDeps {
  readonly rates: Pick<RateStore, "claim" | "release">;
  readonly clock: Clock;
  /** With the rate of all workers together. */
  readonly settings: Pick<PayingSettings, "apiName" | "ratePerSecond" | "pollEveryMs">;
  readonly control: RoundControl;
}

export interface RateWorker {
  readonly payoutId: string;
  readonly owner: string;
  /** How many workers its payout has, itself included. */
  readonly shards: number;
  /** Which of them it is, and the fence of its lease. */
  readonly shard: number;
  readonly fence: number;
}

/** A claim lasts for so many renewals: all but one may fail. */
const RENEWALS = 10;
/** How far clocks may be apart: others take a claim to last so much longer. */
const CLOCK_SKEW_MS = 2_000;
/** Who waits for others to make room looks that much more often. */
const LOOKS_WHILE_WAITING = 4;
/** So long the workers of a payout take to start; until then their share is kept for them. */
const STARTING_MS = 10_000;
/** Shares that add up to the limit may exceed it by the last digit of a number. */
const ROUNDING = 1 + 1e-9;

/**
 * Shares the rate evenly among all who are at work. Each writes down what it takes before it takes
 * it, and takes more only when it has read, after that, that all claims together fit:
 *
 * ```
 * first:    claims 20 ─ alone: 20 a second ──────────── sees two: 10 a second ─ claims 10
 * second:                claims 10 ─ 30 of 20: waits ──────────────────────────────────── 10 a second
 * ```
 *
 * Who takes less writes that down only once the calls have left that it had given a time. So the
 * sum never exceeds the limit, however late anybody looks; late looks only make others wait.
 */
export function createRateShare(deps: RateShareDeps, worker: RateWorker): RateShare {
  const { rates, clock, settings, control } = deps;
  const { apiName, ratePerSecond: limitPerSecond, pollEveryMs } = settings;
  const { payoutId, shard, fence } = worker;
  const ttlMs = RENEWALS * pollEveryMs;
  const joinedAtMs = clock.nowMs();
  const left = new AbortController();
  let others: readonly RateClaim[] = [];
  let rate = 0;
  let wanted = limitPerSecond / worker.shards;
  let claimed = 0;
  let beat = 0;
  let heldUntilMs = Number.NEGATIVE_INFINITY;
  /** When the calls have left that were given a time at a higher rate. */
  let settledAtMs = Number.NEGATIVE_INFINITY;
  let reservedUntilMs = (): number => Number.NEGATIVE_INFINITY;
  let kept: Promise<void> = Promise.resolve();

  /** Whose lease is ours now: it makes no call any more. */
  const isOvertaken = (one: RateClaim): boolean =>
    one.payoutId === payoutId && one.shard === shard && one.fence < fence;

  const limit = (): number => Math.min(limitPerSecond, ...others.map((one) => one.limitPerSecond));

  function fairShare(): number {
    const ofPayout = others.filter(({ payoutId }) => payoutId === worker.payoutId).length + 1;
    const areStarting = clock.nowMs() < joinedAtMs + STARTING_MS;
    const ours = areStarting ? Math.max(ofPayout, worker.shards) : ofPayout;
    return limit() / (ours + others.length + 1 - ofPayout);
  }

  async function renew(): Promise<void> {
    const nowMs = clock.nowMs();
    const ratePerSecond = nowMs < settledAtMs ? Math.max(claimed, wanted) : wanted;
    const expiresAtMs = nowMs + ttlMs;
    beat += 1;
    const all = await rates.claim(
      apiName,
      {
        ...{ worker: worker.owner, payoutId, shard, fence, ratePerSecond, limitPerSecond },
        ...{ beat, expiresAtMs },
      },
      nowMs - CLOCK_SKEW_MS,
    );
    // Others may have taken what was ours as soon as it expired, so a renewal has to be in time.
    if (rate > 0 && !isHeld()) return control.end({ kind: "yielded" });
    heldUntilMs = expiresAtMs;
    claimed = ratePerSecond;
    others = all.filter(
      (one) => one.expiresAtMs > clock.nowMs() - CLOCK_SKEW_MS && !isOvertaken(one),
    );
    resize();
  }

  function resize(): void {
    wanted = fairShare();
    if (wanted < rate) {
      rate = wanted;
      settledAtMs = reservedUntilMs();
    }
    const sum = others.reduce((total, one) => total + one.ratePerSecond, wanted);
    if (wanted <= claimed && sum <= limit() * ROUNDING) rate = wanted;
  }

  /** Sooner while we wait for others, or they for what we no longer take. */
  function nextLookMs(): number {
    if (rate === wanted && claimed === wanted) return pollEveryMs;
    const untilSettledMs = settledAtMs - clock.nowMs();
    const waitMs = untilSettledMs > 0 ? untilSettledMs : pollEveryMs / LOOKS_WHILE_WAITING;
    return Math.min(pollEveryMs, waitMs);
  }

  function isHeld(): boolean {
    return clock.nowMs() < heldUntilMs;
  }

  async function keepUp(): Promise<void> {
    for (;;) {
      try {
        await clock.sleep(nextLookMs(), left.signal);
      } catch {
        return;
      }
      // What fails is repeated; a claim that can't be renewed expires.
      await renew().catch(() => undefined);
    }
  }

  async function begin(): Promise<void> {
    await renew();
    while (rate === 0) {
      await clock.sleep(nextLookMs(), control.signal);
      await renew();
    }
  }

  return {
    ratePerSecond: () => rate,
    isHeld,
    async join(reserved) {
      reservedUntilMs = reserved;
      if (control.stop !== undefined) return;
      try {
        await begin();
      } catch (error) {
        if (control.stop === undefined) throw error;
        return;
      }
      kept = keepUp();
    },
    async leave() {
      left.abort();
      await kept;
      // It expires anyway.
      if (beat > 0) await rates.release(apiName, worker.owner).catch(() => undefined);
    },
  };
}
