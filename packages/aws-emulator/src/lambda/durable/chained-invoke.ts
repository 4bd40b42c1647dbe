import type { OnAwsCall } from "../../service/aws-call.ts";
import { AwsError } from "../../service/aws-error.ts";
import { assertQualified, type FunctionRegistry } from "../function-registry.ts";
import type { RunnerDeps } from "./execution-runner.ts";
import type { Executions } from "./executions.ts";
import { invalid } from "./validate-updates.ts";

export interface ChainedInvokeDeps {
  readonly registry: FunctionRegistry;
  readonly executions: () => Executions;
  readonly onCall: OnAwsCall;
}

/**
 * Runs the other function of a CHAINED_INVOKE, which must be durable. Asked again after a restart, it
 * finds the execution that it started before.
 */
export function createChainedInvoke(deps: ChainedInvokeDeps): RunnerDeps["invokeChained"] {
  return async ({ start }, operationId, { functionName, payload = "{}" }) => {
    try {
      const target = deps.registry.resolve(functionName);
      assertQualified(target);
      const { durable } = target.definition;
      if (durable === undefined) throw invalid("The emulator chains durable functions only.");
      // Lambda calls it for the function that asked, whose role must allow it.
      const { environment } = deps.registry.resolve(start.functionName, start.version).definition;
      deps.onCall({
        caller: environment["AWS_ACCESS_KEY_ID"] ?? "",
        action: "lambda:InvokeFunction",
        resource: target.invokedArn,
        sentBytes: Buffer.byteLength(payload),
      });
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
