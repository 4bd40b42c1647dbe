import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Clock } from "../../domain/clock.ts";

/** What Lambda keeps of a durable execution: what it was asked, and what its operations came to. */
export interface Execution {
  readonly name: string;
  readonly input: object;
  /** In the order in which they ended. */
  readonly operations: { readonly name: string; readonly result: unknown }[];
  /** Executions that it invoked and waits for. */
  readonly children: Execution[];
  /** What it returned; absent of one that has not ended. */
  end?: unknown;
}

/** As text of JSON has it, which is how Lambda carries inputs and keeps results. */
export function carried<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

/** The code asks for another operation than the one that was kept: Lambda ends such an execution as failed. */
class OperationMismatchError extends Error {
  override readonly name = "OperationMismatchError";
}

const FUNCTION_ARN = "arn:aws:lambda:ap-northeast-2:123456789012:function:distribute:1";
const INVOCATION_MS = 900_000;

type Branch = {
  readonly name: string;
  readonly func: (context: DurableContext) => Promise<unknown>;
};

/**
 * What the handler takes of a durable context. Operations that are kept are replayed, in their order and
 * by their names; the others are carried out and kept.
 */
export function contextOf(
  { name: executionName, operations }: Execution,
  {
    clock,
    invoke,
  }: {
    readonly clock: Clock;
    /** Runs a child to its end, from wherever it is. */
    readonly invoke: (name: string, input: object) => Promise<unknown>;
  },
): DurableContext {
  let position = 0;

  async function operate<T>(name: string, act: () => Promise<T>): Promise<T> {
    const known = operations[position];
    position += 1;
    if (known === undefined) {
      const result = carried(await act());
      operations.push({ name, result });
      return result;
    }
    if (known.name !== name) {
      throw new OperationMismatchError(
        `${executionName} kept ${known.name}, and asks for ${name}.`,
      );
    }
    return known.result as T;
  }

  const context = {
    executionContext: {
      durableExecutionArn: `${FUNCTION_ARN}/durable-execution/${executionName}/1`,
    },
    lambdaContext: {
      getRemainingTimeInMillis: () => INVOCATION_MS,
      invokedFunctionArn: FUNCTION_ARN,
    },
    step: (name: string, act: () => Promise<unknown>) => operate(name, act),
    wait: (name: string, { seconds }: { seconds: number }) =>
      operate(name, () => clock.sleep(seconds * 1_000)),
    async parallel(name: string, branches: readonly Branch[]) {
      const ends = await operate(name, () =>
        Promise.all(
          branches.map(({ name: branch, func }) => {
            const invoking = {
              invoke: (_: string, __: string, input: object) =>
                invoke(`${executionName}-${branch}`, input),
            };
            return func(invoking as Partial<DurableContext> as DurableContext);
          }),
        ),
      );
      return { throwIfError: () => undefined, getResults: () => ends };
    },
  };
  return context as Partial<DurableContext> as DurableContext;
}
