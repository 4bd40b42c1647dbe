import type { Clock } from "../../domain/clock.ts";
import type { DurableEngine } from "../../domain/durable-engine.ts";

interface MemoryEngine {
  readonly engine: DurableEngine;
  /** Every operation that ran, in order. */
  readonly names: string[];
}

/** An engine that keeps results in memory, so that a workflow can be replayed after a crash. */
export function createMemoryEngine(options: {
  readonly clock: Clock;
  readonly executionName?: string;
  /** How long one invocation may pay before it yields. */
  readonly yieldAfterMs?: number;
  /** What an execution of its own does with its input; without it there are none. */
  readonly runOne?: (
    input: object,
    engine: DurableEngine,
    names: readonly string[],
  ) => Promise<unknown>;
}): MemoryEngine {
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
    async runAll(name, inputs) {
      const { runOne } = options;
      if (runOne === undefined) throw new Error(`Nothing runs ${name} here.`);
      names.push(name);
      return await Promise.all(
        inputs.map((input, index) => {
          const child = createMemoryEngine({ ...options, executionName: `${name}-${index}` });
          return runOne(input, child.engine, child.names);
        }),
      );
    },
  };
  return { engine, names };
}
