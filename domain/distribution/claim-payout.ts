import { type Clock, type Instant, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import type { Firing } from "../payout/scheduler.ts";
import type { PayingSettings } from "./settings.ts";
import { countShards, type PayPlan } from "./shards.ts";

export interface ClaimPayoutDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly chunkSize: number;
  readonly settings: PayingSettings;
}

export type ClaimPayoutEnd =
  /** The payout is ours to pay. */
  | {
      readonly kind: "pay";
      readonly plan: PayPlan;
      /** Since when the outage lasted that an earlier run came through, if one did. */
      readonly outageOver?: Instant;
    }
  /** The firing is not the payout's (any more): moved, cancelled or never scheduled by it. */
  | { readonly kind: "stale"; readonly why: string }
  /** Paid and reported already; only the schedule may still stand. */
  | { readonly kind: "finished" }
  /** Another execution pays it, or a person stopped it. */
  | { readonly kind: "leave"; readonly why: string };

export const DISTRIBUTE = { kind: "system", name: "distribute" } as const;
/** Somebody may change the payout between our look and our write, but not this often. */
const CLAIM_TRIES = 5;

/**
 * Decides whether this firing pays the payout, and moves the payout to `distributing` if so.
 * Repeating it in the same execution gives the same answer.
 */
export async function claimPayout(
  deps: ClaimPayoutDeps,
  firing: Firing,
  execution: string,
): Promise<ClaimPayoutEnd> {
  for (let tries = 1; ; tries += 1) {
    const payout = await deps.payouts.get(firing.payoutId);
    if (payout === undefined) return stale(`There is no payout ${firing.payoutId}.`);
    if (payout.state !== "scheduled") return claimStarted(payout, firing, execution);
    if (!answersTo(payout, firing)) {
      return stale(`It is scheduled by ${payout.schedule.name} now.`);
    }
    try {
      return await start(deps, payout, execution);
    } catch (error) {
      if (!(error instanceof PayoutChangedError) || tries === CLAIM_TRIES) throw error;
    }
  }
}

async function start(
  deps: ClaimPayoutDeps,
  payout: PayoutIn<"scheduled">,
  execution: string,
): Promise<ClaimPayoutEnd> {
  const nowMs = deps.clock.nowMs();
  const chunkCount = Math.ceil(payout.check.payments / deps.chunkSize);
  const shards = countShards(deps.settings, chunkCount);
  const plan = { chunkSize: deps.chunkSize, chunkCount, shards };
  const distribution = { ...plan, startedAt: toInstant(nowMs), run: 1, execution };
  const cause = { by: DISTRIBUTE, nowMs, eventId: deps.newId() };
  const change = changePayout("started", payout, { distribution }, cause);
  await deps.payouts.change(change.payout, change.event);
  return { kind: "pay", plan };
}

function claimStarted(payout: Payout, firing: Firing, execution: string): ClaimPayoutEnd {
  switch (payout.state) {
    case "distributing": {
      if (!answersTo(payout, firing)) return stale("It is being paid by another schedule.");
      const { chunkSize, chunkCount, shards = 1, run, outageOver } = payout.distribution;
      if (payout.distribution.execution === execution && run === firing.run) {
        const plan = { chunkSize, chunkCount, shards };
        return { kind: "pay", plan, ...(outageOver === undefined ? {} : { outageOver }) };
      }
      return { kind: "leave", why: `Execution ${payout.distribution.execution} pays it.` };
    }
    case "completed":
      return { kind: "finished" };
    case "paused":
    case "halted":
      if (!answersTo(payout, firing)) return stale("It is paid by another schedule.");
      return { kind: "leave", why: `It is ${payout.state}; a person resumes it.` };
    default:
      return stale(`It is ${payout.state}.`);
  }
}

function answersTo(
  { schedule }: PayoutIn<"scheduled" | "distributing" | "paused" | "halted">,
  firing: Firing,
): boolean {
  const { name, generation } = schedule;
  return name === firing.scheduleName && generation === firing.generation;
}

function stale(why: string): ClaimPayoutEnd {
  return { kind: "stale", why };
}
