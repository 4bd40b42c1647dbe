import { useAuth } from "react-oidc-context";
import { ROLES_OF } from "../api/contract.ts";
import type { Operation, Role } from "../api/types.ts";
import { useConfig } from "../config-context.ts";
import { readClaims, rolesIn } from "./token-claims.ts";

interface Me {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Whether the roles allow a call. The API decides; the page only offers what will do. */
  readonly may: (operation: Operation) => boolean;
}

/** Who is signed in. */
export function useMe(): Me {
  const { user } = useAuth();
  const { rolesClaim } = useConfig();
  const claims = readClaims(user?.access_token ?? "");
  const roles = rolesIn(claims, rolesClaim);
  const id = String(claims["sub"] ?? user?.profile.sub ?? "");
  const allowedFor = (operation: Operation): readonly Role[] => ROLES_OF[operation];
  return {
    id,
    name: user?.profile.name ?? user?.profile.email ?? id,
    roles,
    may: (operation) => allowedFor(operation).some((role) => roles.includes(role)),
  };
}
