import { createMiddleware } from "hono/factory";
import type { Caller, TokenVerifier } from "../adapters/oidc/token-verifier.ts";
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
  /** Stop a payout that is being paid: whoever answers for it may pull the brake. */
  stop: ["marketer", "approver", "admin"],
  /** Resume, retry, and settle what is unknown. */
  mend: ["marketer", "admin"],
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
    const caller = await authenticate(c.var.tokens, c.req.header("authorization"));
    authorize(caller, allowed);
    c.set("caller", caller);
    await next();
  });
}

/** @throws {ProblemError} `token_missing`; {@link TokenVerifier.verify} says what else */
async function authenticate(tokens: TokenVerifier, header: string | undefined): Promise<Caller> {
  const token = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
  if (token === undefined) {
    throw new ProblemError("token_missing", "Send the header Authorization: Bearer <token>.", {
      headers: { "www-authenticate": 'Bearer realm="paysheet"' },
    });
  }
  return tokens.verify(token);
}

function authorize({ roles }: Caller, allowed: readonly Role[]): void {
  if (roles.length === 0) {
    throw new ProblemError("no_role", "The token gives its person none of this API's roles.");
  }
  if (roles.some((role) => allowed.includes(role))) return;
  throw new ProblemError(
    "wrong_role",
    `This needs the role ${allowed.join(" or ")}; the token has ${roles.join(", ")}.`,
    { values: { roles: allowed.join(", ") } },
  );
}
