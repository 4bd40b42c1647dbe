import type { ErrorObject } from "./operation.ts";

/** What AWS lets an execution grow to. */
const MAX_OPERATIONS = 3000;
const MAX_STATE_BYTES = 100 * 1024 * 1024;
const MAX_RESULT_BYTES = 256 * 1024;

/** Why an execution of this size fails; undefined when it may go on. AWS's wording is not known. */
export function brokenQuota(size: {
  readonly operations: number;
  readonly stateBytes: number;
}): ErrorObject | undefined {
  if (size.operations > MAX_OPERATIONS) return exceeded(`more than ${MAX_OPERATIONS} operations`);
  if (size.stateBytes <= MAX_STATE_BYTES) return undefined;
  return exceeded(`more than ${MAX_STATE_BYTES} bytes of state`);
}

export function brokenResultQuota(result: string): ErrorObject | undefined {
  if (Buffer.byteLength(result) <= MAX_RESULT_BYTES) return undefined;
  return exceeded(`a result of more than ${MAX_RESULT_BYTES} bytes`);
}

function exceeded(what: string): ErrorObject {
  return {
    ErrorType: "DurableExecutionQuotaExceeded",
    ErrorMessage: `The durable execution has ${what}.`,
  };
}
