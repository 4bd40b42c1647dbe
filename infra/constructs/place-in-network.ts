import { Validations } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { NetworkConfig } from "../../config/deployment-schemas.ts";
import type { Environment, ServiceFunction } from "./service-function.ts";

/** What Lambda does with a function's role to give it an address in a VPC. */
const ON_INTERFACES = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * Lets a function run in subnets of a VPC. By ids alone, as looking the VPC up would need the
 * account while synthesising.
 */
export function placeInNetwork<E extends Environment>(
  placed: ServiceFunction<E>,
  { subnetIds, securityGroupIds }: NetworkConfig,
): void {
  const { defaultChild } = placed.node;
  if (!(defaultChild instanceof CfnFunction)) throw new Error("The function has no resource.");
  defaultChild.vpcConfig = { subnetIds, securityGroupIds };

  placed.addToRolePolicy(new PolicyStatement({ actions: ON_INTERFACES, resources: ["*"] }));
  // Lambda itself may, before the code runs; the code may not.
  placed.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ON_INTERFACES,
      resources: ["*"],
      conditions: { Null: { "lambda:SourceFunctionArn": "false" } },
    }),
  );
  Validations.of(placed.serviceRole).acknowledge({
    id: "AwsSolutions-IAM5[Resource::*]",
    reason:
      "EC2 names interfaces only once they are made, and lists them unnamed. The function's own code is denied all of it.",
  });
}
