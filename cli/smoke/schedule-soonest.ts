import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import { type AdminApiClient, ApiProblemError } from "../admin-api-client.ts";

/** A deployment takes one of these; what is sooner than its policy allows, it refuses. */
const LEAD_SECONDS = [1, 10, 60, 300, 1_800, 3_600] as const;
/** The scheduler's word for it, where the API was so busy that the time passed on the way. */
const TOO_SOON: readonly string[] = ["time_too_soon", "time_refused"];
/** The request takes a moment, and two clocks are never quite the same. */
const MARGIN_SECONDS = 3;

/**
 * Schedules a checked payout as soon as the deployment takes it, or `leadSeconds` ahead.
 * @throws {ApiProblemError} when it is refused for another reason, or always
 */
export async function scheduleSoonest(
  client: Pick<AdminApiClient, "schedule">,
  {
    payoutId,
    totalPoints,
    acknowledgedWarnings,
  }: {
    readonly payoutId: string;
    readonly totalPoints: number;
    /** Warnings of the check that were looked at. */
    readonly acknowledgedWarnings: string[];
  },
  {
    leadSeconds,
    nowMs,
  }: { readonly leadSeconds: number | undefined; readonly nowMs: () => number },
): Promise<PayoutAnswer> {
  const leads = leadSeconds === undefined ? LEAD_SECONDS : [leadSeconds];
  for (const [index, seconds] of leads.entries()) {
    try {
      return await client.schedule(payoutId, {
        at: utcTimeAt(nowMs() + (seconds + MARGIN_SECONDS) * 1_000),
        timeZone: "UTC",
        expectedTotalPoints: totalPoints,
        acknowledgedWarnings,
      });
    } catch (error) {
      const isTooSoon = error instanceof ApiProblemError && TOO_SOON.includes(error.problem.code);
      if (!isTooSoon || index === leads.length - 1) throw error;
    }
  }
  throw new Error("The last try always answers or throws.");
}

function utcTimeAt(epochMs: number): string {
  return new Date(Math.ceil(epochMs / 1_000) * 1_000).toISOString().slice(0, 19);
}
