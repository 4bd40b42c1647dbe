import type { Payout } from "../payout/payout.ts";
import type { Answer, PointsApi, UserAnswer } from "./points-api.ts";

/**
 * The points API a payout is paid with: the real one, or the one that is asked for nothing, for a dry run. The payout
 * itself decides, as it stands when the round begins; no event, plan or setting has a say.
 */
export function pointsApiOf(payout: Payout | undefined, pointsApi: PointsApi): PointsApi {
  return payout !== undefined && payout.dryRun !== true
    ? pointsApi
    : createDryRunPointsApi(pointsApi);
}

/**
 * A points API that is asked for nothing: where it offers a look-up of users each user is looked
 * up, else every payment would be paid. A grant is neither asked for nor looked up, so nothing is
 * ever in doubt: what a crash interrupted is simply tried again.
 */
function createDryRunPointsApi({ findUser }: Pick<PointsApi, "findUser">): PointsApi {
  return {
    idempotency: "key",
    pay: async (payment, _, permit) => {
      const found = await findUser?.(payment, permit);
      return found === undefined ? { kind: "paid" } : asIfPaying(found);
    },
    lookUp: async () => ({ kind: "not_found" }),
  };
}

/** What paying would have come to, as far as the look-up tells. */
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
