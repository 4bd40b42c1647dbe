import { dev } from "./dev.ts";
import { prod } from "./prod.ts";
import type { StageConfigInput } from "./stage-config.ts";

/** The stages that there are, by their names; each has a file of its name beside this. */
export const STAGES: Readonly<Record<string, StageConfigInput>> = { dev, prod };
