import { type Clock, toInstant } from "../clock.ts";
import type { PeopleStore } from "./people-store.ts";
import type { Person, Role } from "./person.ts";

/** A sign-in, from a verified token. */
export interface SignIn {
  readonly person: Person;
  readonly roles: readonly Role[];
  /** When the token was issued. */
  readonly atMs: number;
  /** The verified e-mail address, if the token itself holds it. */
  readonly email?: string | undefined;
  /** Looks it up where it does not. */
  findEmail(): Promise<string | undefined>;
}

export interface PersonMemoryDeps {
  readonly people: Pick<PeopleStore, "remember">;
  readonly clock: Clock;
}

const DAY_MS = 24 * 3_600_000;
/** After a failure the next try waits so long, so that not every request has to fail again. */
const RETRY_MS = 10 * 60_000;
/** Far more people than a company has. Beyond it the cache is emptied. */
const MAX_NOTICED = 10_000;

/**
 * Remembers people as they sign in: at once when something about them has changed, else once a day.
 * Rejects when that fails; the person's request need not.
 */
export function createPersonMemory({ people, clock }: PersonMemoryDeps) {
  const noticed = new Map<string, { readonly looks: string; readonly untilMs: number }>();

  async function write({ person, roles, atMs, ...signIn }: SignIn): Promise<void> {
    const email = signIn.email ?? (await signIn.findEmail());
    if (email === undefined) return;
    const seenAt = toInstant(Math.min(atMs, clock.nowMs()));
    await people.remember({ ...person, email: email.toLowerCase(), roles: [...roles], seenAt });
  }

  return async (signIn: SignIn): Promise<void> => {
    const { person, roles, email } = signIn;
    const looks = JSON.stringify([person.name, email, roles.toSorted()]);
    const nowMs = clock.nowMs();
    const known = noticed.get(person.id);
    if (known?.looks === looks && nowMs < known.untilMs) return;
    if (noticed.size >= MAX_NOTICED) noticed.clear();
    noticed.set(person.id, { looks, untilMs: nowMs + DAY_MS });
    try {
      await write(signIn);
    } catch (error) {
      noticed.set(person.id, { looks, untilMs: nowMs + RETRY_MS });
      throw error;
    }
  };
}
