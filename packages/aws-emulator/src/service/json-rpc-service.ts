import type * as z from "zod";
import { parseInput, parseJsonBody } from "../scheduler/validation.ts";
import { unknownOperation } from "./aws-error.ts";
import { type AwsServiceOptions, type LocalService, startAwsService } from "./aws-service.ts";

/** One operation of a service that speaks AWS's JSON protocol. */
export type JsonOperation = (input: Record<string, unknown>) => Promise<unknown>;

/** An operation whose input is parsed by `schema` first. */
export function jsonOperation<T>(
  schema: z.ZodType<T>,
  run: (input: T) => Promise<unknown>,
): JsonOperation {
  return async (input) => run(parseInput(schema, input));
}

/** Serves operations by the name that `x-amz-target` bears after `targetPrefix`. */
export function startJsonService(
  options: Omit<AwsServiceOptions, "answer"> & {
    readonly targetPrefix: string;
    readonly operations: Readonly<Record<string, JsonOperation>>;
  },
): Promise<LocalService> {
  const operations = new Map(
    Object.entries(options.operations).map(([name, operation]) => [
      `${options.targetPrefix}.${name}`,
      operation,
    ]),
  );
  return startAwsService({
    ...options,
    async answer({ method, path, headers, body }) {
      const operation = operations.get(String(headers["x-amz-target"]));
      if (method !== "POST" || path !== "/" || operation === undefined) throw unknownOperation();
      return operation(parseJsonBody(body));
    },
  });
}
