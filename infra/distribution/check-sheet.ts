import { Duration } from "aws-cdk-lib";
import { Bucket, EventType } from "aws-cdk-lib/aws-s3";
import { LambdaDestination } from "aws-cdk-lib/aws-s3-notifications";
import { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { CheckSheetEnvironment } from "../../lambdas/check-sheet/environment.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "../data/data-stack.ts";

export interface CheckSheetProps {
  readonly config: StageConfig;
  readonly data: DataStack;
}

/** Checks every sheet as it is uploaded. */
export class CheckSheet extends Construct {
  constructor(scope: Construct, id: string, { config, data }: CheckSheetProps) {
    super(scope, id);
    const { bucket, table } = data;
    const checkSheet = new ServiceFunction<CheckSheetEnvironment>(this, "Function", {
      description: "Checks a sheet when it is uploaded.",
      entry: "lambdas/check-sheet/entry.ts",
      environment: {
        PAYSHEET_TABLE: table.tableName,
        PAYSHEET_BUCKET: bucket.bucketName,
        PAYSHEET_LANGUAGE: config.language,
      },
      // A whole core: reading a sheet of a million rows is work for the processor alone.
      memoryMb: 1769,
      timeout: Duration.minutes(5),
      logRetentionDays: config.logRetentionDays,
      // A sheet here was never checked: its payout would stay in `checking`.
      deadLetterQueue: new DeadLetterQueue(this, "Unchecked"),
    });
    bucket.allow(checkSheet, {
      sheets: ["readVersion"],
      checks: ["write"],
      problems: ["write"],
    });
    table.allow(checkSheet, { items: ["GetItem", "UpdateItem"] });

    // By its name: through the bucket itself the data stack would depend on this one as well.
    const sheets = Bucket.fromBucketName(this, "Sheets", bucket.bucketName);
    sheets.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(checkSheet), {
      prefix: "sheets/",
    });
  }
}
