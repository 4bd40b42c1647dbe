import type { Payout } from "./types.ts";

const FAST_MS = 700;
const SLOW_MS = 15_000;

/** How long until a payout is worth asking for again: soon while it changes by itself. */
export function pollEveryMs(payout: Payout | undefined, nowMs: number): number {
  switch (payout?.state) {
    case undefined:
      return SLOW_MS;
    case "uploading":
    case "checking":
    case "distributing":
      return FAST_MS;
    // Others may act on these at any moment, from another browser.
    case "ready":
    case "paused":
    case "halted":
      return 3_000;
    case "scheduled":
    case "awaiting_approval": {
      const at = payout.schedule?.instant ?? payout.request?.instant;
      const leftMs = at === undefined ? SLOW_MS : Date.parse(at) - nowMs;
      return leftMs < 10_000 ? FAST_MS : Math.min(5_000, leftMs - 9_000);
    }
    default:
      return SLOW_MS;
  }
}
