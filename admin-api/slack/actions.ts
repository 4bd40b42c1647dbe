import { resumePayout, stopPayout } from "../../domain/distribution/stop-and-resume.ts";
import { approvePayout } from "../../domain/payout/decide-approval.ts";
import { holdPayout } from "../../domain/payout/hold-payout.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { countsStill } from "../../domain/payout/people-store.ts";
import {
  type ActingPerson,
  comparableEmail,
  isSamePerson,
  recordedPerson,
} from "../../domain/payout/person.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApiDeps } from "../admin-api.ts";
import { assertMay, may } from "../guard.ts";
import { ProblemError } from "../problems/problem-error.ts";
import type { Permission } from "../route-table.ts";
import type { ButtonValue } from "./interaction.ts";
import type { SlackDeps } from "./slack-deps.ts";

/** Who may press which button: the same permission as of the call that does the same. */
export const PERMISSION_OF = {
  approve_payout: "decide",
  decline_payout: "decide",
  hold_payout: "stop",
  stop_payout: "stop",
  resume_payout: "goOn",
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
  resume_payout: (deps, { payoutId, revision = NO_REVISION }, person) =>
    resumePayout(deps, payoutId, { revision }, person),
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
 * The person as whom a Slack user acts: an account that signed in to the page with the same e-mail
 * address, with the roles of its last sign-in. Of several the one that signed in last and may do
 * this; so another account of the address takes nothing away. A Slack user who acted as another
 * human before acts as nobody: whoever can change an address in Slack is not whoever has it here.
 * @throws {UnknownClickerError} without an address, or without a sign-in that still counts
 * @throws {ProblemError} `no_role`, `wrong_role`, `slack_user_changed`
 * @throws {ChannelError} when Slack can't be asked
 */
export async function identify(
  deps: Pick<AdminApiDeps, "clock" | "policy" | "people">,
  { users }: Pick<SlackDeps, "users">,
  slackUserId: string,
  permission: Permission,
): Promise<ActingPerson> {
  const address = await users.emailOf(slackUserId);
  if (address === undefined) throw new UnknownClickerError(slackUserId);
  const [accounts, seenAs] = await Promise.all([
    deps.people.withEmail(comparableEmail(address)),
    deps.people.seenAs(slackUserId),
  ]);
  const counting = accounts.filter((account) => countsStill(account, deps));
  const known = counting.find(({ roles }) => may(roles, permission)) ?? counting[0];
  if (known === undefined) throw new UnknownClickerError(slackUserId, address);
  if (seenAs.length > 0 && !seenAs.some((one) => isSamePerson(one, known))) {
    throw new ProblemError(
      "slack_user_changed",
      `The Slack user ${slackUserId} acted as somebody else than ${known.name} before.`,
    );
  }
  assertMay(known.roles, permission);
  await deps.people.noteSlackUser(slackUserId, known);
  return {
    ...actingPerson({ person: recordedPerson(known), roles: known.roles }),
    via: { slack: slackUserId },
    alsoKnownAs: [...accounts, ...seenAs].map(recordedPerson),
  };
}
