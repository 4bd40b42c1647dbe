import type { Clock, Instant } from "../clock.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Lease, type LeaseStore, renewEveryMs } from "./lease.ts";
import type { ManyRefused } from "./refusal-breaker.ts";
import type { PayingSettings } from "./settings.ts";

/** Why a round of paying ends before every payment is settled. */
export type RoundStop =
  /** The invocation's time is nearly up; a fresh one goes on. */
  | { readonly kind: "yielded" }
  /** The payout is no longer `distributing` in this run: a person stopped it. */
  | { readonly kind: "stopped" }
  /** Another worker holds the lease now. */
  | { readonly kind: "lease_lost" }
  /** A probe, while the points API was down, had an answer to a payment. */
  | { readonly kind: "answered" }
  /** The points API is down, or wants nobody to call before that time. */
  | { readonly kind: "unavailable"; readonly code: string; readonly until?: Instant | undefined }
  /** The latest time has passed for which the payout was scheduled. */
  | { readonly kind: "past_latest" }
  /** The table was restored or copied from another, and nobody has looked at it yet. */
  | { readonly kind: "table_copied" }
  /** All that is ours to mend; executions under way know it by the name of what it was first. */
  | { readonly kind: "refused_credentials"; readonly code: string; readonly detail?: string }
  /** It refuses so many for the same reason that a person has to look. */
  | ({ readonly kind: "many_refused" } & ManyRefused);

/** One round's way to end early: the first reason counts, and nothing new begins after it. */
export interface RoundControl {
  readonly signal: AbortSignal;
  readonly stop: RoundStop | undefined;
  end(stop: RoundStop): void;
}

/** With which everything that waits inside a round rejects once the round ends. */
export class RoundStoppedError extends Error {
  override readonly name = "RoundStoppedError";
  constructor(reason: RoundStop, options?: ErrorOptions) {
    super(`The round ends: ${reason.kind}.`, options);
  }
}

export function createRoundControl(): RoundControl {
  const controller = new AbortController();
  let stop: RoundStop | undefined;
  return {
    signal: controller.signal,
    get stop() {
      return stop;
    },
    end(reason) {
      if (stop !== undefined) return;
      stop = reason;
      controller.abort(new RoundStoppedError(reason));
    },
  };
}

export interface GuardDeps {
  readonly payouts: Pick<PayoutStore, "get">;
  readonly leases: Pick<LeaseStore, "renew" | "release">;
  readonly clock: Clock;
  readonly settings: PayingSettings;
}

/** What a round is about, as far as its guards must know. */
export interface GuardedRound {
  readonly payoutId: string;
  /** The run of the distribution that this round belongs to. */
  readonly run: number;
  /** When nothing new may begin, so that the invocation ends within its time limit. */
  readonly yieldAtMs: number;
  /** The round probes a points API that was down: one payment at a time, until one is answered. */
  readonly isProbe?: boolean;
}

export interface RoundGuard {
  /** The lease as last renewed. */
  lease(): Lease;
  /** Ends the checks and gives the lease up: the round is over. */
  dismiss(): Promise<void>;
}

/**
 * While a round pays: renews its lease, checks whether the payout is still to be paid, and keeps
 * the time. Ends the round when one of these demands it.
 */
export function guardRound(
  { payouts, leases, clock, settings }: GuardDeps,
  round: GuardedRound,
  acquired: Lease,
  control: RoundControl,
): RoundGuard {
  const finished = new AbortController();
  let lease = acquired;

  async function keepLease(): Promise<void> {
    const ttlMs = settings.leaseTtlMs;
    const renewed = await leases.renew(lease, { ttlMs, nowMs: clock.nowMs() });
    if (renewed === undefined) control.end({ kind: "lease_lost" });
    else lease = renewed;
  }

  async function pollPayout(): Promise<void> {
    endIfOver(await payouts.get(round.payoutId), round, control);
  }

  async function yieldInTime(): Promise<void> {
    const waitMs = Math.max(0, round.yieldAtMs - clock.nowMs());
    if (await slept(clock, waitMs, finished.signal)) control.end({ kind: "yielded" });
  }

  /** What fails is repeated; without a lease paying stops by itself, as no call outlasts it. */
  async function every(periodMs: number, act: () => Promise<void>): Promise<void> {
    while (await slept(clock, periodMs, finished.signal)) await act().catch(() => undefined);
  }

  const guards = Promise.all([
    every(renewEveryMs(settings), keepLease),
    every(settings.pollEveryMs, pollPayout),
    yieldInTime(),
  ]);
  return {
    lease: () => lease,
    async dismiss() {
      finished.abort();
      await guards;
      await leases.release(lease);
    },
  };
}

/** Ends the round when it may not pay the payout any more: after a stop, or in an outage. */
export function endIfOver(
  payout: Payout | undefined,
  { run, isProbe }: Pick<GuardedRound, "run" | "isProbe">,
  control: RoundControl,
): void {
  if (payout?.state !== "distributing" || payout.distribution.run !== run) {
    control.end({ kind: "stopped" });
  } else if (payout.outage !== undefined && isProbe !== true) {
    // Another worker found the outage, or this one did, in an invocation that timed out.
    control.end({ kind: "unavailable", code: payout.outage.code });
  }
}

/** False when `finished` came first. */
async function slept(clock: Clock, ms: number, finished: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, finished);
    return !finished.aborted;
  } catch {
    return false;
  }
}
