import { type Clock, type Instant, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { optional } from "../optional.ts";
import { approverOf } from "../payout/approval.ts";
import type { ApprovalReason } from "../payout/approval-reason.ts";
import { canaryFor, pendingCanary } from "../payout/canary.ts";
import { changePayout, type PayoutChange } from "../payout/change-payout.ts";
import { type CheckAgainDeps, reasonsNotToPay } from "../payout/check-again.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { ledgerKeptUntil } from "../payout/retention.ts";
import type { Firing } from "../payout/scheduler.ts";
import { updateIfThere } from "../payout/update-payout.ts";
import type { UsersLookedUp } from "../payout/users-looked-up.ts";
import { findWhoLeft, type WhoLeft, type WhoLeftDeps } from "../payout/who-left.ts";
import { isHeldAsCopy, type LedgerOriginDeps } from "./ledger-origin.ts";
import { type PointsApiLook, reasonsByLook } from "./look-at-points-api.ts";
import type { PayingSettings } from "./settings.ts";
import { countShards, type PayPlan } from "./shards.ts";

export interface ClaimPayoutDeps extends CheckAgainDeps, WhoLeftDeps, LedgerOriginDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly chunkSize: number;
  readonly settings: PayingSettings;
  /** What is known of its users; absent where nobody looks. */
  readonly usersLookedUpOf?:
    | ((payout: PayoutIn<"scheduled">) => Promise<UsersLookedUp | undefined>)
    | undefined;
}

export type ClaimPayoutEnd =
  /** The payout is ours to pay. */
  | {
      readonly kind: "pay";
      readonly plan: PayPlan;
      /** Since when the last outage lasted that is over, if there was one. */
      readonly outageOver?: Instant | undefined;
      /** How many payments come first and are looked at; absent where none do, or did already. */
      readonly canary?: number | undefined;
    }
  /** The firing is not the payout's (any more): moved, cancelled, never scheduled by it, or too late. */
  | { readonly kind: "stale"; readonly why: string }
  /** It may not be paid as it is; a person schedules it again, or does not. */
  | { readonly kind: "sent_back"; readonly why: string }
  /** The points API or the sign-in provider does not answer, and nothing is decided yet: try again soon. */
  | { readonly kind: "no_answer"; readonly code: string }
  /** Paid and reported already; only the schedule may still stand. */
  | { readonly kind: "finished" }
  /** Another execution pays it, or a person stopped it. */
  | { readonly kind: "leave"; readonly why: string };

export const DISTRIBUTE = { kind: "system", name: "distribute" } as const;

export interface ClaimPayoutOptions {
  /** Looks whether the points API would pay it, asked last of all; nothing is looked at without it. */
  readonly look?: ((payout: PayoutIn<"scheduled">) => Promise<PointsApiLook>) | undefined;
  /**
   * Nobody tries again: where the points API does not answer the payout is sent back, where the sign-in
   * provider does not it is paid. Silence proves of nobody that they left.
   */
  readonly isLastTry?: boolean | undefined;
}

/**
 * Decides whether this firing pays the payout, and moves the payout to `distributing` if so. The
 * answer is read from the payout as it stands afterwards, so that the same execution gets the same
 * answer when it repeats this.
 */
export async function claimPayout(
  deps: ClaimPayoutDeps,
  firing: Firing,
  execution: string,
  { look, isLastTry = false }: ClaimPayoutOptions = {},
): Promise<ClaimPayoutEnd> {
  let noAnswer: string | undefined;
  const updated = await updateIfThere(deps, firing.payoutId, async (payout) => {
    noAnswer = undefined;
    if (payout.state !== "scheduled" || !answersTo(payout, firing)) return undefined;
    if (isTooLate(deps, payout)) return await markTooLate(deps, payout);
    const found = await findObstacles(deps, payout);
    if (found.reasons.length > 0) return sendBack(deps, payout, found.reasons);
    const looked = await look?.(payout);
    const silence = silenceOf(looked) ?? found.noAnswer;
    if (silence !== undefined && !isLastTry) {
      noAnswer = silence;
      return undefined;
    }
    const obstacles = looked === undefined ? [] : reasonsByLook(looked);
    if (obstacles.length > 0) return sendBack(deps, payout, obstacles);
    const usersLookedUp = await missingUsersOf(deps, payout);
    return start(deps, payout, { execution, unasked: found.noAnswer, usersLookedUp });
  });
  if (updated === undefined) return stale(`There is no payout ${firing.payoutId}.`);
  if (noAnswer !== undefined) return { kind: "no_answer", code: noAnswer };
  return claimOf(deps, updated.after, firing, execution);
}

/** Why a payout may not be paid as it is, before the points API is looked at. */
async function findObstacles(
  deps: ClaimPayoutDeps,
  payout: PayoutIn<"scheduled">,
): Promise<WhoLeft> {
  if (await isHeldAsCopy(deps, payout)) return { reasons: [{ code: "table_copied" }] };
  const left = await findWhoLeft(deps, payout);
  return { ...left, reasons: [...left.reasons, ...(await reasonsNotToPay(deps, payout))] };
}

function silenceOf(look: PointsApiLook | undefined): string | undefined {
  return look?.api === "no_answer" ? (look.code ?? look.api) : undefined;
}

const HOUR_MS = 3_600_000;

/**
 * Whether a firing comes too late to pay: one that lay in a queue for weeks would pay,
 * unexpectedly, what people have long settled in another way.
 */
function isTooLate({ clock, policy }: ClaimPayoutDeps, { schedule }: PayoutIn<"scheduled">) {
  return clock.nowMs() - toEpochMs(schedule.at) > policy.maxLatenessMs;
}

function whyTooLate(
  { clock, policy }: ClaimPayoutDeps,
  { schedule }: PayoutIn<"scheduled">,
): string {
  const lateMs = clock.nowMs() - toEpochMs(schedule.at);
  const [late, most] = [lateMs, policy.maxLatenessMs].map((ms) => Math.round(ms / HOUR_MS));
  return `It fired ${late} h after its time, later than the ${most} h after which nobody is paid.`;
}

/** The payout stays as it is, to be moved to a new time; the sweeper reports it as overdue. */
async function markTooLate(
  deps: ClaimPayoutDeps,
  payout: PayoutIn<"scheduled">,
): Promise<PayoutChange | undefined> {
  const { payouts, clock } = deps;
  const { payoutId, schedule } = payout;
  // Once for each schedule, however often its firing is delivered.
  const eventId = `${schedule.name}-too-late`;
  const isInTrail = (await payouts.events(payoutId)).some((event) => event.eventId === eventId);
  if (isInTrail) return undefined;
  const nowMs = clock.nowMs();
  const overdue = { overdueSince: toInstant(nowMs), ...schedule };
  const cause = { by: DISTRIBUTE, nowMs, eventId, why: whyTooLate(deps, payout) };
  return changePayout("found_overdue", payout, { schedule: overdue }, cause);
}

/** Nobody was paid, and nobody will be until it is scheduled again. */
function sendBack(
  deps: ClaimPayoutDeps,
  payout: PayoutIn<"scheduled">,
  reasons: readonly ApprovalReason[],
): PayoutChange {
  const nowMs = deps.clock.nowMs();
  const { localTime, timeZone, requestedBy, name: scheduleName } = payout.schedule;
  const sentBack = {
    at: toInstant(nowMs),
    reasons: [...reasons],
    localTime,
    timeZone,
    scheduleName,
    requestedBy,
    approvedBy: approverOf(payout.schedule),
  };
  const why = whySentBack(reasons);
  const cause = { by: DISTRIBUTE, nowMs, eventId: deps.newId(), why };
  return changePayout("sent_back", payout, { sentBack }, cause);
}

function whySentBack(reasons: readonly ApprovalReason[]): string {
  const told = reasons.map(({ code, amount, limit, person }) =>
    [
      code,
      amount !== undefined && `(${amount}${limit === undefined ? "" : `, above ${limit}`})`,
      person !== undefined && `(${person})`,
    ]
      .filter(Boolean)
      .join(" "),
  );
  return `It may not be paid as it is: ${told.join("; ")}.`;
}

/** What people are told when it begins. Missing users hold nobody up, nor does what can't be read of them. */
async function missingUsersOf(
  { usersLookedUpOf }: ClaimPayoutDeps,
  payout: PayoutIn<"scheduled">,
): Promise<UsersLookedUp | undefined> {
  try {
    const known = await usersLookedUpOf?.(payout);
    return known !== undefined && known.missing > 0 ? known : undefined;
  } catch {
    return undefined;
  }
}

interface Start {
  readonly execution: string;
  /** Why the sign-in provider was not asked. */
  readonly unasked: string | undefined;
  readonly usersLookedUp: UsersLookedUp | undefined;
}

function start(
  deps: ClaimPayoutDeps,
  payout: PayoutIn<"scheduled">,
  { execution, unasked, usersLookedUp }: Start,
): PayoutChange {
  const nowMs = deps.clock.nowMs();
  const chunkCount = Math.ceil(payout.check.payments / deps.chunkSize);
  const shards = countShards(deps.settings, chunkCount);
  const plan = { chunkSize: deps.chunkSize, chunkCount, shards };
  const distribution = {
    ...plan,
    startedAt: toInstant(nowMs),
    run: 1,
    execution,
    ledgerKeptUntil: ledgerKeptUntil(deps.policy.retention, nowMs),
    ...optional("canary", canaryFor(deps.policy.canary, payout)),
    ...optional("usersLookedUp", usersLookedUp),
  };
  const why =
    unasked === undefined
      ? undefined
      : `The sign-in provider did not say whether those who stand for it are still there: ${unasked}.`;
  const cause = { by: DISTRIBUTE, nowMs, eventId: deps.newId(), why };
  return changePayout("started", payout, { distribution }, cause);
}

/** What the firing is to do, given the payout as it stands after the update. */
function claimOf(
  deps: ClaimPayoutDeps,
  payout: Payout,
  firing: Firing,
  execution: string,
): ClaimPayoutEnd {
  switch (payout.state) {
    case "scheduled":
      return answersTo(payout, firing)
        ? stale(whyTooLate(deps, payout))
        : stale(`It is scheduled by ${payout.schedule.name} now.`);
    case "distributing": {
      if (!answersTo(payout, firing)) return stale("It is being paid by another schedule.");
      const { chunkSize, chunkCount, shards = 1, run, outageOver } = payout.distribution;
      if (payout.distribution.execution === execution && run === firing.run) {
        const plan = { chunkSize, chunkCount, shards };
        return { kind: "pay", plan, outageOver, ...optional("canary", pendingCanary(payout)) };
      }
      return { kind: "leave", why: `Execution ${payout.distribution.execution} pays it.` };
    }
    case "ready":
      return payout.sentBack?.scheduleName === firing.scheduleName
        ? { kind: "sent_back", why: whySentBack(payout.sentBack.reasons) }
        : stale("It is ready.");
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
