import type { CallPermit } from "../../domain/distribution/points-api.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";

const LONGEST_HANG_MS = 20_000;

/** How a call ends whose credentials did not come in time. */
export const CREDENTIALS_LATE = {
  kind: "not_done",
  unavailable: true,
  code: "credentials_late",
} as const;

/**
 * What every call to the points API needs: fetched anew when it has expired, which may hang. One
 * deadline holds for credentials and call together, and is looked at just before the call leaves.
 */
export interface WorldCredentials {
  /** How long the call that needs them may still take; undefined when they did not come in time. */
  leftFor(
    process: SimProcess,
    permit: CallPermit,
  ): number | undefined | Promise<number | undefined>;
}

export function createWorldCredentials(setup: Setup): WorldCredentials {
  const { faults, random, timeline } = setup;

  async function fetchWithin(process: SimProcess, waitMs: number): Promise<number | undefined> {
    const deadlineMs = timeline.nowMs() + waitMs;
    const hangsMs = faults.chance("credentialsHang") ? random.spread(500, LONGEST_HANG_MS) : 0;
    await process.send({
      what: "credentials.get",
      land: () => (hangsMs === 0 ? "ok" : `hangs for ${hangsMs} ms`),
      landsAfterMs: 1,
      answersAfterMs: Math.min(waitMs, hangsMs + faults.latencyMs()),
      answer: () => undefined,
    });
    const leftMs = deadlineMs - timeline.nowMs();
    return leftMs > 0 ? leftMs : undefined;
  }

  return {
    leftFor(process, { deadlineMs }) {
      const leftMs = deadlineMs - process.clock.nowMs();
      return faults.chance("credentialsExpire") ? fetchWithin(process, leftMs) : leftMs;
    },
  };
}
