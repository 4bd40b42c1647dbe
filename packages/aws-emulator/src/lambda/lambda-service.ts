import { randomUUID } from "node:crypto";
import { AwsError } from "../service/aws-error.ts";
import type { Executions } from "./durable/executions.ts";
import { invalid } from "./durable/validate-updates.ts";
import type { EventQueue } from "./event-queue.ts";
import type { ResolvedFunction } from "./function-definition.ts";
import { assertQualified, type FunctionRegistry } from "./function-registry.ts";
import type { Invocation, InvocationOutcome } from "./invocation.ts";

const MAX_SYNC_BYTES = 6 * 1024 * 1024;
const MAX_ASYNC_BYTES = 1024 * 1024;

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
}

/** The operation Invoke, in its two ways. */
export interface LambdaService {
  /** Waits for the result; of functions that are not durable only. @throws {AwsError} */
  invoke(request: InvokeRequest): Promise<InvokeAnswer>;
  /** Resolves once the call will survive a crash. @throws {AwsError} */
  enqueue(request: InvokeRequest): Promise<{ readonly executionArn?: string }>;
}

export interface LambdaServiceDeps {
  readonly registry: FunctionRegistry;
  readonly run: (target: ResolvedFunction, invocation: Invocation) => Promise<InvocationOutcome>;
  readonly executions: Executions;
  readonly events: EventQueue;
}

export function createLambdaService(deps: LambdaServiceDeps): LambdaService {
  function admit(request: InvokeRequest, maxBytes: number) {
    const bytes = Buffer.byteLength(request.payload);
    if (bytes > maxBytes) throw tooLarge(bytes, maxBytes);
    const target = deps.registry.resolve(request.functionName, request.qualifier);
    assertQualified(target);
    const { durable } = target.definition;
    if (durable === undefined && request.executionName !== undefined) {
      throw invalid("DurableExecutionName is for durable functions only.");
    }
    return { target, durable, payload: readPayload(request.payload) };
  }

  return {
    async invoke(request) {
      const { target, durable, payload } = admit(request, MAX_SYNC_BYTES);
      if (durable !== undefined) {
        throw invalid("The emulator starts durable executions by InvocationType Event only.");
      }
      const { version, invokedArn } = target;
      const invocation = { requestId: randomUUID(), payload, invokedArn };
      return { version, outcome: await deps.run(target, invocation) };
    },
    async enqueue(request) {
      const { target, durable, payload } = admit(request, MAX_ASYNC_BYTES);
      const { definition, qualifier } = target;
      if (durable === undefined) {
        await deps.events.accept({ functionName: definition.functionName, qualifier, payload });
        return {};
      }
      const { execution } = await deps.executions.start({
        target,
        executionTimeoutMs: durable.executionTimeoutMs,
        input: payload,
        name: request.executionName,
      });
      return { executionArn: execution.start.arn };
    },
  };
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
