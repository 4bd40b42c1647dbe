import type { FunctionError } from "./bootstrap-protocol.ts";

/** One run of a handler. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly invokedArn: string;
}

export type InvocationOutcome =
  | { readonly kind: "succeeded"; readonly payload: string }
  | { readonly kind: "failed"; readonly error: FunctionError }
  /** The host was closed first: nobody knows how far it came. */
  | { readonly kind: "abandoned" };

const MAX_RESPONSE_BYTES = 6 * 1024 * 1024;

/** A result as it may leave Lambda: at most 6 MB. */
export function toOutcome(payload: string): InvocationOutcome {
  if (Buffer.byteLength(payload) <= MAX_RESPONSE_BYTES) return { kind: "succeeded", payload };
  return failure(
    "Function.ResponseSizeTooLarge",
    `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
  );
}

export function timedOut({ requestId }: Invocation, timeoutMs: number): InvocationOutcome {
  const seconds = (timeoutMs / 1000).toFixed(2);
  return failure(
    "Sandbox.Timedout",
    `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  );
}

export function exited({ requestId }: Invocation, why: string): InvocationOutcome {
  return failure("Runtime.ExitError", `RequestId: ${requestId} Error: ${why}`);
}

function failure(errorType: string, errorMessage: string): InvocationOutcome {
  return { kind: "failed", error: { errorType, errorMessage } };
}
