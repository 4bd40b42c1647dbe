import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { expect, it } from "vitest";
import { permissionsOf } from "./permissions.ts";
import { CI_ROLE, createStage, theResource } from "./synth-stage.ts";

function ciRoleOf(changes: Parameters<typeof createStage>[0]) {
  const found = createStage(changes).stage.node.tryFindChild("Delivery");
  return found instanceof Stack ? Template.fromStack(found) : undefined;
}

const ciRole = ciRoleOf({ delivery: CI_ROLE });

/** A statement that lets in tokens of GitHub for AWS with these claims, and no others. */
function trusted(claims: Readonly<Record<string, string>>) {
  const conditions = Object.entries({ aud: "sts.amazonaws.com", ...claims }).map(
    ([claim, value]) => [`token.actions.githubusercontent.com:${claim}`, value],
  );
  return {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: Object.fromEntries(conditions) },
    Principal: { Federated: expect.anything() },
  };
}

it("lets the stage's environment of the one repository deploy, in both forms of its name, and nobody else", () => {
  expect(ciRole && theResource(ciRole, "AWS::IAM::Role").Properties).toMatchObject({
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Statement: [
        trusted({ sub: "repo:example@123456/paysheet@456789:environment:dev" }),
        // The names alone could be somebody else's one day.
        trusted({ sub: "repo:example/paysheet:environment:dev", repository_id: "456789" }),
      ],
    },
  });
});

it("lets it take on the roles of CDK's bootstrapping, and do nothing by itself", () => {
  const role = (name: string) =>
    `sts:AssumeRole on arn:aws:iam::<AWS::AccountId>:role/cdk-hnb659fds-${name}-<AWS::AccountId>-ap-northeast-2`;
  expect(ciRole && permissionsOf(ciRole, "Role")).toEqual([
    role("deploy-role"),
    role("file-publishing-role"),
    role("lookup-role"),
  ]);
});

it("is not there where nobody asked for it", () => {
  expect(ciRoleOf({})).toBeUndefined();
});
