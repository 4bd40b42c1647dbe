import type * as z from "zod";
import { PROBLEMS, type ProblemCode } from "./problems/problem-table.ts";
import { apiProblemSchema } from "./schemas/problem.ts";

/** Problems that any call may meet, or any with a token. */
const GUARD_PROBLEMS: readonly ProblemCode[] = [
  "token_missing",
  "token_invalid",
  "token_expired",
  "no_role",
  "wrong_role",
  "not_by_page",
  "provider_unavailable",
  "payout_unreadable",
  "internal_error",
];

/** Problems that a call with a body about one payout may meet. */
export const BODY_PROBLEMS = [
  "invalid_request",
  "text_too_long",
  "malformed_body",
  "unsupported_media_type",
  "body_too_large",
  "payout_not_found",
] as const satisfies readonly ProblemCode[];

/** Describes a JSON answer. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** Describes a JSON body. */
export function jsonBody<T extends z.ZodType>(schema: T, required = true) {
  return { required, content: { "application/json": { schema } } };
}

/**
 * Describes the problems a call may meet, by status: the guard's own and those named. They are
 * for the contract only, and left out of the route's type: handlers throw them, never return them.
 */
export function problems(...codes: readonly ProblemCode[]): Record<never, never> {
  const byStatus = Object.groupBy([...codes, ...GUARD_PROBLEMS], (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, group = []]) => [
      status,
      {
        description: group.map((code) => `\`${code}\``).join(", "),
        content: { "application/problem+json": { schema: apiProblemSchema } },
      },
    ]),
  );
}

/** What is as it was is not sent again to whoever asks again and again. */
export const KNOWN = {
  description: "The caller has this answer: its `ETag` was sent as `If-None-Match`.",
};
