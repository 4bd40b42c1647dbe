import { Duration, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { PRIVATE_BUCKET } from "../constructs/private-bucket.ts";

/** Who read and wrote the payouts' objects, written down by S3 itself. */
export class AccessLogBucket extends Bucket {
  constructor(
    scope: Construct,
    id: string,
    { logRetentionDays }: { readonly logRetentionDays: number },
  ) {
    super(scope, id, {
      ...PRIVATE_BUCKET,
      lifecycleRules: [{ expiration: Duration.days(logRetentionDays) }],
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-S1",
      reason: "Holds the access log itself; a log of the log would grow by itself.",
    });
  }
}
