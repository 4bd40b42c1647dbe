import type { Bucket, IBucket } from "aws-cdk-lib/aws-s3";

/** CDK's class does not fit CDK's interface under `exactOptionalPropertyTypes`. */
export function asBucket(bucket: Bucket): IBucket {
  return bucket as IBucket;
}
