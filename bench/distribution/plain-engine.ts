import { performance } from "node:perf_hooks";
import { systemClock } from "../../adapters/system/system-clock.ts";
import type { DurableEngine } from "../../domain/durable-engine.ts";

/** Lambda's longest time for an invocation. */
const INVOCATION_MS = 900_000;

export interface PlainEngineOptions {
  readonly executionName: string;
  /** Runs the workflow for one input of `runAll`, under a name of its own, to its end. */
  runOne(name: string, input: object): Promise<unknown>;
  /** Told of each step that came to its end. */
  onStep?(name: string, tookMs: number): void;
}

/** Runs a workflow from its beginning to its end in this process, and keeps nothing. */
export function createPlainEngine(options: PlainEngineOptions): DurableEngine {
  return {
    executionName: options.executionName,
    async step(name, run) {
      const startMs = performance.now();
      const result = await run({ yieldAtMs: systemClock.nowMs() + INVOCATION_MS });
      options.onStep?.(name, performance.now() - startMs);
      return result;
    },
    wait: (_, ms) => systemClock.sleep(ms),
    runAll: (name, inputs) =>
      Promise.all(inputs.map((input, index) => options.runOne(`${name}-${index}`, input))),
  };
}
