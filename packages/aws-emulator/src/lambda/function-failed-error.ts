import type { FunctionError } from "./bootstrap-protocol.ts";

/** A function that threw, ran out of time or died. */
export class FunctionFailedError extends Error {
  override readonly name = "FunctionFailedError";
  readonly errorType: string;
  /** The function's own stack, where it has one. */
  readonly trace: readonly string[];

  constructor({ errorType, errorMessage, trace = [] }: FunctionError) {
    super(`${errorType}: ${errorMessage}`);
    this.errorType = errorType;
    this.trace = trace;
  }
}
