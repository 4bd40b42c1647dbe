import { randomUUID } from "node:crypto";
import { AwsError } from "../service/aws-error.ts";
import type { FunctionError } from "./bootstrap-protocol.ts";
import type { ExecutionEnd } from "./durable/execution.ts";
import type { Executions } from "./durable/executions.ts";
import { invalid } from "./durable/validate-updates.ts";
import type { EventQueue } from "./event-queue.ts";
import type { ResolvedFunction } from "./function-definition.ts";
import { assertQualified, type FunctionRegistry } from "./function-registry.ts";
import type { Invocation, InvocationOutcome } from "./invocation.ts";

const MAX_SYNC_BYTES = 6 * 1024 * 1024;
const MAX_ASYNC_BYTES = 1024 * 1024;
const MAX_SYNC_EXECUTION_MS = 15 * 60 * 1000;

export interface InvokeRequest {
  /** Name, `name:qualifier` or ARN. */
  readonly functionName: string;
  readonly qualifier?: string | undefined;
  /** JSON text; empty stands for `{}`. */
  readonly payload: string;
  readonly executionName?: string | undefined;
}

export interface InvokeAnswer {
  readonly outcome: InvocationOutcome;
  readonly version: string;
  readonly executionArn?: string;
}

/** The operation Invoke, in its two ways. */
export interface LambdaService {
  /** Waits for the result. @throws {AwsError} */
  invoke(request: InvokeRequest): Promise<InvokeAnswer>;
  /** Resolves once the call will survive a crash. @throws {AwsError} */
  enqueue(request: InvokeRequest): Promise<{ readonly executionArn?: string }>;
  /** Checks a call and does nothing. @throws {AwsError} */
  check(request: InvokeRequest): ResolvedFunction;
}

export interface LambdaServiceDeps {
  readonly registry: FunctionRegistry;
  readonly run: (target: ResolvedFunction, invocation: Invocation) => Promise<InvocationOutcome>;
  readonly executions: Executions;
  readonly events: EventQueue;
}

export function createLambdaService(deps: LambdaServiceDeps): LambdaService {
  const { registry, executions } = deps;

  function admit(request: InvokeRequest, maxBytes: number) {
    const bytes = Buffer.byteLength(request.payload);
    if (bytes > maxBytes) throw tooLarge(bytes, maxBytes);
    const target = registry.resolve(request.functionName, request.qualifier);
    assertQualified(target);
    const { durable } = target.definition;
    if (durable === undefined && request.executionName !== undefined) {
      throw invalid("DurableExecutionName is for durable functions only.");
    }
    return { target, durable, payload: readPayload(request.payload) };
  }

  async function startExecution(
    target: ResolvedFunction,
    executionTimeoutMs: number,
    input: string,
    name: string | undefined,
  ) {
    return await executions.start({ target, executionTimeoutMs, input, name });
  }

  return {
    async invoke(request) {
      const { target, durable, payload } = admit(request, MAX_SYNC_BYTES);
      const { version, invokedArn } = target;
      if (durable === undefined) {
        const invocation = { requestId: randomUUID(), payload, invokedArn };
        return { version, outcome: await deps.run(target, invocation) };
      }
      const { executionTimeoutMs } = durable;
      if (executionTimeoutMs > MAX_SYNC_EXECUTION_MS) {
        throw invalid(
          "You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.",
        );
      }
      const runner = await startExecution(
        target,
        executionTimeoutMs,
        payload,
        request.executionName,
      );
      const outcome = toOutcome(await runner.ended);
      return { version, outcome, executionArn: runner.execution.start.arn };
    },
    async enqueue(request) {
      const { target, durable, payload } = admit(request, MAX_ASYNC_BYTES);
      const { definition, qualifier } = target;
      if (durable === undefined) {
        await deps.events.accept({ functionName: definition.functionName, qualifier, payload });
        return {};
      }
      const { executionTimeoutMs } = durable;
      const runner = await startExecution(
        target,
        executionTimeoutMs,
        payload,
        request.executionName,
      );
      return { executionArn: runner.execution.start.arn };
    },
    check: (request) => admit(request, MAX_SYNC_BYTES).target,
  };
}

/** How a synchronous caller sees the end of an execution. */
function toOutcome(end: ExecutionEnd | undefined): InvocationOutcome {
  if (end === undefined) return { kind: "abandoned" };
  if (end.status === "SUCCEEDED") return { kind: "succeeded", payload: end.result ?? "null" };
  const error: FunctionError = {
    errorType: end.error?.ErrorType ?? end.status,
    errorMessage: end.error?.ErrorMessage ?? `The durable execution ended as ${end.status}.`,
    trace: end.error?.StackTrace,
  };
  return { kind: "failed", error };
}

function readPayload(payload: string): string {
  if (payload === "") return "{}";
  try {
    JSON.parse(payload);
    return payload;
  } catch (cause) {
    throw new AwsError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${cause}`,
      { cause },
    );
  }
}

function tooLarge(bytes: number, maxBytes: number): AwsError {
  return new AwsError(
    "RequestTooLargeException",
    `${bytes} byte payload is too large for the Invoke operation (limit ${maxBytes} bytes)`,
    { status: 413 },
  );
}
