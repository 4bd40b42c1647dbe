import type { Clock } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Person, personActor } from "../payout/person.ts";
import { type DistributionStarter, executionNameOf } from "./distribution-starter.ts";
import { haltPayout } from "./pause-payout.ts";

export interface ResumePayoutDeps {
  readonly payouts: PayoutStore;
  readonly starter: DistributionStarter;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Goes on with a payout that is paused or halted, in a new run. The ledger says who is paid
 * already; an execution of an older run that is still about finds that it is no longer its turn.
 * @throws {RefusedError} `payout_not_found`
 * @throws {WrongStateError} when it is neither paused nor halted
 * @throws {PayoutChangedError} when somebody else was faster
 */
export async function resumePayout(
  deps: ResumePayoutDeps,
  payoutId: string,
  request: { readonly reason?: string | undefined },
  person: Person,
): Promise<Payout> {
  const payout = await getPayout(deps.payouts, payoutId);
  if (payout.state !== "paused" && payout.state !== "halted") {
    throw new WrongStateError("resume", payout);
  }
  const run = payout.distribution.run + 1;
  const execution = executionNameOf(payout.schedule.name, run);
  const distribution = { ...payout.distribution, run, execution };
  const change = changePayout(
    "resumed",
    payout,
    { distribution },
    {
      by: personActor(person),
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
      why: request.reason,
    },
  );
  await deps.payouts.change(change.payout, change.event);
  await start(deps, payout, run, execution);
  return change.payout;
}

async function start(
  deps: ResumePayoutDeps,
  { payoutId, schedule }: PayoutIn<"paused" | "halted">,
  run: number,
  execution: string,
): Promise<void> {
  const { name: scheduleName, generation } = schedule;
  try {
    await deps.starter.start({ payoutId, generation, scheduleName, run }, execution);
  } catch (error) {
    // Nobody may take it for being paid. Should this fail too, the sweeper finds it.
    await haltPayout(deps, payoutId, run, {
      reason: "execution_died",
      detail: "The distribution could not be started.",
    });
    throw error;
  }
}
