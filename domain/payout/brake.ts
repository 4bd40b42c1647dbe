import { toInstant } from "../clock.ts";
import { isMaker } from "./owner.ts";
import type { Brake, Payout } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import { type ActingPerson, recordedPerson } from "./person.ts";

/**
 * Whether this person's word is the second one on a payout: they have the right to decide, and it
 * neither is nor was theirs.
 */
export function decidesOn(payout: Payout, person: ActingPerson): boolean {
  return person.mayDecide === true && !isMaker(payout, person);
}

/**
 * The brake after somebody stopped, held or declined the payout: theirs, if they decide on it, and
 * else the one that stood before.
 */
export function brakeAfter(
  payout: Payout,
  person: ActingPerson,
  act: {
    readonly kind: Brake["kind"];
    readonly nowMs: number;
    readonly reason?: string | undefined;
  },
): Brake | undefined {
  if (!decidesOn(payout, person)) return payout.brake;
  const { kind, nowMs, reason } = act;
  return { by: recordedPerson(person), at: toInstant(nowMs), kind, reason };
}

/** @throws {RefusedError} `needs_approver` while there is a brake that this person can't take off */
export function assertNoBrake(payout: Payout, person: ActingPerson): void {
  const { brake, payoutId } = payout;
  if (brake === undefined || decidesOn(payout, person)) return;
  const why = brake.reason === undefined ? "" : `: ${brake.reason}`;
  throw new RefusedError(
    "needs_approver",
    `${brake.by.name} had payout ${payoutId} ${brake.kind}${why}. An approver or admin other than its uploader goes on with it.`,
    { brake },
  );
}
