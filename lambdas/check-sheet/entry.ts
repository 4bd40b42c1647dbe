import { tmpdir } from "node:os";
import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { ulid } from "ulid";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { functionMiddleware } from "../../adapters/lambda/function-middleware.ts";
import { createLambdaDistributionStarter } from "../../adapters/lambda/lambda-distribution-starter.ts";
import { createS3CheckStore } from "../../adapters/s3/s3-check-store.ts";
import { createS3PreFlightStore } from "../../adapters/s3/s3-pre-flight-store.ts";
import {
  createS3ProblemWorkbookStore,
  type WriteProblemWorkbook,
} from "../../adapters/s3/s3-problem-workbook-store.ts";
import { createS3SheetContentsStore } from "../../adapters/s3/s3-sheet-contents-store.ts";
import { createS3SheetStore } from "../../adapters/s3/s3-sheet-store.ts";
import { createSheetReader } from "../../adapters/sheet/sheet-reader.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import type { Language } from "../../domain/language.ts";
import { columnsOfPointsApi } from "../../domain/payout/columns-of-points-api.ts";
import { policySchema, sheetRulesOf } from "../../domain/payout/policy.ts";
import { checkSheetEnvironmentSchema } from "./environment.ts";
import { createCheckSheetHandler, createQueuedUploadsHandler } from "./handler.ts";

const env = checkSheetEnvironmentSchema.parse(process.env);
const log = new Logger({ serviceName: "check-sheet" });
const table = {
  client: documentClientOf(new DynamoDBClient({})),
  tableName: env.PAYSHEET_TABLE,
};
const bucket = { s3: new S3Client({}), bucket: env.PAYSHEET_BUCKET };
const policy = policySchema.parse(JSON.parse(env.PAYSHEET_POLICY));

const check = createCheckSheetHandler({
  log,
  preFlight: preFlightBy(env.PAYSHEET_DISTRIBUTE_ARN),
  sheets: {
    clock: systemClock,
    newId: ulid,
    payouts: createDynamoDbPayoutStore(table),
    sheets: createS3SheetStore({ ...bucket, temporaryDirectory: tmpdir() }),
    checks: createS3CheckStore(bucket),
    contents: createS3SheetContentsStore(bucket),
    problemWorkbooks: createS3ProblemWorkbookStore({
      ...bucket,
      temporaryDirectory: tmpdir(),
      writeWorkbook: problemWorkbookWriter(env.PAYSHEET_LANGUAGE),
    }),
    reader: createSheetReader({ rules: sheetRulesOf(policy.warnings) }),
    columnsOf: (payout) => columnsOfPointsApi(env.PAYSHEET_COLUMNS, payout),
    policy,
  },
});

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(functionMiddleware(log))
  .handler(createQueuedUploadsHandler({ log, check }));

function preFlightBy(functionArn: string | undefined) {
  if (functionArn === undefined) return undefined;
  return {
    clock: systemClock,
    preFlights: createS3PreFlightStore(bucket),
    preFlightStarter: createLambdaDistributionStarter({
      lambda: new LambdaClient({}),
      functionArn,
    }),
  };
}

/** Loads exceljs only when a sheet has problems: most have none, and must not wait for it. */
function problemWorkbookWriter(language: Language): WriteProblemWorkbook {
  return async (file, check, target) => {
    const { writeProblemWorkbookFile } = await import(
      "../../adapters/workbook/problem-workbook.ts"
    );
    return writeProblemWorkbookFile(file, check, target, { language, nowMs: systemClock.nowMs });
  };
}
