import { type LambdaClient, ListDurableExecutionsByFunctionCommand } from "@aws-sdk/client-lambda";
import type { Executions } from "../../domain/distribution/distribution-starter.ts";

export interface LambdaExecutionsDeps {
  readonly lambda: LambdaClient;
  /** Name or ARN of `distribute`, without a version: executions keep the one they began with. */
  readonly functionArn: string;
}

/** Asks Lambda itself, which lists every durable execution until it has ended. */
export function createLambdaExecutions({ lambda, functionArn }: LambdaExecutionsDeps): Executions {
  return {
    async isRunning(executionName) {
      const { DurableExecutions = [] } = await lambda.send(
        new ListDurableExecutionsByFunctionCommand({
          FunctionName: functionArn,
          DurableExecutionName: executionName,
          Statuses: ["RUNNING"],
        }),
      );
      return DurableExecutions.some(
        ({ DurableExecutionName, Status }) =>
          DurableExecutionName === executionName && Status === "RUNNING",
      );
    },
  };
}
