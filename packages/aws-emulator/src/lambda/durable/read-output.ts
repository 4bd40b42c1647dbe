import * as z from "zod";
import type { FunctionError } from "../bootstrap-protocol.ts";
import { type ErrorObject, errorObjectSchema } from "./operation.ts";

/** What a durable handler returns. */
const outputSchema = z.discriminatedUnion("Status", [
  z.object({ Status: z.literal("PENDING") }),
  z.object({ Status: z.literal("SUCCEEDED"), Result: z.string().optional() }),
  z.object({ Status: z.literal("FAILED"), Error: errorObjectSchema.optional() }),
]);
export type HandlerOutput = z.infer<typeof outputSchema>;

/** Anything else, such as the result of a handler that is not durable, fails the execution. */
export function readOutput(payload: string): HandlerOutput {
  const parsed = outputSchema.safeParse(JSON.parse(payload));
  if (parsed.success) return parsed.data;
  return {
    Status: "FAILED",
    Error: {
      ErrorType: "InvalidParameterValueException",
      ErrorMessage: "Invalid Status in invocation output.",
    },
  };
}

export function toErrorObject({ errorType, errorMessage, trace }: FunctionError): ErrorObject {
  return { ErrorType: errorType, ErrorMessage: errorMessage, StackTrace: trace };
}
