import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { type Cause, changePayout, type PayoutChange } from "../payout/change-payout.ts";
import type { Halt, Pause, Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { Actor } from "../payout/person.ts";
import { updateIfThere } from "../payout/update-payout.ts";
import { DISTRIBUTE } from "./claim-payout.ts";

export interface UpdateRunDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** True when this run may go on with what it decided; false when a person was faster. */
type StillOurs = boolean;

/** `distributing` → `paused`, by the distribution itself. Repeating it is harmless. */
export async function pausePayout(
  deps: UpdateRunDeps,
  payoutId: string,
  run: number,
  { reason, detail }: Pick<Pause, "reason" | "detail">,
): Promise<StillOurs> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    if (payout.state !== "distributing") return undefined;
    const since = toInstant(deps.clock.nowMs());
    const pause = { reason, since, detail };
    return changePayout("paused", payout, { pause }, causeOf(deps));
  });
  return now?.state === "paused" && now.pause.reason === reason;
}

/** `distributing` or `paused` → `halted`: only a person sets it going again. */
export async function haltPayout(
  deps: UpdateRunDeps,
  payoutId: string,
  run: number,
  halt: Omit<Halt, "at">,
  by: Actor = DISTRIBUTE,
): Promise<StillOurs> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    if (payout.state === "halted") return undefined;
    const at = toInstant(deps.clock.nowMs());
    return changePayout("halted", payout, { halt: { ...halt, at } }, causeOf(deps, by));
  });
  return now?.state === "halted";
}

export type RunningPayout = PayoutIn<"distributing" | "paused" | "halted">;

/**
 * Updates the payout while it is in that run. What it is afterwards says whether the run may go on:
 * the change that came first may be this very run's, by an invocation that was given up and still
 * wrote.
 * @returns the payout as it is now; undefined when it is not in that run
 */
export async function updateRun(
  deps: UpdateRunDeps,
  payoutId: string,
  run: number,
  decide: (payout: RunningPayout) => PayoutChange | undefined,
): Promise<RunningPayout | undefined> {
  const updated = await updateIfThere(deps, payoutId, (payout) =>
    isInRun(payout, run) ? decide(payout) : undefined,
  );
  return updated !== undefined && isInRun(updated.after, run) ? updated.after : undefined;
}

function isInRun(payout: Payout, run: number): payout is RunningPayout {
  const { state } = payout;
  if (state !== "distributing" && state !== "paused" && state !== "halted") return false;
  return payout.distribution.run === run;
}

export function causeOf({ clock, newId }: UpdateRunDeps, by: Actor = DISTRIBUTE): Cause {
  return { by, nowMs: clock.nowMs(), eventId: newId() };
}
