import { type Clock, toEpochMs } from "../clock.ts";
import type { KnownPerson, PeopleStore } from "./people-store.ts";
import type { Policy } from "./policy.ts";

const DAY_MS = 24 * 3_600_000;

/** Whoever signed in with that address recently, as the policy counts; their roles are of then. */
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
