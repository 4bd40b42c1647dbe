import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../simulation/random.ts";
import { type KillWorld, untilDefined } from "./kill-world.ts";

export interface Kill {
  /** Of the lease that the killed worker held. */
  readonly fence: number;
  /** How long it had been seen paying. */
  readonly afterMs: number;
  /** Calls that the points API had open just before. */
  readonly callsInFlight: number;
  /** Rows that were claimed and without an outcome when it died. */
  readonly leftInFlight: readonly number[];
}

/** A worker takes about so long to resolve what the last one left and to pay some more. */
const LONGEST_LIFE_MS = 1_400;
/** What the killed process had sent before it died has arrived by then; no lease is so short. */
const QUIET_MS = 150;

/**
 * SIGKILLs the process that pays, `kills` times, each a random while after it was seen holding the
 * lease. A process that ended its round by itself before its time came is let live.
 */
export async function killWhilePaying(
  world: KillWorld,
  payout: { readonly payoutId: string; readonly payments: number },
  options: { readonly kills: number; readonly random: Random },
): Promise<readonly Kill[]> {
  const kills: Kill[] = [];
  let lastFence = 0;
  while (kills.length < options.kills) {
    const afterMs = options.random.between(0, LONGEST_LIFE_MS);
    const fence = await untilDefined(async () => {
      const paying = await world.payingFence(payout.payoutId);
      return paying !== undefined && paying > lastFence ? paying : undefined;
    });
    await delay(afterMs);
    const [pid] = world.stack.distributeProcesses();
    if (pid === undefined || (await world.payingFence(payout.payoutId)) !== fence) continue;
    const { inFlight: callsInFlight } = await world.booksState();
    process.kill(pid, "SIGKILL");
    await untilDefined(() => !world.stack.distributeProcesses().includes(pid) || undefined);
    await delay(QUIET_MS);
    lastFence = fence;
    const leftInFlight = await world.rowsInFlight(payout.payoutId, payout.payments);
    kills.push({ fence, afterMs, callsInFlight, leftInFlight });
  }
  return kills;
}
