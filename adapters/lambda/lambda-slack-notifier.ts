import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";

export interface LambdaSlackNotifierDeps {
  readonly lambda: LambdaClient;
  /** Name or ARN of `slack-notifier`. */
  readonly functionArn: string;
}

/** Asks `slack-notifier` to bring the Slack channel up to date with a payout; does not wait for it. */
export function createLambdaSlackNotifier({ lambda, functionArn }: LambdaSlackNotifierDeps) {
  return async (payoutId: string): Promise<void> => {
    await lambda.send(
      new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: "Event",
        Payload: JSON.stringify({ payoutId }),
      }),
    );
  };
}
