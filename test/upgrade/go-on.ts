import { endPayout } from "../../domain/distribution/end-payout.ts";
import { resumePayout } from "../../domain/distribution/stop-and-resume.ts";
import { sheetKeyOf } from "../../domain/payout/create-payout.ts";
import { approvePayout } from "../../domain/payout/decide-approval.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { handOverPayout } from "../../domain/payout/hand-over-payout.ts";
import { ownerOf } from "../../domain/payout/owner.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { receiveSheet } from "../../domain/payout/receive-sheet.ts";
import { APPROVER, DECIDER } from "../domain/payout/payouts.ts";
import { SUCCESSOR } from "./people-scenes.ts";
import { LEAVER, type ReleaseWorld } from "./release-world.ts";
import { scheduleReady, sheetBytes } from "./scene-acts.ts";

/** A message about an upload comes again after so long, where it was not done with. */
const DELIVERED_AGAIN_MS = 12 * 60_000;
/** More than any payout needs of what people and services do to it. */
const MOST_ACTS = 12;

/** Has what is in flight go on, whether it was begun or only asked for. */
export async function runInFlight(world: ReleaseWorld): Promise<void> {
  for (const execution of world.inFlight()) await world.clock.run(world.run(execution));
}

/** People and services do to each payout what it waits for, until nothing of it waits. */
export async function goOn(world: ReleaseWorld): Promise<void> {
  for (const { payoutId } of await world.all()) {
    for (let acts = 0; ; acts += 1) {
      const payout = await getPayout(world.deps.payouts, payoutId);
      if (!(await act(world, payout))) break;
      if (acts === MOST_ACTS) throw new Error(`${payout.title} is ${payout.state} for ever.`);
      await runInFlight(world);
    }
  }
  await world.clock.run(world.sweep());
}

/** False for a payout that has come to its end. */
async function act(world: ReleaseWorld, payout: Payout): Promise<boolean> {
  const { deps, clock } = world;
  const { payoutId, title, revision } = payout;
  switch (payout.state) {
    case "uploading":
      await world.receive(
        payout.sheetNumber === undefined
          ? sheetKeyOf(payoutId, ".csv")
          : `sheets/${payoutId}/${payout.sheetNumber}/sheet.csv`,
        sheetBytes({ title, users: ["late-1", "late-2"] }),
      );
      return true;
    case "checking":
      clock.jumpTo(clock.nowMs() + DELIVERED_AGAIN_MS);
      await receiveSheet(deps, payout.sheet);
      return true;
    case "ready":
      if (ownerOf(payout).id === LEAVER.id) {
        await handOverPayout(deps, payoutId, { email: SUCCESSOR.email }, DECIDER, {
          ofOthers: true,
        });
      }
      await scheduleReady(world, payoutId);
      return true;
    case "awaiting_approval":
      await approvePayout(deps, payoutId, { revision }, APPROVER);
      return true;
    case "scheduled":
      await clock.run(world.run(world.fire(payoutId)));
      return true;
    case "paused":
    case "halted":
      if (payout.endedBy === undefined) await resumePayout(deps, payoutId, {}, DECIDER);
      else await endPayout(deps, payoutId, { reason: "still the wrong list" }, DECIDER);
      return true;
    case "distributing":
      throw new Error(`Nothing pays ${title}.`);
    case "invalid":
    case "completed":
    case "cancelled":
      return false;
  }
}
