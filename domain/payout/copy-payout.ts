import { type Clock, toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import type { RowDefaults } from "../sheet/row-defaults.ts";
import { periodsOf } from "./company-periods.ts";
import { titleForNext } from "./next-title.ts";
import type { Payout, RequestedTime } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { Plan } from "./plan.ts";
import type { Policy } from "./policy.ts";

/** What a new payout gets that is made like another, but for its sheet. */
export interface NewPayoutSettings {
  readonly title: string;
  readonly dryRun?: true | undefined;
  readonly pointsApi?: string | undefined;
  readonly defaults?: RowDefaults | undefined;
  readonly plan?: Plan | undefined;
}

/**
 * The settings of a payout for the next of its kind, with the next month in its title. When it was to
 * be paid counts as a time of day.
 * @throws {RefusedError} `sheet_is_made` of a retry or a reversal: nobody uploads a sheet for those
 */
export function copySettings(
  deps: {
    readonly policy: Pick<Policy, "defaultTimeZone">;
    readonly clock: Pick<Clock, "nowMs">;
  },
  payout: Payout,
): NewPayoutSettings {
  const { payoutId, title, createdAt, dryRun, pointsApi, defaults, retryOf, reversalOf } = payout;
  if (retryOf !== undefined || reversalOf !== undefined) {
    throw new RefusedError(
      "sheet_is_made",
      `The sheet of payout ${payoutId} is made of another payout's payments.`,
    );
  }
  const months = {
    madeIn: periodsOf(deps, createdAt).month,
    now: periodsOf(deps, toInstant(deps.clock.nowMs())).month,
  };
  return {
    title: titleForNext(title, months),
    ...optional("dryRun", dryRun),
    ...optional("pointsApi", pointsApi),
    ...optional("defaults", defaults),
    ...optional("plan", planOf(payout)),
  };
}

function planOf(payout: Payout): Plan | undefined {
  const time = timeOf(payout);
  if (time === undefined) return payout.plan;
  const { localTime, note } = time;
  return {
    timeOfDay: localTime.slice("2026-12-01T".length, "2026-12-01T09:00".length),
    ...optional("note", note),
  };
}

function timeOf(payout: Payout): Pick<RequestedTime, "localTime" | "note"> | undefined {
  if (payout.state === "awaiting_approval") return payout.request;
  if (payout.state === "ready") return payout.sentBack;
  return "schedule" in payout ? payout.schedule : undefined;
}
