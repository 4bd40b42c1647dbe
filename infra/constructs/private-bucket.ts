import { RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  type Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";

/**
 * What every bucket has in common: private, encrypted, TLS only, and kept when the stack goes. Only
 * what a failed first deployment made is taken away again: it is empty, and its name would be taken.
 */
export const PRIVATE_BUCKET = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
} as const;

/** CDK's class does not fit CDK's interface under `exactOptionalPropertyTypes`. */
export function asBucket(bucket: Bucket): IBucket {
  return bucket as IBucket;
}
