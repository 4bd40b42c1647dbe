import { UsageError } from "../cli/read-arguments.ts";
import { parseStageConfig, type StageConfigInput } from "../config/stage-config.ts";
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
    const names = Object.keys(stages).join(", ");
    throw new UsageError(
      names === ""
        ? "Name the module that describes the points API: --config dev.ts"
        : `There is no stage ${stage}: there are ${names}.`,
    );
  }
  const { pointsApis, region } = parsed(stage, input);
  // One of several is known by the name that payouts call it by, the only one by its connector's.
  const nameOf = ({ named, options }: (typeof pointsApis)[number]) =>
    named?.name ?? options.connector ?? "http";
  const found = pointsApis.find((one) => nameOf(one) === name);
  if (found === undefined) {
    const names = pointsApis.map(nameOf).join(", ");
    throw new UsageError(`Stage ${stage} has no points API ${name}; it has ${names}.`);
  }
  return { description: found.description, region, secretId: found.secretName };
}

function parsed(stage: string, input: StageConfigInput) {
  try {
    return parseStageConfig(stage, input);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
