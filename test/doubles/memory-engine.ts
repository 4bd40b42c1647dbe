import type { Clock } from "../../domain/clock.ts";
import type { DurableEngine } from "../../domain/durable-engine.ts";

/** An engine that keeps results in memory, so that a workflow can be replayed after a crash. */
export function createMemoryEngine(options: {
  readonly clock: Clock;
  readonly executionName?: string;
  /** How long one invocation may pay before it yields. */
  readonly yieldAfterMs?: number;
}) {
  const { clock, executionName = "execution-1", yieldAfterMs = 600_000 } = options;
  const results = new Map<string, unknown>();
  const names: string[] = [];
  const engine: DurableEngine = {
    executionName,
    async step<T>(name: string, run: (context: { yieldAtMs: number }) => Promise<T>) {
      if (!results.has(name)) {
        results.set(name, await run({ yieldAtMs: clock.nowMs() + yieldAfterMs }));
        names.push(name);
      }
      return results.get(name) as T;
    },
    async wait(name, ms) {
      if (results.has(name)) return;
      await clock.sleep(ms);
      results.set(name, undefined);
      names.push(name);
    },
  };
  return { engine, /** Every operation that ran, in order. */ names };
}
