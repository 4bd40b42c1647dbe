import { RemovalPolicy, type SecretValue, Validations } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { allowSecret } from "../constructs/allow-secret.ts";

export interface EdgeSecretProps {
  readonly stage: string;
  /** Name of the value that CloudFront sends. */
  readonly current: string;
}

/**
 * What CloudFront sends to the API with every call, so that the API can refuse calls to its own
 * address. A JSON object of values by name: CloudFront sends the one that the stage's
 * configuration names, the API takes each of them.
 */
export class EdgeSecret extends Secret {
  /** What CloudFront sends; resolved when its distribution is deployed with another name. */
  readonly current: SecretValue;

  constructor(scope: Construct, id: string, { stage, current }: EdgeSecretProps) {
    super(scope, id, {
      secretName: `paysheet/${stage}/edge`,
      description: "What CloudFront says to the API: values by name, at least 16 characters each.",
      generateSecretString: {
        secretStringTemplate: "{}",
        // Must never change: CloudFormation would generate a new content.
        generateStringKey: "first",
        excludePunctuation: true,
        passwordLength: 48,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.current = this.secretValueFromJson(current);
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "CloudFront takes a value up by being deployed, which a rotation function could not wait for; docs/runbook.md says how to change it without a break.",
    });
  }

  /** Lets the grantee read it, without the right to look for others. */
  allowRead(grantee: IGrantable): void {
    allowSecret(grantee, "GetSecretValue", this);
  }
}
