import { createHash } from "node:crypto";
import { Stage } from "aws-cdk-lib";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { ServiceFunction } from "../constructs/service-function.ts";

/**
 * Names the deployment that `scope` is a part of by what it is: its configuration and the code of
 * its functions, in whichever stack. The same twice is the same deployment; any change of either is
 * another, which a smoke test is to prove. Known once all of them are made.
 */
export function deploymentOf(config: StageConfig, scope: Construct): string {
  const functions = Stage.of(scope)
    ?.node.findAll()
    .filter((construct) => construct instanceof ServiceFunction);
  const codes = functions?.map(({ node, stack }) => {
    const { defaultChild } = node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error(`${node.path} has no code.`);
    return stack.resolve(defaultChild.code);
  });
  const content = JSON.stringify([config, codes]);
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
