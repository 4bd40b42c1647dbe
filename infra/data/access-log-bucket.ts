import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

/** Who read and wrote the payouts' objects, written down by S3 itself. */
export class AccessLogBucket extends Bucket {
  constructor(
    scope: Construct,
    id: string,
    { logRetentionDays }: { readonly logRetentionDays: number },
  ) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(logRetentionDays) }],
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-S1",
      reason: "Holds the access log itself; a log of the log would grow by itself.",
    });
  }
}
