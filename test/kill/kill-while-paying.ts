import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../simulation/random.ts";
import type { ApiUnderFire } from "./api-under-fire.ts";
import { type KillWorld, untilDefined } from "./kill-world.ts";

export interface Kill {
  /** Of the lease that the killed worker held. */
  readonly fence: number;
  /** How many calls and look-ups it had made. */
  readonly afterCalls: number;
  /** Calls that the points API had open just before. */
  readonly callsInFlight: number;
  /**
   * Rows that stood as claimed and without an outcome just after its death. What it had sent by
   * then may still be on its way into the ledger.
   */
  readonly leftInFlight: readonly number[];
}

/** A worker lives for so many calls at most, counted in calls lest a slow machine kill none at work. */
const LONGEST_LIFE_CALLS = 100;
/** And a little longer, so that it dies between two of them as well as over one. */
const LONGEST_REST_MS = 30;

/**
 * SIGKILLs the process that pays, `kills` times, each a random number of calls after it was seen
 * holding the lease. A process that ended its round by itself before its time came is let live.
 */
export async function killWhilePaying(
  world: KillWorld,
  api: ApiUnderFire,
  payout: { readonly payoutId: string; readonly payments: number },
  options: { readonly kills: number; readonly random: Random },
): Promise<readonly Kill[]> {
  const { payoutId, payments } = payout;
  const kills: Kill[] = [];
  let lastFence = 0;
  while (kills.length < options.kills) {
    const life = options.random.between(0, LONGEST_LIFE_CALLS);
    const restMs = options.random.between(0, LONGEST_REST_MS);
    const fence = await untilDefined(async () => {
      const paying = await world.payingFence(payoutId);
      return paying !== undefined && paying > lastFence ? paying : undefined;
    });
    const before = (await api.state()).calls;
    const afterCalls = await untilDefined(async () => {
      const made = (await api.state()).calls - before;
      const isGone = (await world.payingFence(payoutId)) !== fence;
      return made >= life || isGone ? made : undefined;
    }, 20);
    await delay(restMs);
    const [pid] = world.stack.distributeProcesses();
    if (pid === undefined || (await world.payingFence(payoutId)) !== fence) continue;
    const { inFlight: callsInFlight } = await api.state();
    process.kill(pid, "SIGKILL");
    await untilDefined(() => !world.stack.distributeProcesses().includes(pid) || undefined);
    lastFence = fence;
    const leftInFlight = await world.rowsInFlight(payoutId, payments);
    kills.push({ fence, afterCalls, callsInFlight, leftInFlight });
  }
  return kills;
}
