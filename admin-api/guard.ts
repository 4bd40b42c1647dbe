import { createMiddleware } from "hono/factory";
import type { Language } from "../domain/language.ts";
import type { Role } from "../domain/payout/person.ts";
import { ROLE_NAMES } from "../presentation/role-names.ts";
import type { AdminApiEnv } from "./admin-api.ts";
import { ProblemError } from "./problems/problem-error.ts";
import {
  mustBeKnownFor,
  type Operation,
  PERMISSIONS,
  type Permission,
  ROUTES,
} from "./route-table.ts";

export const BEARER_SCHEME = "bearer";

/** What the table says of a call: where it is made, its name, and a guard that lets its roles in. */
export function routeOf<O extends Operation>(operationId: O) {
  const row: (typeof ROUTES)[O] = ROUTES[operationId];
  const roles = PERMISSIONS[row[2]];
  return {
    method: row[0],
    path: row[1],
    operationId,
    middleware: guard(operationId, roles),
    security: [{ [BEARER_SCHEME]: [] }],
    "x-roles": roles,
  };
}

/**
 * Lets those roles in. Whoever may make others be paid must also be known, so that makers and
 * checkers can be told apart: where that can't be had now, nothing is done.
 */
function guard(operation: Operation, allowed: readonly Role[]) {
  const mustBeKnown = mustBeKnownFor(operation);
  return createMiddleware<AdminApiEnv>(async (c, next) => {
    c.set("operation", operation);
    const token = bearerToken(c.req.header("authorization"));
    const verified = await c.var.tokens.verify(token);
    const { requestId } = c.var;
    const caller = await c.var.identifyCaller(verified, { token, requestId, mustBeKnown });
    c.set("caller", caller);
    authorize(caller.roles, allowed);
    if (mustBeKnown && caller.unknown !== undefined) throw caller.unknown;
    await next();
  });
}

/** @throws {ProblemError} `token_missing` */
function bearerToken(header: string | undefined): string {
  const token = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
  if (token !== undefined) return token;
  throw new ProblemError("token_missing", "Send the header Authorization: Bearer <token>.", {
    headers: { "www-authenticate": 'Bearer realm="paysheet"' },
  });
}

/**
 * For people who act without a token, through Slack.
 * @throws {ProblemError} `no_role`, `wrong_role`
 */
export function assertMay(roles: readonly Role[], permission: Permission): void {
  authorize(roles, PERMISSIONS[permission]);
}

/** Whether these roles allow it. */
export function may(roles: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission];
  return roles.some((role) => allowed.includes(role));
}

function authorize(roles: readonly Role[], allowed: readonly Role[]): void {
  if (roles.length === 0) {
    throw new ProblemError("no_role", "This person has none of this API's roles.");
  }
  if (roles.some((role) => allowed.includes(role))) return;
  throw new ProblemError(
    "wrong_role",
    `This needs the role ${allowed.join(" or ")}; the person has ${roles.join(", ")}.`,
    { values: { rolesKo: namesOf(allowed, "ko"), rolesEn: namesOf(allowed, "en") } },
  );
}

function namesOf(roles: readonly Role[], language: Language): string {
  return roles.map((role) => ROLE_NAMES[role][language]).join(", ");
}
