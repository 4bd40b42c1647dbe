import * as z from "zod";

const ROLES = ["viewer", "marketer", "approver", "admin"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** Someone who acted, as the token's subject and display name say. */
export const personSchema = z.object({ id: z.string().min(1), name: z.string().min(1) });
export type Person = z.infer<typeof personSchema>;

/** Someone who acts now. */
export interface ActingPerson extends Person {
  /** Through what, if not through the page or the API: by a button, as that Slack user. */
  readonly via?: { readonly slack: string };
}

const viaSchema = z.object({ slack: z.string().min(1) });

/** Who an audit event names: a person, or a part of the system. */
export const actorSchema = z.discriminatedUnion("kind", [
  personSchema.extend({ kind: z.literal("person"), via: viaSchema.optional() }),
  z.object({ kind: z.literal("system"), name: z.enum(["check-sheet", "distribute", "watch"]) }),
]);
export type Actor = z.infer<typeof actorSchema>;

export function personActor(person: ActingPerson): Actor {
  return { kind: "person", ...person };
}
