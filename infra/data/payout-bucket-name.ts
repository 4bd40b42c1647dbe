import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";

/**
 * The payouts' bucket by a name of our own: the page's Content-Security-Policy names the bucket,
 * whose CORS names the page, and one of the two has to be known before the other is there.
 */
export function payoutBucketName(scope: Construct, stage: string): string {
  const { account, region } = Stack.of(scope);
  return `paysheet-${stage}-${account}-${region}`;
}

/** Where presigned posts and links of the bucket lead. */
export function payoutBucketOrigin(scope: Construct, bucketName: string): string {
  const { region, urlSuffix } = Stack.of(scope);
  return `https://${bucketName}.s3.${region}.${urlSuffix}`;
}
