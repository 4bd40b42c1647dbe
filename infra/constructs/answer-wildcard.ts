import { Stack, Validations } from "aws-cdk-lib";
import { flattenCfnReference } from "cdk-nag/lib/utils/flatten-cfn-reference.js";
import { Construct } from "constructs";

/**
 * Says why a policy of `grantee` may name `resource` with a wildcard in it: cdk-nag finds each such
 * resource, and takes the answer for this one only. What is granted to a resource without a role of
 * its own has no policy here and needs none.
 */
export function answerWildcard(grantee: unknown, resource: string, reason: string): void {
  if (!Construct.isConstruct(grantee)) return;
  const named = flattenCfnReference(Stack.of(grantee).resolve(resource));
  Validations.of(grantee).acknowledge({ id: `AwsSolutions-IAM5[Resource::${named}]`, reason });
}
