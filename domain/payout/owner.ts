import type { Payout } from "./payout.ts";
import { type ActingPerson, isSamePerson, type Person } from "./person.ts";

type Owned = Pick<Payout, "createdBy" | "handedOver">;

/** Who answers for a payout now: its uploader, or the person it was handed over to last. */
export function ownerOf({ createdBy, handedOver }: Owned): Person {
  return handedOver?.to ?? createdBy;
}

/**
 * Everybody who made a payout theirs: who uploaded it, who it was handed over to, and those in between.
 * Nobody of them decides on it, and it counts to each of them: handing it over takes nothing off anybody.
 */
export function makersOf({ createdBy, handedOver }: Owned): readonly Person[] {
  if (handedOver === undefined) return [createdBy];
  return [createdBy, ...(handedOver.formerOwners ?? []), handedOver.to];
}

export function isMaker(payout: Owned, person: ActingPerson): boolean {
  return makersOf(payout).some((maker) => isSamePerson(maker, person));
}
