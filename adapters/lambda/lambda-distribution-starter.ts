import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { DistributionStarter } from "../../domain/distribution/distribution-starter.ts";
import type { UserEraser } from "../../domain/personal-data/erasure.ts";
import type { PreFlightStarter } from "../../domain/preflight/pre-flight.ts";
import type { ReceiptStarter } from "../../domain/receipt/receipt.ts";
import type { ResultRewriter } from "../../domain/report/rewrite-result.ts";

export interface LambdaDistributionStarterDeps {
  readonly lambda: LambdaClient;
  /** ARN of an alias or a version of `distribute`; durable functions have to be named so. */
  readonly functionArn: string;
}

/**
 * Starts `distribute` as a durable execution of that name. Lambda answers the same name with the
 * same payload with the execution that exists, so that starting it again does nothing. Throws what
 * the SDK throws: `DurableExecutionAlreadyStartedException` for the same name with another payload,
 * which is a mistake of ours.
 */
export function createLambdaDistributionStarter({
  lambda,
  functionArn,
}: LambdaDistributionStarterDeps): DistributionStarter &
  ResultRewriter &
  UserEraser &
  ReceiptStarter &
  PreFlightStarter {
  async function startExecution(executionName: string, event: object): Promise<void> {
    await lambda.send(
      new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: "Event",
        DurableExecutionName: executionName,
        Payload: JSON.stringify(event),
      }),
    );
  }

  return {
    // Spelt out: the same firing must be the same text.
    start: ({ payoutId, generation, scheduleName, run }, executionName) =>
      startExecution(executionName, { payoutId, generation, scheduleName, run }),
    rewrite: (payoutId, executionName, language) =>
      startExecution(executionName, { rewriteResultOf: payoutId, language }),
    compare: ({ receiptOf, run }, executionName) =>
      startExecution(executionName, { receiptOf, run }),
    preFlight: ({ preFlightOf, users }, executionName) =>
      startExecution(executionName, { preFlightOf, users }),
    erase: ({ eraseUser, run }, executionName) => startExecution(executionName, { eraseUser, run }),
  };
}
