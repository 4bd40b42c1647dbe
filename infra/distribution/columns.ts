import type { StageConfig } from "../../config/stage-config.ts";
import { writeColumns } from "../../lambdas/check-sheet/environment.ts";

/** What a stage's points APIs take beside user, points and reason, as its functions read it. */
export function columnsOf({ pointsApis }: Pick<StageConfig, "pointsApis">): string | undefined {
  return writeColumns(
    pointsApis.map(({ named, description }) => ({
      name: named?.name,
      columns: [...(description.columns ?? [])],
    })),
  );
}
