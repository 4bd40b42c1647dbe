import * as z from "zod";
import { type Clock, DAY_MS, toEpochMs } from "../clock.ts";
import { type Person, personSchema, roleSchema } from "./person.ts";
import type { Policy } from "./policy.ts";

/** An account as its last sign-in showed it. */
export const knownPersonSchema = personSchema.extend({
  email: z.string().min(1),
  roles: z.array(roleSchema),
  /** When that sign-in, or its last renewal, was. */
  seenAt: z.iso.datetime(),
});
export type KnownPerson = z.infer<typeof knownPersonSchema>;

/** The accounts that signed in, by verified e-mail address, and who Slack users acted as. */
export interface PeopleStore {
  /**
   * Keeps what a sign-in showed of an account, in place of what an earlier one did; an earlier one
   * changes nothing.
   */
  remember(person: KnownPerson): Promise<void>;
  /** Every account that signed in with that address, each once, the last that did first. */
  withEmail(email: string): Promise<readonly KnownPerson[]>;
  /** Every account that may decide on payouts by its last sign-in, in no order. */
  deciders(): Promise<readonly KnownPerson[]>;
  /** Keeps that a Slack user acted as this person, for about a year from the last time. */
  noteSlackUser(slackUserId: string, person: Person): Promise<void>;
  /** Whoever that Slack user acted as. */
  seenAs(slackUserId: string): Promise<readonly Person[]>;
}

/** Whether a sign-in is recent enough, by the policy, for its roles to count in Slack. */
export function countsStill(
  { seenAt }: Pick<KnownPerson, "seenAt">,
  deps: { readonly clock: Clock; readonly policy: Pick<Policy, "signInCountsForDays"> },
): boolean {
  const ageMs = deps.clock.nowMs() - toEpochMs(seenAt);
  return ageMs <= deps.policy.signInCountsForDays * DAY_MS;
}
