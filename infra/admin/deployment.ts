import { createHash } from "node:crypto";
import { Stack } from "aws-cdk-lib";
import { CfnFunction, type Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { StageConfig } from "../../config/stage-config.ts";

/**
 * Names a deployment by what it is: its configuration and the code of its functions. The same
 * twice is the same deployment; any change of either is another, which a smoke test is to prove.
 * Known once all of them are made.
 */
export function deploymentOf(config: StageConfig, functions: readonly LambdaFunction[]): string {
  const codes = functions.map((one) => {
    const { defaultChild } = one.node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error(`${one.node.path} has no code.`);
    return Stack.of(one).resolve(defaultChild.code);
  });
  const content = JSON.stringify([config, codes]);
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
