import { writePaces } from "../../admin-api/environment.ts";
import type { StageConfig } from "../../config/stage-config.ts";

/** What makes paying by a stage's points APIs take longer than their rates say. */
export function pacesOf({ pointsApis }: Pick<StageConfig, "pointsApis">): string | undefined {
  return writePaces(
    pointsApis.map(({ named, description: { findAccount, limits } }) => ({
      name: named?.name,
      callsPerPayment: findAccount && 2,
      callsPerDay: limits.dailyQuota?.calls,
      maintenance: limits.maintenance,
    })),
  );
}
