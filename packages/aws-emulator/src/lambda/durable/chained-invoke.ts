import { randomUUID } from "node:crypto";
import type { OnAwsCall } from "../../service/aws-call.ts";
import { AwsError } from "../../service/aws-error.ts";
import type { ResolvedFunction } from "../function-definition.ts";
import { assertQualified, type FunctionRegistry } from "../function-registry.ts";
import type { Invocation, InvocationOutcome } from "../invocation.ts";
import type { ChainedOutcome, RunnerDeps } from "./execution-runner.ts";
import type { Executions } from "./executions.ts";
import { toErrorObject } from "./read-output.ts";

export interface ChainedInvokeDeps {
  readonly registry: FunctionRegistry;
  readonly run: (target: ResolvedFunction, invocation: Invocation) => Promise<InvocationOutcome>;
  readonly executions: () => Executions;
  readonly onCall: OnAwsCall;
}

/**
 * Runs the other function of a CHAINED_INVOKE. Asked again after a restart, it finds the durable
 * execution that it started before; a function that is not durable runs again.
 */
export function createChainedInvoke(deps: ChainedInvokeDeps): RunnerDeps["invokeChained"] {
  return async ({ start }, operationId, { functionName, payload = "{}" }) => {
    try {
      const target = deps.registry.resolve(functionName);
      assertQualified(target);
      // Lambda calls it for the function that asked, whose role must allow it.
      const { environment } = deps.registry.resolve(start.functionName, start.version).definition;
      deps.onCall({
        caller: environment["AWS_ACCESS_KEY_ID"] ?? "",
        action: "lambda:InvokeFunction",
        resource: target.invokedArn,
        sentBytes: Buffer.byteLength(payload),
      });
      const { durable } = target.definition;
      if (durable === undefined) {
        const { invokedArn } = target;
        const requestId = randomUUID();
        return toChainedOutcome(await deps.run(target, { requestId, payload, invokedArn }));
      }
      const child = await deps.executions().start({
        target,
        executionTimeoutMs: durable.executionTimeoutMs,
        name: childName(start.executionId, operationId),
        input: payload,
      });
      return await child.ended;
    } catch (cause) {
      if (!(cause instanceof AwsError)) throw cause;
      const error = { ErrorType: cause.type, ErrorMessage: cause.message };
      return { status: "FAILED", error };
    }
  };
}

/** The same for every try, and at most 64 characters long. */
function childName(executionId: string, operationId: string): string {
  return `${executionId.replaceAll("-", "")}-${operationId}`.slice(0, 64);
}

function toChainedOutcome(outcome: InvocationOutcome): ChainedOutcome {
  switch (outcome.kind) {
    case "succeeded":
      return { status: "SUCCEEDED", result: outcome.payload };
    case "failed":
      return { status: "FAILED", error: toErrorObject(outcome.error) };
    case "abandoned":
      return undefined;
  }
}
