import type { JWTPayload } from "jose";
import * as z from "zod";
import { type Person, type Role, roleSchema } from "../../domain/payout/person.ts";

/** Claims that may hold a name to show, the best first; the last are Cognito's. */
const NAME_CLAIMS = ["name", "email", "preferred_username", "cognito:username", "username"];
const MAX_NAME_CHARACTERS = 200;

const textSchema = z.string().trim().min(1);
/** The longest there is (RFC 5321). */
const emailSchema = z.string().trim().min(3).max(254).includes("@");
const objectSchema = z.record(z.string(), z.unknown());

/** The subject and the name it is shown by; undefined without a subject. */
export function personOf(payload: JWTPayload): Person | undefined {
  const id = textSchema.safeParse(payload.sub).data;
  if (id === undefined) return undefined;
  const names = NAME_CLAIMS.map((claim) => textSchema.safeParse(payload[claim]).data);
  const name = names.find((candidate) => candidate !== undefined) ?? id;
  return { id, name: name.slice(0, MAX_NAME_CHARACTERS) };
}

/** The e-mail address in claims, unless they say that nobody verified it. */
export function verifiedEmailOf(claims: Readonly<Record<string, unknown>>): string | undefined {
  // Cognito says so in words.
  const isUnverified = [false, "false"].includes(claims["email_verified"] as boolean | string);
  return isUnverified ? undefined : emailSchema.safeParse(claims["email"]).data;
}

/** Whom a token was issued for. Cognito's access tokens have `client_id` in place of `aud`. */
export function readAudiences(payload: JWTPayload): readonly string[] {
  const audience = payload.aud ?? payload["client_id"];
  return listOf(audience, (text) => [text]);
}

/** The roles in a claim, a list or words in a text; what is no role of ours is passed over. */
export function readRoles(payload: JWTPayload, rolesClaim: string): readonly Role[] {
  const words = listOf(readClaim(payload, rolesClaim), (text) => text.split(/\s+/));
  const roles = words.map((word) => roleSchema.safeParse(word).data);
  return [...new Set(roles.filter((role) => role !== undefined))];
}

/** The claim of exactly that name, else the one that dots lead to. */
function readClaim(payload: JWTPayload, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path];
  return path.split(".").reduce<unknown>((value, key) => {
    const { data } = objectSchema.safeParse(value);
    return data !== undefined && Object.hasOwn(data, key) ? data[key] : undefined;
  }, payload);
}

function listOf(value: unknown, split: (text: string) => string[]): readonly string[] {
  if (typeof value === "string") return split(value);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
