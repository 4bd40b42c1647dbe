import { CfnOutput, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { asBucket, PRIVATE_BUCKET } from "../constructs/private-bucket.ts";
import { PayoutBucket, payoutBucketName } from "./payout-bucket.ts";
import { PayoutTable } from "./payout-table.ts";
import { UserIdKey } from "./user-id-key.ts";

export interface DataStackProps extends StackProps {
  readonly stage: string;
  readonly config: StageConfig;
  /** Where people open the page; only from there sheets are uploaded. */
  readonly pageUrl: string;
}

/** What must survive every mistake: the sheets, the results, and the ledger of who was paid. */
export class DataStack extends Stack {
  readonly bucket: PayoutBucket;
  readonly table: PayoutTable;
  readonly userIdKey: UserIdKey;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    const { stage, config, pageUrl, ...stackProps } = props;
    super(scope, id, { ...stackProps, terminationProtection: true });
    const { logRetentionDays, policy } = config;
    this.bucket = new PayoutBucket(this, "Bucket", {
      bucketName: payoutBucketName(this, stage),
      // An origin is the address without its path.
      pageOrigin: pageUrl.replace(/\/$/, ""),
      accessLog: asBucket(new AccessLogBucket(this, "AccessLog", { logRetentionDays })),
      retention: policy.retention,
    });
    this.table = new PayoutTable(this, "Table");
    this.userIdKey = new UserIdKey(this, "UserIdKey", { stage });

    new CfnOutput(this, "BucketName", { value: this.bucket.bucketName });
    new CfnOutput(this, "TableName", { value: this.table.tableName });
  }
}

/** Who read and wrote the payouts' objects, written down by S3 itself. */
class AccessLogBucket extends Bucket {
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
