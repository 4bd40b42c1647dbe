import type { PointsApi } from "../../domain/distribution/points-api.ts";

/** The code of what can't be done because the configuration has no such points API any more. */
const NO_SUCH_POINTS_API = "no_such_points_api";

/**
 * In place of a points API that a payout names and the configuration does not: whatever is asked is
 * ours to mend, so that the payout pauses before anybody is paid by another one. Nothing of what is
 * in doubt, or accepted, is decided meanwhile.
 */
export function createMissingPointsApi(name: string): PointsApi {
  const detail = `The configuration has no points API "${name}", which the payout names.`;
  const ours = { kind: "ours", code: NO_SUCH_POINTS_API, detail } as const;
  return {
    pay: async () => ours,
    lookUp: async () => ours,
    findUser: async () => ours,
    confirm: {
      deadlineMs: Number.POSITIVE_INFINITY,
      ask: async () => ({ kind: "pending", code: NO_SUCH_POINTS_API, detail }),
    },
  };
}
