import type { ErrorObject } from "./operation.ts";

/** What an execution may grow to. AWS's are fixed. */
export interface Quotas {
  readonly operations: number;
  readonly stateBytes: number;
  readonly resultBytes: number;
}

export const AWS_QUOTAS: Quotas = {
  operations: 3000,
  stateBytes: 100 * 1024 * 1024,
  resultBytes: 256 * 1024,
};

/** Why an execution of this size fails; undefined when it may go on. AWS's wording is not known. */
export function brokenQuota(
  quotas: Quotas,
  size: { readonly operations: number; readonly stateBytes: number },
): ErrorObject | undefined {
  if (size.operations > quotas.operations) {
    return exceeded(`more than ${quotas.operations} operations`);
  }
  if (size.stateBytes > quotas.stateBytes) {
    return exceeded(`more than ${quotas.stateBytes} bytes of state`);
  }
  return undefined;
}

export function brokenResultQuota(quotas: Quotas, result: string): ErrorObject | undefined {
  if (Buffer.byteLength(result) <= quotas.resultBytes) return undefined;
  return exceeded(`a result of more than ${quotas.resultBytes} bytes`);
}

function exceeded(what: string): ErrorObject {
  return {
    ErrorType: "DurableExecutionQuotaExceeded",
    ErrorMessage: `The durable execution has ${what}.`,
  };
}
