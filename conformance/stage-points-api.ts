import { UsageError } from "../cli/read-arguments.ts";
import {
  parseStageConfig,
  pointsApiSecretName,
  type StageConfigInput,
} from "../config/stage-config.ts";
import type { Description } from "../connectors/connector.ts";

/** The points API of a stage, as its file describes it. */
export interface StagePointsApi {
  readonly description: Description;
  readonly region: string | undefined;
  /** Where its credentials stand in Secrets Manager. */
  readonly secretId: string;
}

/** @throws {UsageError} when the stage is none, its file is wrong, or it names another points API */
export function findPointsApi(
  stages: Readonly<Record<string, StageConfigInput>>,
  stage: string,
  name: string,
): StagePointsApi {
  const input = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  if (input === undefined) {
    throw new UsageError(
      `There is no stage ${stage}: there are ${Object.keys(stages).join(", ")}.`,
    );
  }
  const { pointsApi, region } = parsed(stage, input);
  const { connector = "http" } = pointsApi.options;
  if (connector !== name) {
    throw new UsageError(`Stage ${stage} has no points API ${name}; it has ${connector}.`);
  }
  return { description: pointsApi.description, region, secretId: pointsApiSecretName(stage) };
}

function parsed(stage: string, input: StageConfigInput) {
  try {
    return parseStageConfig(stage, input);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
