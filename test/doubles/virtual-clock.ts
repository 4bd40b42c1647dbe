import type { Clock } from "../../domain/clock.ts";

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly wake: () => void;
}

/** A clock that stands still until everything that can run has run, then jumps to the next timer. */
export interface VirtualClock extends Clock {
  /** Lets time pass until the promise settles; throws when nothing is left that could settle it. */
  run<T>(promise: Promise<T>): Promise<T>;
  /** Sets the clock, waking what is due. */
  jumpTo(epochMs: number): void;
}

const VIRTUAL_START_MS = Date.parse("2026-11-23T01:00:00.000Z");

/** @param isBusy whether something is on its way that time has to wait for, such as a call over HTTP */
export function createVirtualClock(
  startMs = VIRTUAL_START_MS,
  isBusy: () => boolean = () => false,
): VirtualClock {
  let nowMs = startMs;
  let order = 0;
  const timers = new Set<Timer>();

  function next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) if (first === undefined || isBefore(timer, first)) first = timer;
    return first;
  }

  function wake(timer: Timer): void {
    timers.delete(timer);
    nowMs = Math.max(nowMs, timer.atMs);
    timer.wake();
  }

  return {
    nowMs: () => nowMs,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        order += 1;
        const stop = () => {
          timers.delete(timer);
          reject(signal?.reason);
        };
        const timer = {
          atMs: nowMs + Math.max(0, ms),
          order,
          wake: () => {
            signal?.removeEventListener("abort", stop);
            resolve();
          },
        };
        timers.add(timer);
        signal?.addEventListener("abort", stop, { once: true });
      });
    },
    async run(promise) {
      const state = { settled: false };
      const settle = () => {
        state.settled = true;
      };
      promise.then(settle, settle);
      for (;;) {
        await allMicrotasks();
        if (state.settled) return await promise;
        if (isBusy()) continue;
        const timer = next();
        if (timer === undefined) throw new Error("Nothing is left that could settle the promise.");
        wake(timer);
      }
    },
    jumpTo(epochMs) {
      for (let timer = next(); timer !== undefined && timer.atMs <= epochMs; timer = next()) {
        wake(timer);
      }
      nowMs = epochMs;
    },
  };
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/** The event loop turns only once every pending microtask has run. */
function allMicrotasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
