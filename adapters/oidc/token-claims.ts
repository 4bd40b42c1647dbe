import type { JWTHeaderParameters, JWTPayload } from "jose";
import * as z from "zod";
import { comparableEmail, type Person, type Role, roleSchema } from "../../domain/payout/person.ts";

/**
 * Which e-mail addresses of a provider are taken for somebody's own: those that it calls verified;
 * with `unmarked` also those of which it says neither that they are nor that they are not; with
 * `none` it has none to tell, and accounts alone tell people apart.
 */
export const EMAIL_TRUST = ["verified", "unmarked", "none"] as const;
export type EmailTrust = (typeof EMAIL_TRUST)[number];

const MAX_NAME_CHARACTERS = 200;
/** The longest there is (OpenID Connect Core 2). */
const MAX_SUBJECT_CHARACTERS = 255;

const textSchema = z.string().trim().min(1);
const subjectSchema = z.string().max(MAX_SUBJECT_CHARACTERS).regex(/\S/);
/** The longest there is (RFC 5321). */
const emailSchema = z.string().trim().min(3).max(254).includes("@");
const objectSchema = z.record(z.string(), z.unknown());

/**
 * The subject, exactly as the token has it, and the name it is shown by: the claim of that name,
 * or else the subject. Undefined without a subject.
 */
export function personOf(
  payload: JWTPayload,
  { issuer, nameClaim }: { readonly issuer: string; readonly nameClaim: string | undefined },
): Person | undefined {
  const id = subjectSchema.safeParse(payload.sub).data;
  if (id === undefined) return undefined;
  const name = nameClaim && textSchema.safeParse(readClaim(payload, nameClaim)).data;
  return { id, name: (name || id).slice(0, MAX_NAME_CHARACTERS), issuer };
}

/** The e-mail address in claims that is its bearer's own, as addresses are compared. */
export function trustedEmailOf(
  claims: Readonly<Record<string, unknown>>,
  trust: EmailTrust,
): string | undefined {
  // Cognito says so in words.
  const mark = String(claims["email_verified"]);
  const isTrusted = mark === "true" || (trust === "unmarked" && mark === "undefined");
  if (trust === "none" || !isTrusted) return undefined;
  const email = emailSchema.safeParse(claims["email"]).data;
  return email && comparableEmail(email);
}

/** Whom a token was issued for. Cognito's access tokens have `client_id` in place of `aud`. */
export function readAudiences(payload: JWTPayload): readonly string[] {
  return listOf(payload.aud ?? payload["client_id"]);
}

/**
 * The roles in a claim: a list, or one in a text, which is taken whole, since what people may write
 * themselves may hold blanks. What is no role of ours is passed over.
 */
export function readRoles(payload: JWTPayload, rolesClaim: string): readonly Role[] {
  const words = listOf(readClaim(payload, rolesClaim));
  const roles = words.map((word) => roleSchema.safeParse(word).data);
  return [...new Set(roles.filter((role) => role !== undefined))];
}

/** What JWTs that may be access tokens call themselves; only the first says that it is one. */
const ACCESS_TOKEN_TYPE = "at+jwt";
const PLAIN_TYPES: readonly (string | undefined)[] = [undefined, "jwt", "application/jwt"];
/** Claims of ID tokens that no access token has. */
const ID_TOKEN_CLAIMS = ["nonce", "at_hash", "c_hash", "s_hash"];
/** The claim by which Keycloak tells its tokens apart. */
const OTHER_KINDS = ["ID", "Refresh", "Offline", "Logout"];

/**
 * Why a JWT of the provider's is no access token; undefined when it may be one. An ID token is
 * meant for the page, may live longer, and holds what people write of themselves.
 */
export function whyNoAccessToken(
  { typ }: JWTHeaderParameters,
  payload: JWTPayload,
  { isTyped }: { readonly isTyped: boolean },
): string | undefined {
  const type = typ?.toLowerCase().replace(/^application\/at\+jwt$/, ACCESS_TOKEN_TYPE);
  if (type !== ACCESS_TOKEN_TYPE && (isTyped || !PLAIN_TYPES.includes(type))) {
    return "The token is of another type than access tokens are.";
  }
  const use = payload["token_use"];
  const isForeignUse = use !== undefined && use !== "access";
  const isIdToken =
    ID_TOKEN_CLAIMS.some((claim) => Object.hasOwn(payload, claim)) ||
    OTHER_KINDS.some((kind) => payload["typ"] === kind);
  return isForeignUse || isIdToken ? "The token is no access token." : undefined;
}

/** The claim of exactly that name, else the one that dots lead to. */
function readClaim(payload: JWTPayload, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path];
  return path.split(".").reduce<unknown>((value, key) => {
    const { data } = objectSchema.safeParse(value);
    return data !== undefined && Object.hasOwn(data, key) ? data[key] : undefined;
  }, payload);
}

function listOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
