import { stopPayout } from "../../domain/distribution/stop-and-resume.ts";
import { approvePayout } from "../../domain/payout/decide-approval.ts";
import { holdPayout } from "../../domain/payout/hold-payout.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { findPersonByEmail } from "../../domain/payout/people-store.ts";
import type { ActingPerson } from "../../domain/payout/person.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApiDeps } from "../admin-api.ts";
import { assertMay } from "../guard.ts";
import type { Permission } from "../route-table.ts";
import type { ButtonValue } from "./interaction.ts";
import type { SlackDeps } from "./slack-deps.ts";

/** Who may press which button: the same permission as of the call that does the same. */
export const PERMISSION_OF = {
  approve_payout: "decide",
  decline_payout: "decide",
  hold_payout: "stop",
  stop_payout: "stop",
} as const satisfies Record<string, Permission>;

export type SlackAction = keyof typeof PERMISSION_OF;

export function isSlackAction(id: string): id is SlackAction {
  return Object.hasOwn(PERMISSION_OF, id);
}

type Act = (deps: AdminApiDeps, value: ButtonValue, person: ActingPerson) => Promise<Payout>;

/** Of no payout: a button without one shows something that nobody knows any more. */
export const NO_REVISION = 0;

/** Buttons that act at once. Declining asks for a reason first. */
export const ACTS: Readonly<Record<Exclude<SlackAction, "decline_payout">, Act>> = {
  approve_payout: (deps, { payoutId, revision = NO_REVISION }, person) =>
    approvePayout(deps, payoutId, { revision }, person),
  hold_payout: (deps, { payoutId }, person) => holdPayout(deps, payoutId, {}, person),
  stop_payout: (deps, { payoutId }, person) => stopPayout(deps, payoutId, {}, person),
};

/** The Slack user who pressed a button belongs to nobody known here. */
export class UnknownClickerError extends Error {
  override readonly name = "UnknownClickerError";
  /** Absent when Slack does not say it. */
  readonly email: string | undefined;

  constructor(slackUserId: string, email?: string) {
    super(`Nobody known acts as the Slack user ${slackUserId}.`);
    this.email = email;
  }
}

/**
 * The person as whom a Slack user acts: whoever signed in to the page with the same e-mail address,
 * with the roles of that sign-in.
 * @throws {UnknownClickerError} without an address, or without a sign-in that still counts
 * @throws {ProblemError} `no_role`, `wrong_role`
 * @throws {ChannelError} when Slack can't be asked
 */
export async function identify(
  deps: Pick<AdminApiDeps, "clock" | "policy">,
  { users, people }: Pick<SlackDeps, "users" | "people">,
  slackUserId: string,
  permission: Permission,
): Promise<ActingPerson> {
  const email = await users.emailOf(slackUserId);
  if (email === undefined) throw new UnknownClickerError(slackUserId);
  const known = await findPersonByEmail({ ...deps, people }, email);
  if (known === undefined) throw new UnknownClickerError(slackUserId, email);
  assertMay(known.roles, permission);
  const person = { id: known.id, name: known.name };
  return { ...actingPerson({ person, roles: known.roles }), via: { slack: slackUserId } };
}
