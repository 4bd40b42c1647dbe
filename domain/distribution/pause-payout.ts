import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout, type PayoutChange } from "../payout/change-payout.ts";
import type { Distribution, Halt, Pause, Payout, PayoutIn } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import type { Actor } from "../payout/person.ts";
import { DISTRIBUTE } from "./claim-payout.ts";

export interface ChangeRunDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** The round of a run that ended with a pause. */
export interface PausedRound {
  readonly run: number;
  readonly round: number;
}

/** True when this run may go on with what it decided; false when a person was faster. */
type StillOurs = boolean;

/** Somebody may change the payout between our look and our write, but not this often. */
const CHANGE_TRIES = 5;

/** `distributing` → `paused`, by the distribution itself. Repeating it is harmless. */
export async function pausePayout(
  deps: ChangeRunDeps,
  payoutId: string,
  run: number,
  { reason, detail }: Pick<Pause, "reason" | "detail">,
): Promise<StillOurs> {
  return await changeRun(deps, payoutId, run, (payout) => {
    if (payout.state === "paused") return payout.pause.reason === reason;
    if (payout.state !== "distributing") return false;
    const since = toInstant(deps.clock.nowMs());
    const pause = { reason, since, ...(detail === undefined ? {} : { detail }) };
    return changeOf("paused", payout, { pause }, deps);
  });
}

/**
 * `distributing` → `paused` while the points API is unavailable. An outage goes through several
 * pauses; all but its first one say so. A pause comes once: an invocation that was given up, and
 * wakes when its successor has long gone on, changes nothing.
 */
export async function pauseForOutage(
  deps: ChangeRunDeps,
  payoutId: string,
  { run, round }: PausedRound,
  { detail, isFirst }: { readonly detail: string; readonly isFirst: boolean },
): Promise<StillOurs> {
  const reason = "points_api_unavailable";
  return await changeRun(deps, payoutId, run, (payout) => {
    if (payout.state === "paused") return payout.pause.reason === reason;
    if (payout.state !== "distributing") return false;
    if (isOver(payout.distribution, round)) return true;
    const since = toInstant(deps.clock.nowMs());
    const { outageSince } = payout.distribution;
    const pause = {
      reason,
      since,
      outageSince: isFirst || outageSince === undefined ? since : outageSince,
      round,
      detail,
    } as const;
    return changeOf("paused", payout, { pause }, deps);
  });
}

/** `paused` by an outage → `distributing`, by the distribution itself. Ends no later pause. */
export async function goOn(
  deps: ChangeRunDeps,
  payoutId: string,
  { run, round }: PausedRound,
): Promise<StillOurs> {
  return await changeRun(deps, payoutId, run, (payout) => {
    if (payout.state === "distributing") return true;
    if (payout.state !== "paused" || payout.pause.reason !== "points_api_unavailable") return false;
    const { outageSince, round: pausedIn = round } = payout.pause;
    if (pausedIn > round) return true;
    const distribution = {
      ...payout.distribution,
      overcome: { run, round: pausedIn },
      ...(outageSince === undefined ? {} : { outageSince }),
    };
    return changeOf("resumed", payout, { distribution }, deps);
  });
}

/** Whether this run has gone on since it paused after that round. */
function isOver({ run, overcome }: Distribution, round: number): boolean {
  return overcome?.run === run && overcome.round >= round;
}

/** `distributing` or `paused` → `halted`: only a person sets it going again. */
export async function haltPayout(
  deps: ChangeRunDeps,
  payoutId: string,
  run: number,
  halt: Omit<Halt, "at">,
  by: Actor = DISTRIBUTE,
): Promise<StillOurs> {
  return await changeRun(deps, payoutId, run, (payout) => {
    if (payout.state === "halted") return true;
    const at = toInstant(deps.clock.nowMs());
    return changeOf("halted", payout, { halt: { ...halt, at } }, deps, by);
  });
}

type RunningPayout = PayoutIn<"distributing" | "paused" | "halted">;

/**
 * Looks again whenever another change came first: it may be this very run's, by an invocation
 * that was given up and still wrote, and then what was decided stands.
 */
async function changeRun(
  deps: ChangeRunDeps,
  payoutId: string,
  run: number,
  decide: (payout: RunningPayout) => StillOurs | PayoutChange,
): Promise<StillOurs> {
  for (let tries = 1; ; tries += 1) {
    const payout = await deps.payouts.get(payoutId);
    if (payout === undefined || !hasRun(payout) || payout.distribution.run !== run) return false;
    const decided = decide(payout);
    if (typeof decided === "boolean") return decided;
    try {
      await deps.payouts.change(decided.payout, decided.event);
      return true;
    } catch (error) {
      if (!(error instanceof PayoutChangedError) || tries === CHANGE_TRIES) throw error;
    }
  }
}

function hasRun(payout: Payout): payout is RunningPayout {
  return payout.state === "distributing" || payout.state === "paused" || payout.state === "halted";
}

function changeOf<N extends "paused" | "resumed" | "halted">(
  name: N,
  payout: Payout,
  fields: Parameters<typeof changePayout<N>>[2],
  deps: ChangeRunDeps,
  by: Actor = DISTRIBUTE,
): PayoutChange {
  return changePayout(name, payout, fields, {
    by,
    nowMs: deps.clock.nowMs(),
    eventId: deps.newId(),
  });
}
