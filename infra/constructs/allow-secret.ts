import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";

/** Lets the grantee make exactly that call on the secret, without the right to look for others. */
export function allowSecret(
  { grantPrincipal }: IGrantable,
  action: "GetSecretValue" | "PutSecretValue" | "DescribeSecret",
  { secretArn }: { readonly secretArn: string },
): void {
  grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [`secretsmanager:${action}`], resources: [secretArn] }),
  );
}
