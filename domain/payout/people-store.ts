import * as z from "zod";
import { personSchema, roleSchema } from "./person.ts";

/** Someone as their last sign-in showed them. */
export const knownPersonSchema = personSchema.extend({
  /** As their OpenID provider vouches for it, in lower case. */
  email: z.string().min(1),
  roles: z.array(roleSchema),
  /** When that sign-in, or its last renewal, was. */
  seenAt: z.iso.datetime(),
});
export type KnownPerson = z.infer<typeof knownPersonSchema>;

/** The people who signed in, by e-mail address. */
export interface PeopleStore {
  /** Keeps a person in place of what an earlier sign-in with the same address showed. */
  remember(person: KnownPerson): Promise<void>;
  /** Whoever signed in last with that address, in lower case. */
  findByEmail(email: string): Promise<KnownPerson | undefined>;
}
