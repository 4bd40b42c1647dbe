import { InvokeCommand, LambdaClient, LambdaServiceException } from "@aws-sdk/client-lambda";
import type { Credentials } from "../signature/credential-scope.ts";
import type { TargetInvocation } from "./deliver.ts";
import { TargetError } from "./delivery.ts";

/** Calls Lambda for a schedule: a function, version or alias, invoked as an event with its input. */
export function createLambdaTarget(options: {
  readonly lambdaEndpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
}): (target: TargetInvocation) => Promise<void> {
  const lambda = new LambdaClient({
    endpoint: options.lambdaEndpoint,
    region: options.region,
    credentials: options.credentials,
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
    },
  });
  return async ({ arn, input }) => {
    try {
      await lambda.send(
        new InvokeCommand({ FunctionName: arn, InvocationType: "Event", Payload: input }),
      );
    } catch (cause) {
      throw toTargetError(cause);
    }
  };
}

function toTargetError(cause: unknown): TargetError {
  if (!(cause instanceof LambdaServiceException)) {
    const [code, message] =
      cause instanceof Error ? [cause.name, cause.message] : ["Error", String(cause)];
    return new TargetError(code, message, { cause, retryable: true });
  }
  const isThrottled = cause.$metadata.httpStatusCode === 429;
  return new TargetError(cause.name, cause.message, {
    cause,
    retryable: isThrottled || cause.$fault === "server",
  });
}
