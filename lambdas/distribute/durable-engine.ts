import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { createRetryStrategy, JitterStrategy } from "@aws/durable-execution-sdk-js";
import type { DurableEngine } from "../../domain/durable-engine.ts";

/**
 * A step throws because an AWS service does not answer, never because of a payment. It is tried
 * again for about three hours; then the execution fails, and the sweeper finds it.
 */
const RETRY_STEPS = createRetryStrategy({
  maxAttempts: 45,
  initialDelay: { seconds: 1 },
  backoffRate: 2,
  maxDelay: { minutes: 5 },
  jitter: JitterStrategy.HALF,
});

/** Lambda's durable execution as the domain's engine. */
export function createDurableEngine(
  context: DurableContext,
  options: { readonly nowMs: () => number; readonly yieldMarginMs: number },
): DurableEngine {
  return {
    executionName: executionNameOf(context.executionContext.durableExecutionArn),
    step: (name, run) =>
      context.step(
        name,
        () => {
          const remainingMs = context.lambdaContext.getRemainingTimeInMillis();
          return run({ yieldAtMs: options.nowMs() + remainingMs - options.yieldMarginMs });
        },
        { retryStrategy: RETRY_STEPS },
      ),
    wait: (name, ms) => context.wait(name, { seconds: Math.max(1, Math.ceil(ms / 1000)) }),
    async runAll(name, inputs) {
      const itself = context.lambdaContext.invokedFunctionArn;
      const branches = inputs.map((input, index) => ({
        name: `${name}-${index}`,
        func: (branch: DurableContext) => branch.invoke<object, unknown>("run", itself, input),
      }));
      const ends = await context.parallel(name, branches);
      ends.throwIfError();
      return ends.getResults();
    },
  };
}

/** `…:function:<function>:<version>/durable-execution/<name>/<id>` */
function executionNameOf(arn: string): string {
  const [, name] = /\/durable-execution\/([^/]+)\/[^/]+$/.exec(arn) ?? [];
  return name ?? arn;
}
