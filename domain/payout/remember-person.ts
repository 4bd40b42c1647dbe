import { type Clock, toInstant } from "../clock.ts";
import type { PeopleStore } from "./people-store.ts";
import { type Person, type Role, recordedPerson } from "./person.ts";

/** A sign-in, from a verified token. */
export interface SignIn {
  readonly person: Person & { readonly email: string };
  readonly roles: readonly Role[];
  /** When the token was issued. */
  readonly atMs: number;
}

export interface PersonMemoryDeps {
  readonly people: Pick<PeopleStore, "remember">;
  readonly clock: Clock;
}

/** After a failure the next try waits so long, so that not every request has to fail again. */
const RETRY_MS = 10 * 60_000;
/** Far more tokens than are in use at once. Beyond it the cache is emptied. */
const MAX_NOTICED = 10_000;

/**
 * Remembers accounts as they sign in: each token once, and at once, since it may hold fewer roles
 * than the one before. Rejects when that fails; the person's request need not.
 */
export function createPersonMemory({ people, clock }: PersonMemoryDeps) {
  const noticed = new Map<string, number>();

  return async ({ person, roles, atMs }: SignIn): Promise<void> => {
    const { issuer, id, name, email } = person;
    const signIn = JSON.stringify([issuer, id, atMs, name, email, roles.toSorted()]);
    const nowMs = clock.nowMs();
    if (nowMs < (noticed.get(signIn) ?? Number.NEGATIVE_INFINITY)) return;
    if (noticed.size >= MAX_NOTICED) noticed.clear();
    noticed.set(signIn, Number.POSITIVE_INFINITY);
    const seenAt = toInstant(Math.min(atMs, nowMs));
    try {
      await people.remember({ ...recordedPerson(person), email, roles: [...roles], seenAt });
    } catch (error) {
      noticed.set(signIn, nowMs + RETRY_MS);
      throw error;
    }
  };
}
