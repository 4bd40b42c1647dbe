import { type Clock, type Instant, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import type { Policy } from "../payout/policy.ts";
import type { Firing } from "../payout/scheduler.ts";
import type { PayingSettings } from "./settings.ts";
import { countShards, type PayPlan } from "./shards.ts";

export interface ClaimPayoutDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly chunkSize: number;
  readonly settings: PayingSettings;
  readonly policy: Pick<Policy, "maxLatenessMs">;
}

export type ClaimPayoutEnd =
  /** The payout is ours to pay. */
  | {
      readonly kind: "pay";
      readonly plan: PayPlan;
      /** Since when the outage lasted that an earlier run came through, if one did. */
      readonly outageOver?: Instant;
    }
  /** The firing is not the payout's (any more): moved, cancelled, never scheduled by it, or too late. */
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
    const tooLate = tooLateBecause(deps, payout);
    try {
      if (tooLate !== undefined) return await refuse(deps, payout, tooLate);
      return await start(deps, payout, execution);
    } catch (error) {
      if (!(error instanceof PayoutChangedError) || tries === CLAIM_TRIES) throw error;
    }
  }
}

const HOUR_MS = 3_600_000;

/**
 * Why a firing may not pay any more, if it may not. One that lay in a queue for weeks would pay, out
 * of the blue, what its people have long dealt with in another way.
 */
function tooLateBecause(
  { clock, policy }: ClaimPayoutDeps,
  { schedule }: PayoutIn<"scheduled">,
): string | undefined {
  const lateMs = clock.nowMs() - toEpochMs(schedule.at);
  if (lateMs <= policy.maxLatenessMs) return undefined;
  const [late, most] = [lateMs, policy.maxLatenessMs].map((ms) => Math.round(ms / HOUR_MS));
  return `It fired ${late} h after its time, later than the ${most} h after which nobody is paid.`;
}

/** The payout stays as it is, to be moved to a new time; the sweeper tells that it is overdue. */
async function refuse(
  { payouts, clock }: ClaimPayoutDeps,
  payout: PayoutIn<"scheduled">,
  why: string,
): Promise<ClaimPayoutEnd> {
  const { payoutId, schedule } = payout;
  // Once for each schedule, however often its firing is delivered.
  const eventId = `${schedule.name}-too-late`;
  const isInTrail = (await payouts.events(payoutId)).some((event) => event.eventId === eventId);
  if (isInTrail) return stale(why);
  const nowMs = clock.nowMs();
  const overdue = { overdueSince: toInstant(nowMs), ...schedule };
  const cause = { by: DISTRIBUTE, nowMs, eventId, why };
  const change = changePayout("found_overdue", payout, { schedule: overdue }, cause);
  await payouts.change(change.payout, change.event);
  return stale(why);
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
