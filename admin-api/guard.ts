import { createMiddleware } from "hono/factory";
import type { Role } from "../domain/payout/person.ts";
import type { AdminApiEnv } from "./admin-api.ts";
import { ProblemError } from "./problems/problem-error.ts";

/** What may be done, and by which roles. */
const PERMISSIONS = {
  /** Look at everything. */
  read: ["viewer", "marketer", "approver", "admin"],
  /** Create, schedule and cancel payouts. */
  prepare: ["marketer", "admin"],
  /** Approve and decline. */
  decide: ["approver", "admin"],
  /** Hold what is scheduled, stop what is being paid: whoever answers for it may pull the brake. */
  stop: ["marketer", "approver", "admin"],
  /** Resume, retry, and settle what is unknown. */
  operate: ["marketer", "admin"],
  /** Say that the table was restored from a backup. */
  restore: ["admin"],
  /** See what is left to do after a deploy. */
  setUp: ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export const BEARER_SCHEME = "bearer";

/** What a route needs to be closed to all but the roles of a permission. */
export function guarded(permission: Permission) {
  return {
    middleware: guard(PERMISSIONS[permission]),
    security: [{ [BEARER_SCHEME]: [] }],
    "x-roles": PERMISSIONS[permission],
  };
}

function guard(allowed: readonly Role[]) {
  return createMiddleware<AdminApiEnv>(async (c, next) => {
    const token = bearerToken(c.req.header("authorization"));
    const caller = await c.var.tokens.verify(token);
    await c.var.noticeCaller(caller, { token, requestId: c.var.requestId });
    authorize(caller.roles, allowed);
    c.set("caller", caller);
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
 * For those who come without a token.
 * @throws {ProblemError} `no_role`, `wrong_role`
 */
export function assertMay(roles: readonly Role[], permission: Permission): void {
  authorize(roles, PERMISSIONS[permission]);
}

function authorize(roles: readonly Role[], allowed: readonly Role[]): void {
  if (roles.length === 0) {
    throw new ProblemError("no_role", "This person has none of this API's roles.");
  }
  if (roles.some((role) => allowed.includes(role))) return;
  throw new ProblemError(
    "wrong_role",
    `This needs the role ${allowed.join(" or ")}; the person has ${roles.join(", ")}.`,
    { values: { roles: allowed.join(", ") } },
  );
}
