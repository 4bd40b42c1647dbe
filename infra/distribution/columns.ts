import type { StageConfig } from "../../config/stage-config.ts";
import { parseColumns, writeColumns } from "../../lambdas/check-sheet/environment.ts";

/** What a stage's points APIs take beside user, points and reason, as its functions read it. */
export function columnsOf(config: Pick<StageConfig, "pointsApis">): string | undefined {
  return writeColumns(columnsByApi(config));
}

/** The same, each by the name of its points API. */
export function columnsByApi({ pointsApis }: Pick<StageConfig, "pointsApis">) {
  return parseColumns(
    pointsApis.map(({ named, description }) => ({
      name: named?.name,
      columns: [...(description.columns ?? [])],
    })),
  );
}
