import { systemClock } from "../../adapters/system/system-clock.ts";
import type { DurableEngine } from "../../domain/durable-engine.ts";

/** Lambda's longest time for an invocation. */
const INVOCATION_MS = 900_000;

/** Runs a workflow from its beginning to its end in this process, and keeps nothing. */
export function createPlainEngine(executionName: string): DurableEngine {
  return {
    executionName,
    step: (_, run) => run({ yieldAtMs: systemClock.nowMs() + INVOCATION_MS }),
    wait: (_, ms) => systemClock.sleep(ms),
  };
}
