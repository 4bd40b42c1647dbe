import { InvokeCommand, LambdaClient, LambdaServiceException } from "@aws-sdk/client-lambda";
import * as z from "zod";
import type { Credentials } from "../signature/credential-scope.ts";
import type { TargetInvocation } from "./deliver.ts";
import { TargetError } from "./delivery.ts";
import { isFunctionArn } from "./schedule-definition.ts";

const UNIVERSAL_INVOKE = /^arn:aws[a-z-]*:scheduler:::aws-sdk:lambda:invoke$/;

/** Parameters of Invoke as a universal target takes them. */
const invokeParametersSchema = z.strictObject({
  FunctionName: z.string().min(1),
  InvocationType: z.enum(["Event", "RequestResponse", "DryRun"]).default("RequestResponse"),
  DurableExecutionName: z.string().optional(),
  Qualifier: z.string().optional(),
  ClientContext: z.string().optional(),
  LogType: z.enum(["None", "Tail"]).optional(),
  Payload: z
    .unknown()
    .transform((payload) => (typeof payload === "string" ? payload : JSON.stringify(payload)))
    .optional(),
});
type InvokeParameters = z.infer<typeof invokeParametersSchema>;

/**
 * Calls Lambda for a schedule: its templated target (a function, version or alias, invoked as an
 * event) and the universal target `aws-sdk:lambda:invoke`. Retrying is the scheduler's business.
 */
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
  return async (target) => {
    const { Payload, ...parameters } = invokeParameters(target);
    try {
      await lambda.send(
        new InvokeCommand({
          ...parameters,
          ...(Payload === undefined ? {} : { Payload: Buffer.from(Payload) }),
        }),
      );
    } catch (cause) {
      throw toTargetError(cause);
    }
  };
}

function invokeParameters({ arn, input }: TargetInvocation): InvokeParameters {
  if (isFunctionArn(arn)) return { FunctionName: arn, InvocationType: "Event", Payload: input };
  if (!UNIVERSAL_INVOKE.test(arn)) {
    throw new TargetError("UnsupportedTarget", `The stand-in can't call ${arn}.`, {
      retryable: false,
    });
  }
  try {
    return invokeParametersSchema.parse(JSON.parse(input));
  } catch (cause) {
    throw new TargetError("InvalidInput", `Not the parameters of Lambda's Invoke: ${cause}`, {
      cause,
      retryable: false,
    });
  }
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
