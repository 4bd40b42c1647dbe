import type { AwsCall } from "../service/aws-call.ts";
import { AwsError } from "../service/aws-error.ts";
import type { AwsRequest } from "../service/read-request.ts";
import type { FunctionRegistry } from "./function-registry.ts";

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const EXECUTION = /^\/2025-12-01\/durable-executions\/([^/]+)\/(checkpoint|state)$/;
const OF_AN_EXECUTION: Readonly<Record<string, string>> = {
  checkpoint: "lambda:CheckpointDurableExecution",
  state: "lambda:GetDurableExecutionState",
};

/** What IAM calls what functions ask of Lambda; of what only people ask nothing is told. */
export function describeLambdaCall(
  { path, query }: AwsRequest,
  registry: FunctionRegistry,
): Pick<AwsCall, "action" | "resource"> | undefined {
  const invoked = INVOKE.exec(path)?.[1];
  if (invoked !== undefined) {
    const name = decodeURIComponent(invoked);
    const resource = invokedArn(registry, name, query.get("Qualifier") ?? undefined);
    return resource === undefined ? undefined : { action: "lambda:InvokeFunction", resource };
  }
  const [, execution, kind] = EXECUTION.exec(path) ?? [];
  const action = OF_AN_EXECUTION[kind ?? ""];
  if (execution === undefined || action === undefined) return undefined;
  return { action, resource: decodeURIComponent(execution) };
}

/** Undefined for a function that is not there, which is not the describer's to refuse. */
function invokedArn(
  registry: FunctionRegistry,
  name: string,
  qualifier: string | undefined,
): string | undefined {
  try {
    return registry.resolve(name, qualifier).invokedArn;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
