import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { assertNoBrake, brakeAfter, decidesOn } from "../payout/brake.ts";
import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import { assertUnchangedSince } from "../payout/decide-approval.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Distribution, Payout, PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type ActingPerson, personActor, recordedPerson } from "../payout/person.ts";
import { assertLedgerKept } from "../payout/retention.ts";
import { updatePayout } from "../payout/update-payout.ts";
import { type DistributionStarter, executionNameOf } from "./distribution-starter.ts";
import { assertNoCopy, type LedgerOriginDeps } from "./ledger-origin.ts";
import { haltPayout } from "./update-run.ts";

export interface StopPayoutDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface ResumePayoutDeps extends StopPayoutDeps, LedgerOriginDeps {
  readonly starter: DistributionStarter;
}

/**
 * Stops paying: a worker begins no call once it has seen this, and what is in flight is recorded.
 * Who decides on the payout takes the brake by it, also where somebody stopped it before. Stopping a
 * stopped payout is no error.
 * @throws {RefusedError} `payout_not_found`
 * @throws {WrongStateError} when it is not being paid
 */
export async function stopPayout(
  deps: StopPayoutDeps,
  payoutId: string,
  { reason }: { readonly reason?: string | undefined },
  person: ActingPerson,
): Promise<Payout> {
  const { after } = await updatePayout(deps, payoutId, (payout) => {
    if (payout.state !== "distributing" && payout.state !== "paused") {
      throw new WrongStateError("stop", payout);
    }
    const isStopped = payout.state === "paused" && payout.pause.reason === "stopped_by_person";
    if (isStopped && (payout.brake !== undefined || !decidesOn(payout, person))) return undefined;
    const nowMs = deps.clock.nowMs();
    const stopped = { reason: "stopped_by_person", since: toInstant(nowMs) } as const;
    const pause = { ...stopped, by: recordedPerson(person), note: reason };
    const brake = brakeAfter(payout, person, { kind: "stopped", nowMs, reason });
    const cause = { by: personActor(person), nowMs, eventId: deps.newId(), why: reason };
    return changePayout("paused", payout, { pause, brake }, cause);
  });
  return after;
}

/**
 * Goes on with a payout that is paused or halted, in a new run. The ledger says who is paid
 * already; an execution of an earlier run that has not ended finds that the payout is in another
 * run. What was braked, only somebody who decides on it goes on with. With `revision`, only the payout
 * as it was looked at: whoever goes on has seen why it paused.
 * @throws {RefusedError} `payout_not_found`, `payout_ended`, `retention_over`, `needs_approver`,
 *   `table_copied`, `changed_since`
 * @throws {WrongStateError} when it is neither paused nor halted
 * @throws {PayoutChangedError} when somebody else was faster
 */
export async function resumePayout(
  deps: ResumePayoutDeps,
  payoutId: string,
  request: { readonly reason?: string | undefined; readonly revision?: number | undefined },
  person: ActingPerson,
): Promise<Payout> {
  const payout = await getPayout(deps.payouts, payoutId);
  if (payout.state !== "paused" && payout.state !== "halted") {
    throw new WrongStateError("resume", payout);
  }
  if (payout.endedBy !== undefined) {
    throw new RefusedError("payout_ended", `Payout ${payoutId} was ended; it is not paid further.`);
  }
  assertLedgerKept(payout, deps.clock.nowMs());
  assertNoBrake(payout, person);
  await assertNoCopy(deps, payout);
  if (request.revision !== undefined) {
    await assertUnchangedSince(deps, payout, payout.schedule, request.revision);
  }
  const run = payout.distribution.run + 1;
  const execution = executionNameOf(payout, run);
  const distribution = { ...payout.distribution, run, execution, ...seenBy(deps, payout) };
  const change = changePayout(
    "resumed",
    payout,
    { distribution, brake: undefined },
    {
      by: personActor(person),
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
      why: request.reason,
    },
  );
  await deps.payouts.change(change.payout, change.event);
  await startRun(deps, payout, run, execution);
  return change.payout;
}

/** A points API may name a new code at every pause; one seen long ago may pause it once more. */
const MOST_TOLERATED = 50;

/** A person who goes on has seen why it paused: the same is not to pause it again. */
function seenBy(
  { clock }: Pick<ResumePayoutDeps, "clock">,
  { distribution, ...payout }: PayoutIn<"paused" | "halted">,
): Partial<Distribution> {
  if (payout.state !== "paused") return {};
  const { toleratedCodes = [], canary } = distribution;
  const { reason, code } = payout.pause;
  if (reason === "canary" && canary !== undefined) {
    return { canary: { ...canary, overAt: toInstant(clock.nowMs()) } };
  }
  if (reason === "past_latest") return { goesPastLatest: true };
  return code === undefined || toleratedCodes.includes(code)
    ? {}
    : { toleratedCodes: [...toleratedCodes, code].slice(-MOST_TOLERATED) };
}

/** Starts the execution that pays a run. @throws when it can't; then the payout is halted */
export async function startRun(
  deps: ResumePayoutDeps,
  { payoutId, schedule }: PayoutIn<"paused" | "halted">,
  run: number,
  execution: string,
): Promise<void> {
  const { name: scheduleName, generation } = schedule;
  try {
    await deps.starter.start({ payoutId, generation, scheduleName, run }, execution);
  } catch (error) {
    // It must not look as if it were being paid. Should this fail too, the sweeper finds it.
    await haltPayout(deps, payoutId, run, {
      reason: "execution_died",
      detail: "The distribution could not be started.",
    });
    throw error;
  }
}
