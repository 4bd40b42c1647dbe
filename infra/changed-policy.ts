import { isDeepStrictEqual } from "node:util";
import type { StageConfig } from "../config/stage-config.ts";
import { policySchema } from "../domain/payout/policy.ts";

/** JSON of what differs from the defaults: an environment has 4 KB for everything. */
export function changedPolicyOf({ policy }: StageConfig): string {
  const defaults = new Map(Object.entries(policySchema.parse({})));
  const changed = Object.entries(policy).filter(
    ([name, value]) => !isDeepStrictEqual(value, defaults.get(name)),
  );
  return JSON.stringify(Object.fromEntries(changed));
}
