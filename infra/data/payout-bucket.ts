import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

/** What the bucket's objects are, each kind below its own prefix. */
export type ObjectKind = "sheets" | "checks" | "problems" | "chunks" | "results";

/** What a function does with one kind of object. */
export type ObjectUse = "read" | "readVersion" | "write" | "writeInParts";

const ACTIONS: Readonly<Record<ObjectUse, readonly string[]>> = {
  read: ["s3:GetObject"],
  readVersion: ["s3:GetObjectVersion"],
  write: ["s3:PutObject"],
  writeInParts: ["s3:PutObject", "s3:AbortMultipartUpload"],
};

/** The one bucket: private, encrypted, every version kept, and kept when the stack goes. */
export class PayoutBucket extends Bucket {
  constructor(scope: Construct, id: string, { pageOrigin }: { readonly pageOrigin: string }) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      versioned: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: [
        {
          allowedOrigins: [pageOrigin],
          allowedMethods: [HttpMethods.GET, HttpMethods.POST],
          allowedHeaders: ["content-type"],
          maxAge: 3600,
        },
      ],
    });
  }

  /** Allows exactly these uses of these kinds of objects. */
  allow(grantee: IGrantable, uses: Partial<Record<ObjectKind, readonly ObjectUse[]>>): void {
    for (const [kind, kindUses] of Object.entries(uses)) {
      grantee.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions: kindUses.flatMap((use) => ACTIONS[use]),
          resources: [this.arnForObjects(`${kind}/*`)],
        }),
      );
    }
    // Without it S3 answers AccessDenied for an object that does not exist, and a payout whose
    // sheet is missing would look like a fault of ours instead.
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["s3:ListBucket"], resources: [this.bucketArn] }),
    );
  }
}
