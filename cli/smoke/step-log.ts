import { ApiProblemError } from "../admin-api-client.ts";
import { UsageError } from "../read-arguments.ts";

/** A step that did not come to what it should have; says where to look. */
export class StepFailedError extends Error {
  override readonly name = "StepFailedError";
  readonly lookAt: string;

  constructor(message: string, lookAt: string, options?: ErrorOptions) {
    super(message, options);
    this.lookAt = lookAt;
  }
}

export interface StepLog {
  /**
   * Does a step and prints a line of it: a tick, how long it took, and what it found.
   * @throws {StepFailedError} when it fails; `lookAt` unless the step says it better itself
   * @throws {UsageError} as the step does
   */
  step<T>(
    name: string,
    act: () => Promise<T>,
    told: { readonly lookAt: string; readonly found?: (result: T) => string },
  ): Promise<T>;
}

/** Prints each step to `output` as it ends. */
export function createStepLog(output: NodeJS.WritableStream, nowMs: () => number): StepLog {
  const line = (mark: string, startedMs: number, text: string) => {
    const took = `${((nowMs() - startedMs) / 1000).toFixed(1)} s`.padStart(8);
    output.write(`${mark} ${took}  ${text}\n`);
  };
  return {
    async step(name, act, { lookAt, found }) {
      const startedMs = nowMs();
      try {
        const result = await act();
        line("✓", startedMs, found === undefined ? name : `${name}: ${found(result)}`);
        return result;
      } catch (error) {
        if (error instanceof UsageError) throw error;
        line("✗", startedMs, `${name}: ${reasonOf(error)}`);
        if (error instanceof StepFailedError) throw error;
        throw new StepFailedError(reasonOf(error), lookAt, { cause: error });
      }
    },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof ApiProblemError) {
    const { status, code, detail } = error.problem;
    return `${status} ${code}: ${detail}`;
  }
  if (!(error instanceof Error)) return String(error);
  // fetch says why it failed in the cause only.
  const cause = error.cause instanceof Error ? `: ${error.cause.message || error.cause.name}` : "";
  return `${error.message}${cause}`;
}
