import type * as z from "zod";
import { AwsError } from "./aws-error.ts";

type Issue = z.core.$ZodIssue;

/**
 * Parses what a request says, refusing it in AWS's words.
 * @throws {AwsError} SerializationException, ValidationException
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const mistyped = issues.find((issue) => isMistyped(issue, input));
  if (mistyped !== undefined) {
    throw new AwsError("SerializationException", `${memberName(mistyped)} has another type.`);
  }
  const problems = issues.map(
    (issue) => `Value at '${memberName(issue)}' failed to satisfy constraint: ${constraint(issue)}`,
  );
  throw validationError(
    `${problems.length} validation error${problems.length === 1 ? "" : "s"} detected: ${problems.join("; ")}`,
  );
}

/** @throws {AwsError} SerializationException */
export function parseJsonBody(body: string): Record<string, unknown> {
  const value = body === "" ? {} : parseJson(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AwsError("SerializationException", "The body is not a JSON object.");
  }
  return { ...value };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AwsError("SerializationException", "The body is not JSON.", { cause });
  }
}

export function validationError(message: string, options: ErrorOptions = {}): AwsError {
  return new AwsError("ValidationException", message, options);
}

function isMistyped(issue: Issue, input: unknown): boolean {
  return issue.code === "invalid_type" && valueAt(input, issue.path) !== undefined;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    input,
  );
}

function memberName(issue: Issue): string {
  return issue.path
    .map((key) => String(key))
    .map((key) => key.charAt(0).toLowerCase() + key.slice(1))
    .join(".");
}

function constraint(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return "Member must not be null";
    case "too_small":
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case "too_big":
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case "invalid_format":
      return `Member must satisfy regular expression pattern: ${issue.pattern ?? issue.format}`;
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.join(", ")}]`;
    default:
      return issue.message;
  }
}

function measure(origin: string): "length" | "value" {
  return origin === "string" || origin === "array" ? "length" : "value";
}
