import * as z from "zod";
import { optional } from "../optional.ts";

const ROLES = ["viewer", "marketer", "approver", "admin"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** By which somebody decides on what others uploaded. */
export const DECIDING_ROLES = ["approver", "admin"] as const satisfies readonly Role[];

export function isDecider({ roles }: { readonly roles: readonly Role[] }): boolean {
  return DECIDING_ROLES.some((role) => roles.includes(role));
}

/** Someone who acted, as the token says. Answers of the API show `id` and `name` only. */
export const personSchema = z.object({
  /** The token's subject, exactly. */
  id: z.string().min(1),
  name: z.string().min(1),
  /** Whose subject that is, exactly as the token names it; earlier versions kept none. */
  issuer: z.string().min(1).optional(),
  /** Verified by the issuer, as {@link comparableEmail} has it; absent when there is none. */
  email: z.string().min(1).optional(),
});
export type Person = z.infer<typeof personSchema>;

/** Someone who acts now. */
export interface ActingPerson extends Person {
  /** Whether their roles let them decide on what others uploaded; not, when absent. */
  readonly mayDecide?: boolean;
  /** Through what, if not through the page or the API: by a button, as that Slack user. */
  readonly via?: { readonly slack: string };
  /** Other accounts of the same human that are known: to compare with, not to be kept. */
  readonly alsoKnownAs?: readonly Person[];
}

/**
 * Whether two are one human, as far as anybody can tell: the same subject of the same issuer, or
 * accounts with the same verified e-mail address. Where an earlier version kept no issuer, the same
 * subject is enough: a second pair of eyes must be another's for sure.
 */
export function isSamePerson(a: ActingPerson, b: ActingPerson): boolean {
  return accountsOf(a).some((one) => accountsOf(b).some((other) => isSameAccount(one, other)));
}

function accountsOf(person: ActingPerson): readonly Person[] {
  return [person, ...(person.alsoKnownAs ?? [])];
}

function isSameAccount(a: Person, b: Person): boolean {
  if (a.email !== undefined && a.email === b.email) return true;
  const mayShareIssuer = a.issuer === undefined || b.issuer === undefined || a.issuer === b.issuer;
  return a.id === b.id && mayShareIssuer;
}

/** An e-mail address as addresses are compared: lower case, one spelling of each character. */
export function comparableEmail(address: string): string {
  return address.trim().normalize("NFC").toLowerCase().normalize("NFC");
}

/** What is kept of someone who acted. */
export function recordedPerson({ id, name, issuer, email }: Person): Person {
  return { id, name, ...optional("issuer", issuer), ...optional("email", email) };
}

const viaSchema = z.object({ slack: z.string().min(1) });

/** Who an audit event names: a person, or a part of the system. */
export const actorSchema = z.discriminatedUnion("kind", [
  personSchema.extend({ kind: z.literal("person"), via: viaSchema.optional() }),
  z.object({ kind: z.literal("system"), name: z.enum(["check-sheet", "distribute", "watch"]) }),
]);
export type Actor = z.infer<typeof actorSchema>;

export function personActor(person: ActingPerson): Actor {
  return { kind: "person", ...recordedPerson(person), ...optional("via", person.via) };
}
