import type { Payout } from "../payout/payout.ts";
import type { Answer, PointsApi, UserAnswer } from "./points-api.ts";
import type { ReversedPayments } from "./reversed-payments.ts";
import { createReversingPointsApi } from "./reversing-points-api.ts";

/**
 * The points API a payout is paid with: the real one, the one that is asked for nothing, for a dry
 * run, or the one that takes back, for a reversal. The payout itself decides, as it stands when the
 * round begins; no event, plan or setting does.
 */
export function pointsApiOf(
  payout: Payout | undefined,
  pointsApi: PointsApi,
  reversed?: ReversedPayments | undefined,
): PointsApi {
  if (reversed !== undefined) return createReversingPointsApi(pointsApi, reversed);
  return payout !== undefined && payout.dryRun !== true
    ? pointsApi
    : createDryRunPointsApi(pointsApi);
}

/** Whether paying it makes no call: a dry run, and no look-up of users. */
export function asksNobody(payout: Payout | undefined, { findUser }: PointsApi): boolean {
  return payout?.dryRun === true && findUser === undefined;
}

/**
 * A points API that is asked to pay nothing: where it offers a look-up of users, each user is
 * looked up; elsewhere every payment counts as one that would be paid. As no payment is asked for,
 * none is ever in doubt: what a crash interrupted is simply tried again.
 */
function createDryRunPointsApi({ findUser }: Pick<PointsApi, "findUser">): PointsApi {
  return {
    keys: { lifetimeMs: Number.POSITIVE_INFINITY, refusalProvesUnpaid: true },
    pay: async (payment, _, permit) => {
      const found = await findUser?.(payment, permit);
      return found === undefined ? { kind: "paid" } : asIfPaying(found);
    },
  };
}

/** How paying would have ended, as far as the look-up of the user shows. */
function asIfPaying(found: UserAnswer): Answer {
  switch (found.kind) {
    case "found":
      return { kind: "paid" };
    case "in_doubt":
      return { ...found, kind: "not_done" };
    default:
      return found;
  }
}
