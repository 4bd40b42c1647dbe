import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { PayoutBucket } from "./payout-bucket.ts";
import { PayoutTable } from "./payout-table.ts";

export interface DataStackProps extends StackProps {
  readonly config: StageConfig;
}

/** What must survive every mistake: the sheets, the results, and the ledger of who was paid. */
export class DataStack extends Stack {
  readonly bucket: PayoutBucket;
  readonly table: PayoutTable;

  constructor(scope: Construct, id: string, { config, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.bucket = new PayoutBucket(this, "Bucket", { pageOrigin: new URL(config.pageUrl).origin });
    this.table = new PayoutTable(this, "Table");

    new CfnOutput(this, "BucketName", { value: this.bucket.bucketName });
    new CfnOutput(this, "TableName", { value: this.table.tableName });
  }
}
