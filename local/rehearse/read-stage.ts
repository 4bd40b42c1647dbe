import { parseArgs } from "node:util";
import { parseStageConfig, type StageConfig } from "../../config/stage-config.ts";
import { STAGES } from "../../config/stages.ts";

/** A stage whose configuration the local stack runs with. */
export interface RehearsedStage {
  readonly name: string;
  readonly config: StageConfig;
}

/**
 * What `--stage <name>` asks for; undefined without it.
 * @throws {Error} that names the stages when there is none of that name, or what is wrong with its file
 */
export function readStage(args: readonly string[]): RehearsedStage | undefined {
  const { stage: name } = parseArgs({
    args: [...args],
    options: { stage: { type: "string" } },
  }).values;
  if (name === undefined) return undefined;
  const input = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (input === undefined) {
    const names = Object.keys(STAGES).join(", ");
    throw new Error(`There is no stage “${name}”. Those of config/stages.ts are: ${names}.`);
  }
  return { name, config: parseStageConfig(name, input) };
}
