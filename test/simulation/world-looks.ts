import type { FloatAnswer, PointsApi } from "../../domain/distribution/points-api.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";
import type { WorldBooks } from "./world-books.ts";

/** What the points API tells, in some seeds, of its users, of what they have, and of what is left to give. */
export function looksOf(
  setup: Setup,
  process: SimProcess,
  books: WorldBooks,
): Pick<PointsApi, "findUser" | "float" | "balance"> {
  const { plan, faults, invariants } = setup;
  const findUser: PointsApi["findUser"] = ({ userId }, permit) => {
    permit.assertMaySend();
    invariants.asks(process);
    return process.send({
      what: `points.findUser ${userId}`,
      landsAfterMs: 5,
      land: () => "looked up",
      answersAfterMs: 5 + faults.latencyMs(),
      answer: () =>
        setup.isMissing(userId) ? { kind: "rejected", code: "http_404" } : { kind: "found" },
    });
  };
  const float: PointsApi["float"] = () =>
    process.send({
      what: "points.float",
      landsAfterMs: 5,
      land: () => "told",
      answersAfterMs: 5 + faults.latencyMs(),
      answer: () => {
        const answer = drawFloat(setup);
        invariants.floatTold(process, answer);
        return answer;
      },
    });
  const balance: PointsApi["balance"] = ({ userId, accountId }, permit) => {
    permit.assertMaySend();
    invariants.asks(process);
    const isDown = faults.outage() !== undefined || faults.chance("lookUpFails");
    let points: bigint | undefined;
    return process.send({
      what: `points.balance ${userId}`,
      landsAfterMs: 5,
      land: () => {
        const has = setup.hasSpent(userId) ? 0 : books.balanceOf(accountId ?? userId);
        points = isDown ? undefined : BigInt(has);
        return `${points}`;
      },
      answersAfterMs: 5 + faults.latencyMs(),
      answer: () => {
        invariants.balanceTold(process, userId, points);
        return points;
      },
    });
  };
  return {
    ...(plan.findsUsers ? { findUser } : {}),
    ...(plan.tellsFloat ? { float } : {}),
    ...(plan.canary.tellsBalances ? { balance } : {}),
  };
}

/** Mostly more than anybody could pay. */
function drawFloat({ faults }: Setup): FloatAnswer {
  switch (faults.outage()) {
    case "down":
      return { kind: "not_done", code: "connection_failed", unavailable: true };
    case "refuses_credentials":
      return { kind: "ours", code: "http_401" };
    default:
      return {
        kind: "told",
        points: faults.chance("floatIsShort") ? 0 : Number.MAX_SAFE_INTEGER,
      };
  }
}
