import { RemovalPolicy, Validations } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { allowSecret } from "../constructs/allow-secret.ts";

/**
 * The key by which the ids of erased users are hashed, and those of who was looked up. It stands with
 * the ledger and is kept like it: without it nobody can tell any more who an erased user was.
 */
export class UserIdKey extends Secret {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id, {
      secretName: `paysheet/${stage}/user-id-key`,
      description:
        "Hashes user ids that were erased. Never change it: the hashes would fit nobody.",
      generateSecretString: {
        secretStringTemplate: "{}",
        generateStringKey: "key",
        excludePunctuation: true,
        passwordLength: 48,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "What was hashed by it can't be hashed anew: the ids are gone.",
    });
  }

  /** Lets the grantee read it, without the right to look for others. */
  allowRead(grantee: IGrantable): void {
    allowSecret(grantee, "GetSecretValue", this);
  }
}
