import * as z from "zod/mini";
import { ROLES_OF } from "../api/contract.ts";
import type { Role } from "../api/types.ts";

const claimsSchema = z.record(z.string(), z.unknown());

/** What a token says of its bearer; the API verifies it, the page only reads. */
export function readClaims(token: string): Record<string, unknown> {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.codePointAt(0) ?? 0);
    return claimsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}

/** Roles in a claim: a list, or words in a text. */
export function rolesIn(claims: Record<string, unknown>, rolesClaim: string): readonly Role[] {
  const claim = claimAt(claims, rolesClaim);
  const words = typeof claim === "string" ? claim.split(/\s+/) : Array.isArray(claim) ? claim : [];
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
