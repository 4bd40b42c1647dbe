import { createHash } from "node:crypto";
import type { Person } from "../domain/payout/person.ts";
import type { AdminApiDeps } from "./admin-api.ts";
import type { ProblemError } from "./problems/problem-error.ts";
import { PROBLEMS, type ProblemCode } from "./problems/problem-table.ts";
import type { Operation } from "./route-table.ts";
import type { SlackAction } from "./slack/actions.ts";

/** What the log says of somebody who was not let do something. */
export interface Refusal {
  readonly code: ProblemCode | "slack_user_unknown" | "not_signed_by_slack";
  /** What was tried; absent when it has no name. */
  readonly operation?: Operation | SlackAction | undefined;
  /** Who tried, as {@link pseudonymOf} has them; absent when nobody can tell. */
  readonly person?: string | undefined;
}

/** Notes that somebody was refused: a line of the log, and one more in the metric of the alarm. */
export function noteRefusal(
  { log, metrics }: Pick<AdminApiDeps, "log" | "metrics">,
  refusal: Refusal,
  requestId: string,
): void {
  log({ level: "info", message: "A call was refused.", requestId, refusal });
  metrics.measure({ CallsRefused: 1 });
}

/** Whether a problem says that somebody may not do this; others say that it is not well asked. */
export function isRefusal({ code }: ProblemError): boolean {
  const { status, isLimit = false } = PROBLEMS[code];
  return status === 401 || status === 403 || isLimit;
}

/**
 * What stands for a person in the log: the same for the same account, and found by who knows whom
 * to look for.
 */
export function pseudonymOf({ id, issuer = "" }: Pick<Person, "id" | "issuer">): string {
  return createHash("sha256").update(`${issuer} ${id}`).digest("hex").slice(0, 16);
}
