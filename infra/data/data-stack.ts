import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { asBucket } from "../constructs/as-bucket.ts";
import { AccessLogBucket } from "./access-log-bucket.ts";
import { PayoutBucket } from "./payout-bucket.ts";
import { payoutBucketName } from "./payout-bucket-name.ts";
import { PayoutTable } from "./payout-table.ts";

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

  constructor(scope: Construct, id: string, props: DataStackProps) {
    const { stage, config, pageUrl, ...stackProps } = props;
    super(scope, id, { ...stackProps, terminationProtection: true });
    const { logRetentionDays } = config;
    this.bucket = new PayoutBucket(this, "Bucket", {
      bucketName: payoutBucketName(this, stage),
      // An origin is the address without its path.
      pageOrigin: pageUrl.replace(/\/$/, ""),
      accessLog: asBucket(new AccessLogBucket(this, "AccessLog", { logRetentionDays })),
    });
    this.table = new PayoutTable(this, "Table");

    new CfnOutput(this, "BucketName", { value: this.bucket.bucketName });
    new CfnOutput(this, "TableName", { value: this.table.tableName });
  }
}
