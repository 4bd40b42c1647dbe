import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { LocalLambda } from "@paysheet/aws-emulator/lambda";
import { createLambdaTarget } from "@paysheet/aws-emulator/scheduler/lambda-target";
import { ACCOUNT_ID, CREDENTIALS, REGION } from "./account.ts";

type TargetInvocation = Parameters<ReturnType<typeof createLambdaTarget>>[0];

interface Started {
  readonly lambda: LocalLambda;
  readonly client: LambdaClient;
  readonly target: ReturnType<typeof createLambdaTarget>;
}

/**
 * The functions, for parts that are open before them because the functions' environment names
 * their addresses. A call that comes before they are started fails, and is made again.
 */
export interface LazyFunctions {
  start(lambda: LocalLambda): void;
  /** Resolves once they are started. */
  whenStarted(): Promise<void>;
  /** Waits for the result. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Resolves once the event is on disk. */
  invokeEvent(functionName: string, event: unknown): Promise<void>;
  /** Calls what a schedule names. */
  invokeTarget(invocation: TargetInvocation): Promise<void>;
}

export function createLazyFunctions(): LazyFunctions {
  let known: Started | undefined;
  const isStarted = Promise.withResolvers<void>();
  const started = (): Started => {
    if (known === undefined) throw new Error("The functions are not started yet.");
    return known;
  };
  return {
    start(lambda) {
      const { endpoint } = lambda;
      const aws = { region: REGION, accountId: ACCOUNT_ID, credentials: CREDENTIALS };
      known = {
        lambda,
        client: new LambdaClient({ ...aws, endpoint }),
        target: createLambdaTarget({ ...aws, lambdaEndpoint: endpoint }),
      };
      isStarted.resolve();
    },
    whenStarted: () => isStarted.promise,
    invoke: async (functionName, event) => await started().lambda.invoke(functionName, event),
    async invokeEvent(functionName, event) {
      await started().client.send(
        new InvokeCommand({
          FunctionName: functionName,
          InvocationType: "Event",
          Payload: JSON.stringify(event),
        }),
      );
    },
    invokeTarget: async (invocation) => await started().target(invocation),
  };
}
