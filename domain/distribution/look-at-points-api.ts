import * as z from "zod";
import { type Clock, toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import type { ApprovalReason } from "../payout/approval-reason.ts";
import { givesPoints } from "../payout/gives-points.ts";
import type { PayoutIn } from "../payout/payout.ts";
import type { CheckStore } from "../payout/sheet-store.ts";
import { refusesCredentials } from "./answer-table.ts";
import { type FloatPromisedDeps, floatPromisedBefore } from "./float-promised.ts";
import { closedHoursWatch, MAINTENANCE } from "./planned-outages.ts";
import type { FloatAnswer, PointsApi, UserAnswer } from "./points-api.ts";
import type { PayingSettings } from "./settings.ts";

/** What a look at the points API found, before anybody is paid. */
export const pointsApiLookSchema = z.object({
  at: z.iso.datetime(),
  /**
   * Whether it answers, and takes our credentials. `not_asked`: it has nothing that could be asked without
   * paying, or is maintained just now, or the payout is a dry run.
   */
  api: z.enum(["answers", "no_answer", "refuses_credentials", "not_asked"]),
  /** Why it is none of the first: its answer's code, and its own words. */
  code: z.string().min(1).optional(),
  detail: z.string().optional(),
  /** In points; absent where it does not tell. */
  float: z
    .object({
      has: z.int(),
      /** To payouts that come before this one and are not paid yet. */
      promised: z.int().nonnegative(),
      needed: z.int().nonnegative(),
    })
    .optional(),
});
export type PointsApiLook = z.infer<typeof pointsApiLookSchema>;

export interface LookDeps extends FloatPromisedDeps {
  readonly checks: Pick<CheckStore, "get">;
  readonly pointsApi: Pick<PointsApi, "float" | "findUser">;
  readonly settings: Pick<PayingSettings, "callTimeoutMs" | "maintenance">;
  readonly clock: Clock;
}

export type Unstarted = PayoutIn<"ready" | "awaiting_approval" | "scheduled">;

/**
 * Looks, without paying anybody, whether the points API would pay a payout: by one call for the float, or
 * for one of its users where it tells no float. An answer that proves nothing is no reason against it.
 */
export async function lookAtPointsApi(deps: LookDeps, payout: Unstarted): Promise<PointsApiLook> {
  const at = toInstant(deps.clock.nowMs());
  if (!givesPoints(payout)) return { at, api: "not_asked" };
  const { maintenance } = deps.settings;
  const closed = closedHoursWatch(MAINTENANCE, maintenance, maintenance)(deps.clock.nowMs());
  if (closed?.kind === "unavailable") return { at, api: "not_asked", code: closed.code };
  const answer = await ask(deps, payout);
  if (answer === undefined) return { at, api: "not_asked" };
  if (answer.kind === "found") return { at, api: "answers" };
  if (answer.kind !== "told") return { at, ...meaningOf(answer) };
  const promised = await floatPromisedBefore(deps, payout);
  const needed = payout.check.totalPoints;
  return { at, api: "answers", float: { has: answer.points, promised, needed } };
}

async function ask(
  { pointsApi: { float, findUser }, checks, settings, clock }: LookDeps,
  payout: Unstarted,
): Promise<FloatAnswer | UserAnswer | undefined> {
  const permit = {
    deadlineMs: clock.nowMs() + settings.callTimeoutMs,
    assertMaySend: () => undefined,
  };
  if (float !== undefined) return await float(permit);
  const [user] = (await checks.get(payout.sheet))?.sample ?? [];
  return user === undefined ? undefined : await findUser?.(user, permit);
}

function meaningOf(
  answer: Exclude<FloatAnswer | UserAnswer, { kind: "told" | "found" }>,
): Pick<PointsApiLook, "api" | "code" | "detail"> {
  const { kind, code, detail } = answer;
  const said = { code, ...optional("detail", detail) };
  // A 403 is `forbidden`: who may pay need not be allowed to look.
  if (kind === "ours" && refusesCredentials(code)) return { api: "refuses_credentials", ...said };
  if ((kind === "not_done" || kind === "in_doubt") && answer.unavailable) {
    return { api: "no_answer", ...said };
  }
  return { api: "answers" };
}

/** What is left of the float for the payout, in points; below zero where more is promised than there is. */
function floatLeft({ has, promised }: NonNullable<PointsApiLook["float"]>): number {
  return has - promised;
}

/** Why the payout would not be paid, by what a look found. */
export function reasonsByLook({ api, float }: PointsApiLook): readonly ApprovalReason[] {
  switch (api) {
    case "no_answer":
      return [{ code: "points_api_unavailable" }];
    case "refuses_credentials":
      return [{ code: "credentials_refused" }];
    case "not_asked":
      return [];
    case "answers":
      return float === undefined || floatLeft(float) >= float.needed
        ? []
        : [{ code: "float_short", amount: float.needed, limit: Math.max(0, floatLeft(float)) }];
  }
}
