import type { Clock } from "@paysheet/emulator-server/clock";

/** A clock that a test moves by hand and that tells when somebody sleeps on it. */
export interface ObservedClock extends Clock {
  advance(ms: number): void;
  /** Resolves once somebody sleeps until exactly `ms` from now. */
  asleepFor(ms: number): Promise<void>;
}

interface Sleep {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

const START_MS = Date.parse("2026-11-23T01:00:00.000Z");

export function createObservedClock(): ObservedClock {
  let nowMs = START_MS;
  const sleeps = new Set<Sleep>();
  const watchers = new Set<() => void>();

  return {
    nowMs: () => nowMs,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          sleeps.delete(sleep);
          reject(signal?.reason);
        };
        const wake = () => {
          sleeps.delete(sleep);
          signal?.removeEventListener("abort", stop);
          resolve();
        };
        const sleep = { wakeAtMs: nowMs + Math.max(0, ms), wake };
        sleeps.add(sleep);
        signal?.addEventListener("abort", stop, { once: true });
        for (const look of watchers) look();
      });
    },
    advance(ms) {
      nowMs += ms;
      for (const { wakeAtMs, wake } of [...sleeps]) if (wakeAtMs <= nowMs) wake();
    },
    asleepFor(ms) {
      const untilMs = nowMs + ms;
      return new Promise((resolve) => {
        const look = () => {
          if (![...sleeps].some(({ wakeAtMs }) => wakeAtMs === untilMs)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      });
    },
  };
}
