import type { FloatAnswer, PointsApi } from "../../domain/distribution/points-api.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";

/** What the points API tells, in some seeds, before anybody is paid: of its users, and of what is left. */
export function looksOf(setup: Setup, process: SimProcess): Pick<PointsApi, "findUser" | "float"> {
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
  return { ...(plan.findsUsers ? { findUser } : {}), ...(plan.tellsFloat ? { float } : {}) };
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
