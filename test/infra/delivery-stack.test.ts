import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { expect, it } from "vitest";
import { permissionsOf } from "./permissions.ts";
import { createStage, theResource } from "./synth-stage.ts";

function deliveryOf(changes: Parameters<typeof createStage>[0]) {
  const found = createStage(changes).stage.node.tryFindChild("Delivery");
  return found instanceof Stack ? Template.fromStack(found) : undefined;
}

const delivery = deliveryOf({ delivery: { repository: "example/paysheet" } });

it("lets the stage's environment of the one repository deploy, and nobody else", () => {
  expect(delivery && theResource(delivery, "AWS::IAM::Role").Properties).toMatchObject({
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": "repo:example/paysheet:environment:dev",
            },
          },
        },
      ],
    },
  });
});

it("lets it take on the roles of CDK's bootstrapping, and do nothing by itself", () => {
  const role = (name: string) =>
    `sts:AssumeRole on arn:aws:iam::<AWS::AccountId>:role/cdk-hnb659fds-${name}-<AWS::AccountId>-ap-northeast-2`;
  expect(delivery && permissionsOf(delivery, "Role")).toEqual([
    role("deploy-role"),
    role("file-publishing-role"),
    role("lookup-role"),
  ]);
});

it("is not there where nobody asked for it", () => {
  expect(deliveryOf({})).toBeUndefined();
});
