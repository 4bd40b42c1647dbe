import { DAY_MS, toEpochMs } from "../clock.ts";
import type { KnownPerson, PeopleStore } from "../payout/people-store.ts";
import { isSamePerson, type Person } from "../payout/person.ts";
import { ChannelError } from "./channel.ts";

/** What it takes to call people by name. */
export interface PeopleCalledDeps {
  readonly people: Pick<PeopleStore, "deciders">;
  /**
   * How the channel mentions whoever has this e-mail address there; undefined for who has no place in
   * it.
   * @throws {ChannelError} when the channel can't be asked
   */
  readonly mentionOf: (email: string) => Promise<string | undefined>;
}

/** Whom a notification concerns. */
export interface PeopleCalled {
  readonly people?: readonly Person[];
  /** Those who may decide on the payout, but these: they made it, or decided already. */
  readonly decidersBut?: readonly Person[];
}

/** Whoever has not signed in for so long hardly decides on anything any more. */
const COUNTS_FOR_MS = 30 * DAY_MS;
/** A message that calls everybody calls nobody. */
const MOST_CALLED = 10;

/**
 * The channel's mentions of those people, by their verified addresses. A channel that can't be asked
 * keeps nobody waiting: then the names in the text have to do.
 */
export async function mentionsOf(
  { people, mentionOf }: PeopleCalledDeps,
  called: PeopleCalled,
  { nowMs }: { readonly nowMs: number },
): Promise<readonly string[]> {
  const deciders =
    called.decidersBut === undefined
      ? []
      : decidersOf(await people.deciders(), called.decidersBut, nowMs);
  const emails = [...(called.people ?? []), ...deciders].flatMap(({ email }) => email ?? []);
  const mentions: string[] = [];
  for (const email of new Set(emails)) {
    if (mentions.length === MOST_CALLED) break;
    try {
      const mention = await mentionOf(email);
      if (mention !== undefined) mentions.push(mention);
    } catch (error) {
      if (error instanceof ChannelError) return mentions;
      throw error;
    }
  }
  return mentions;
}

/** Approvers; admins only where nobody is one. */
function decidersOf(
  known: readonly KnownPerson[],
  others: readonly Person[],
  nowMs: number,
): readonly KnownPerson[] {
  const may = known.filter(
    (person) =>
      toEpochMs(person.seenAt) >= nowMs - COUNTS_FOR_MS &&
      !others.some((other) => isSamePerson(other, person)),
  );
  const approvers = may.filter(({ roles }) => roles.includes("approver"));
  return approvers.length > 0 ? approvers : may;
}
