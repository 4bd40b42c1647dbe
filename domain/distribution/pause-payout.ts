import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout, type PayoutChange } from "../payout/change-payout.ts";
import type { Halt, Pause, Payout, PayoutIn } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import type { Actor } from "../payout/person.ts";
import { DISTRIBUTE } from "./claim-payout.ts";

export interface ChangeRunDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
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

export type RunningPayout = PayoutIn<"distributing" | "paused" | "halted">;

/**
 * Looks again whenever another change came first: it may be this very run's, by an invocation
 * that was given up and still wrote, and then what was decided stands.
 */
export async function changeRun(
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

function changeOf<N extends "paused" | "halted">(
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
