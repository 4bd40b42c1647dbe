import type { App } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { expect, it } from "vitest";
import type { StageConfigInput } from "../../config/stage-config.ts";
import { CI_ROLE, createStage, NETWORK, OWN_ADDRESSES } from "./synth-stage.ts";

/** CloudFormation's own rules, which CDK loads for the first one, take their time. */

/** Every choice of the configuration that adds something to the templates, or takes it away. */
const DEPLOYMENTS: Readonly<Record<string, Partial<StageConfigInput>>> = {
  "config/dev.ts": {},
  "addresses of the company's own": OWN_ADDRESSES,
  "everything optional": {
    page: { webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/ours/0a1b2c3d" },
    signIn: { provider: "cognito", mfa: "required" },
    network: NETWORK,
    reservedConcurrency: { distribute: 5, adminApi: 20 },
    rollout: "canary",
    delivery: CI_ROLE,
    alarms: { email: "oncall@example.com", runbookUrl: "https://example.com/runbook.md" },
  },
};

/** What cdk-nag finds in a deployment, and nobody answered: rule and construct. */
function findingsIn(app: App): string[] {
  app.synth();
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
  );
}

it.each(Object.entries(DEPLOYMENTS))("leaves no finding unanswered: %s", (_, changes) => {
  expect(findingsIn(createStage(changes).app)).toEqual([]);
});

it("finds what was added and not answered", () => {
  const { app, stage } = createStage();
  new Bucket(stage.data, "Forgotten");
  expect(findingsIn(app)).toEqual([
    "AwsSolutions-S1 at dev/Data/Forgotten/Resource",
    "AwsSolutions-S10 at dev/Data/Forgotten/Resource",
  ]);
});
