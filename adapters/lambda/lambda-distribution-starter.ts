import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { DistributionStarter } from "../../domain/distribution/distribution-starter.ts";

export interface LambdaDistributionStarterDeps {
  readonly lambda: LambdaClient;
  /** ARN of an alias or a version of `distribute`; durable functions have to be named so. */
  readonly functionArn: string;
}

/**
 * Starts `distribute` as a durable execution of that name. Lambda takes the same name with the same
 * payload for the execution that exists, so that starting it again does nothing.
 * Throws what the SDK throws: `DurableExecutionAlreadyStartedException` for the same name with
 * another payload, which is a mistake of ours.
 */
export function createLambdaDistributionStarter({
  lambda,
  functionArn,
}: LambdaDistributionStarterDeps): DistributionStarter {
  return {
    async start({ payoutId, generation, scheduleName, run }, executionName) {
      await lambda.send(
        new InvokeCommand({
          FunctionName: functionArn,
          InvocationType: "Event",
          DurableExecutionName: executionName,
          // Spelt out: the same firing must be the same text.
          Payload: JSON.stringify({ payoutId, generation, scheduleName, run }),
        }),
      );
    },
  };
}
