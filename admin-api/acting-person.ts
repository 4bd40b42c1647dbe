import type { Caller } from "../adapters/oidc/token-verifier.ts";
import type { ActingPerson } from "../domain/payout/person.ts";
import { may } from "./guard.ts";

/** Somebody as they act on a payout: their word may be the second one if their roles say so. */
export function actingPerson({ person, roles }: Pick<Caller, "person" | "roles">): ActingPerson {
  return { ...person, mayDecide: may(roles, "decide") };
}
