import { stopPayout } from "../../domain/distribution/stop-payout.ts";
import { approvePayout } from "../../domain/payout/decide-approval.ts";
import { holdPayout } from "../../domain/payout/hold-payout.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { ActingPerson } from "../../domain/payout/person.ts";
import type { AdminApiDeps } from "../admin-api.ts";
import type { Permission } from "../route-table.ts";
import type { ButtonValue } from "./interaction.ts";

/** Who may press which button: as the routes have it that do the same. */
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

/** Buttons that act at once. Declining asks for a reason first. */
export const ACTS: Readonly<Record<Exclude<SlackAction, "decline_payout">, Act>> = {
  approve_payout: (deps, { payoutId, digest = "" }, person) =>
    approvePayout(deps, payoutId, { digest }, person),
  hold_payout: (deps, { payoutId }, person) => holdPayout(deps, payoutId, {}, person),
  stop_payout: (deps, { payoutId }, person) => stopPayout(deps, payoutId, {}, person),
};
