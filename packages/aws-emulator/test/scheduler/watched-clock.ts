import type { Clock } from "../../../../domain/clock.ts";
import { createVirtualClock } from "../../../../test/doubles/virtual-clock.ts";

/** A clock that a test moves by hand and that tells when somebody sleeps on it. */
export interface WatchedClock extends Clock {
  advance(ms: number): void;
  /** Resolves once somebody sleeps until exactly `ms` from now. */
  asleepFor(ms: number): Promise<void>;
}

export function createWatchedClock(): WatchedClock {
  const clock = createVirtualClock();
  const sleeps: { wakeAtMs: number }[] = [];
  const watchers = new Set<() => void>();

  return {
    nowMs: clock.nowMs,
    async sleep(ms, signal) {
      const sleep = { wakeAtMs: clock.nowMs() + ms };
      sleeps.push(sleep);
      for (const look of watchers) look();
      try {
        await clock.sleep(ms, signal);
      } finally {
        sleeps.splice(sleeps.indexOf(sleep), 1);
      }
    },
    advance: (ms) => clock.jumpTo(clock.nowMs() + ms),
    asleepFor(ms) {
      const untilMs = clock.nowMs() + ms;
      return new Promise((resolve) => {
        const look = () => {
          if (!sleeps.some(({ wakeAtMs }) => wakeAtMs === untilMs)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      });
    },
  };
}
