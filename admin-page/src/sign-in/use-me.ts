import { useAuth } from "react-oidc-context";
import * as z from "zod/mini";
import { ROLES_OF } from "../api/contract.ts";
import type { Operation, PayoutSummary, Role } from "../api/types.ts";
import { useConfig } from "../config-context.ts";

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

type Owned = Pick<PayoutSummary, "createdBy" | "owner" | "handedOver">;

/** Whether the signed-in person decides on a payout: they may, and it neither is nor was theirs. */
export function useDecides(payout: Owned): boolean {
  const me = useMe();
  return me.may("approvePayout") && !isMaker(payout, me);
}

/** Whether a payout is or was somebody's: neither by whom it was uploaded nor whose it became decides. */
export function isMaker({ createdBy, owner, handedOver }: Owned, { id }: Pick<Me, "id">): boolean {
  const makers = [createdBy, owner, ...(handedOver?.formerOwners ?? [])];
  return makers.some((maker) => maker.id === id);
}

const claimsSchema = z.record(z.string(), z.unknown());

/** What a token says of its bearer; the API verifies it, the page only reads. */
function readClaims(token: string): Record<string, unknown> {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.codePointAt(0) ?? 0);
    return claimsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}

/** Roles in a claim: a list, or one in a text. */
function rolesIn(claims: Record<string, unknown>, rolesClaim: string): readonly Role[] {
  const claim = claimAt(claims, rolesClaim);
  const words = typeof claim === "string" ? [claim] : Array.isArray(claim) ? claim : [];
  return Object.values(ROLES_OF)
    .flat()
    .filter((role, index, all) => all.indexOf(role) === index && words.includes(role));
}

/** The claim of exactly that name, else the one that dots lead to. */
function claimAt(claims: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split(".")
    .reduce<unknown>((value, key) => claimsSchema.safeParse(value).data?.[key], claims);
}
