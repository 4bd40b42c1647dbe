/** What a step learns about the invocation it runs in. */
export interface StepContext {
  /** When nothing new may begin, so that the invocation ends within its time limit. */
  readonly yieldAtMs: number;
}

/**
 * Carries a workflow across crashes and time limits. A step's result is kept, so that a replay
 * does not run it again; a step whose result was not kept runs again from its beginning, so every
 * step must come to the same end when repeated.
 */
export interface DurableEngine {
  /** Unique name of this execution, the same in every replay. */
  readonly executionName: string;
  step<T>(name: string, run: (context: StepContext) => Promise<T>): Promise<T>;
  /** Suspends the execution, which costs nothing meanwhile and goes on in a fresh invocation. */
  wait(name: string, ms: number): Promise<void>;
  /**
   * Runs this workflow once for every input, each in an execution of its own and all at once,
   * while this one is suspended. Resolves with what they came to, in order, once all have ended.
   * @throws when one of them failed
   */
  runAll(name: string, inputs: readonly object[]): Promise<readonly unknown[]>;
}

/** An engine that knows how many operations its execution holds: the same in every replay. */
export interface CountedEngine extends DurableEngine {
  operations(): number;
}

export function countOperations(engine: DurableEngine): CountedEngine {
  let count = 0;
  return {
    executionName: engine.executionName,
    operations: () => count,
    async step(name, run) {
      count += 1;
      return await engine.step(name, run);
    },
    async wait(name, ms) {
      count += 1;
      await engine.wait(name, ms);
    },
    async runAll(name, inputs) {
      // Lambda keeps one for all together, and two for each: its branch and its invocation.
      count += 1 + 2 * inputs.length;
      return await engine.runAll(name, inputs);
    },
  };
}
