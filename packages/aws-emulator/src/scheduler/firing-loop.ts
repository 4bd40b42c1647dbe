import { randomBytes } from "node:crypto";
import { type DeliverDeps, deliver } from "./deliver.ts";
import { FIRST_BACK_OFF_MS } from "./delivery.ts";
import { fireDueSchedules, nextFiringMs } from "./fire-due.ts";
import type { Delivery } from "./scheduler-state.ts";

/**
 * However far off the next firing is, look at the clock this often: it may have been set, and a
 * timer of more than 2^31 ms would go off at once.
 */
const LONGEST_NAP_MS = 60_000;

export interface FiringLoop {
  start(): void;
  /** To be called after every change of the schedules. */
  wake(): void;
  /** Starts nothing more and resolves when what is under way has ended. */
  close(): Promise<void>;
}

/** Fires schedules at their second and delivers what fired, going on where the journal stands. */
export function createFiringLoop(deps: DeliverDeps): FiringLoop {
  const { state, clock } = deps;
  const underWay = new Map<string, Promise<void>>();
  const closing = new AbortController();
  let nap = new AbortController();
  let ended = Promise.resolve();

  function wake(): void {
    nap.abort();
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      nap = new AbortController();
      const problem = await guarded(fireAndDeliver);
      if (closing.signal.aborted) break;
      await sleepUntil(problem ? clock.nowMs() + FIRST_BACK_OFF_MS : nextEventMs(), nap.signal);
    }
  }

  async function fireAndDeliver(): Promise<void> {
    await state.change((current) => ({
      value: fireDueSchedules(current, clock.nowMs(), newExecutionId),
      result: undefined,
    }));
    for (const delivery of waitingDeliveries()) {
      if (delivery.nextAttemptAtMs <= clock.nowMs()) start(delivery);
    }
  }

  function start(delivery: Delivery): void {
    underWay.set(delivery.executionId, deliverAndWake(delivery));
  }

  async function deliverAndWake(delivery: Delivery): Promise<void> {
    const problem = await guarded(() => deliver(deps, delivery));
    // A target that was called must not be called again and again while the disk is full.
    if (problem) await sleepUntil(clock.nowMs() + FIRST_BACK_OFF_MS, closing.signal);
    underWay.delete(delivery.executionId);
    wake();
  }

  function waitingDeliveries(): Delivery[] {
    const { deliveries } = state.read();
    return Object.values(deliveries).filter(({ executionId }) => !underWay.has(executionId));
  }

  function nextEventMs(): number {
    const retries = waitingDeliveries().map(({ nextAttemptAtMs }) => nextAttemptAtMs);
    return Math.min(nextFiringMs(state.read()), ...retries);
  }

  async function sleepUntil(epochMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      const ms = Math.max(epochMs - clock.nowMs(), 0);
      await clock.sleep(Math.min(ms, LONGEST_NAP_MS), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Only the disk can fail here: say so and try again. True when it did. */
  async function guarded(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return false;
    } catch (error) {
      console.error(`The scheduler could not keep its state: ${String(error)}`);
      return true;
    }
  }

  return {
    start() {
      ended = run();
    },
    wake,
    async close() {
      closing.abort();
      wake();
      await ended;
      await Promise.all(underWay.values());
    },
  };
}

function newExecutionId(): string {
  return randomBytes(8).toString("hex");
}
