import * as z from "zod";
import { type Clock, toEpochMs } from "../clock.ts";
import { personSchema, roleSchema } from "./person.ts";
import type { Policy } from "./policy.ts";

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
  /** The person who signed in last with that address, in lower case. */
  findByEmail(email: string): Promise<KnownPerson | undefined>;
}

const DAY_MS = 24 * 3_600_000;

/** The person who signed in with that address recently, by the policy, with their roles of then. */
export async function findPersonByEmail(
  deps: {
    readonly people: Pick<PeopleStore, "findByEmail">;
    readonly clock: Clock;
    readonly policy: Pick<Policy, "signInCountsForDays">;
  },
  email: string,
): Promise<KnownPerson | undefined> {
  const person = await deps.people.findByEmail(email.toLowerCase());
  if (person === undefined) return undefined;
  const ageMs = deps.clock.nowMs() - toEpochMs(person.seenAt);
  return ageMs <= deps.policy.signInCountsForDays * DAY_MS ? person : undefined;
}
