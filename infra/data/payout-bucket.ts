import { Duration, Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Bucket, HttpMethods, type IBucket, type LifecycleRule } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { answerWildcard } from "../constructs/answer-wildcard.ts";
import { PRIVATE_BUCKET } from "../constructs/private-bucket.ts";

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

type RetentionPolicy = StageConfig["policy"]["retention"];

/** What the bucket's objects are, each kind below its own prefix. */
export type ObjectKind = "sheets" | "checks" | "problems" | "chunks" | "results";

/** What a function does with one kind of object. */
export type ObjectUse = "read" | "readVersion" | "write" | "writeInParts" | "deleteVersions";

const ACTIONS: Readonly<Record<ObjectUse, readonly string[]>> = {
  read: ["s3:GetObject"],
  readVersion: ["s3:GetObjectVersion"],
  write: ["s3:PutObject"],
  writeInParts: ["s3:PutObject", "s3:AbortMultipartUpload"],
  deleteVersions: ["s3:DeleteObjectVersion"],
};

/** Written by functions, and written again only by the same function for the same payout. */
const DERIVED: readonly ObjectKind[] = ["checks", "problems", "chunks", "results"];
/** What was deleted or replaced by mistake can be brought back for so long. */
const SECOND_CHANCE_DAYS = 7;

/** Deletes every version of every object as old as the policy says, and what is left of its key. */
function lifecycleRules({ filesDays }: RetentionPolicy): LifecycleRule[] {
  return [
    { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    // Sheets are read by their version alone, and the one that was approved need not be the newest.
    // What is not current any more counts its days from then: so all of them do, from the first day.
    {
      prefix: "sheets/",
      expiration: Duration.days(1),
      noncurrentVersionExpiration: Duration.days(filesDays - 1),
    },
    ...DERIVED.map((kind) => ({
      prefix: `${kind}/`,
      expiration: Duration.days(filesDays - SECOND_CHANCE_DAYS),
      noncurrentVersionExpiration: Duration.days(SECOND_CHANCE_DAYS),
    })),
    { expiredObjectDeleteMarker: true },
  ];
}

export interface PayoutBucketProps {
  readonly bucketName: string;
  readonly pageOrigin: string;
  readonly accessLog: IBucket;
  readonly retention: RetentionPolicy;
}

/** The one bucket: private, encrypted, versioned, and kept when the stack goes. */
export class PayoutBucket extends Bucket {
  private readonly arn: string;

  constructor(scope: Construct, id: string, props: PayoutBucketProps) {
    const { bucketName, pageOrigin, accessLog, retention } = props;
    super(scope, id, {
      bucketName,
      ...PRIVATE_BUCKET,
      versioned: true,
      serverAccessLogsBucket: accessLog,
      serverAccessLogsPrefix: "payouts/",
      lifecycleRules: lifecycleRules(retention),
      cors: [
        {
          allowedOrigins: [pageOrigin],
          allowedMethods: [HttpMethods.GET, HttpMethods.POST],
          allowedHeaders: ["content-type"],
          maxAge: 3600,
        },
      ],
    });
    // By the name of our own: the bucket's token would become another text in every other stack,
    // and the answers to its wildcards would no longer fit.
    this.arn = Stack.of(this).formatArn({
      service: "s3",
      region: "",
      account: "",
      resource: bucketName,
    });
  }

  /** Allows exactly these uses of these kinds of objects. */
  allow(grantee: IGrantable, uses: Partial<Record<ObjectKind, readonly ObjectUse[]>>): void {
    const { grantPrincipal } = grantee;
    for (const [kind, kindUses] of Object.entries(uses)) {
      const objects = `${this.arn}/${kind}/*`;
      grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions: kindUses.flatMap((use) => ACTIONS[use]),
          resources: [objects],
        }),
      );
      answerWildcard(grantPrincipal, objects, `Payouts come and go; all of these are ${kind}.`);
    }
    // Without it S3 answers AccessDenied for an object that does not exist, and a payout whose
    // sheet is missing would look like a fault of ours instead.
    const deletes = Object.values(uses).some((kindUses) => kindUses.includes("deleteVersions"));
    const actions = ["s3:ListBucket", ...(deletes ? ["s3:ListBucketVersions"] : [])];
    grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [this.arn] }));
  }
}
