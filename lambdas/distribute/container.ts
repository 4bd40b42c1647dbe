import { tmpdir } from "node:os";
import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ulid } from "ulid";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { createCredentials } from "../../adapters/points-api/credentials.ts";
import { createHttpPointsApi } from "../../adapters/points-api/http-points-api.ts";
import { parsePointsApiConfig } from "../../adapters/points-api/points-api-config.ts";
import { payingSettingsOf } from "../../adapters/points-api/settings-of-config.ts";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import { createS3ResultStore } from "../../adapters/s3/s3-result-store.ts";
import { createS3SheetStore } from "../../adapters/s3/s3-sheet-store.ts";
import { createScheduleRemover } from "../../adapters/scheduler/eventbridge-scheduler.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createSheetReader } from "../../adapters/sheet/sheet-reader.ts";
import { createSecretSlackChannel } from "../../adapters/slack/secret-slack-channel.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { writeResultWorkbook } from "../../adapters/workbook/result-workbook.ts";
import { CHUNK_SIZE } from "../../domain/distribution/chunk-store.ts";
import { distributeEnvironmentSchema } from "./environment.ts";
import type { DistributeHandlerDeps } from "./handler.ts";

/** Wires `distribute` from its environment. */
export function createContainer(environment: NodeJS.ProcessEnv): DistributeHandlerDeps {
  const env = distributeEnvironmentSchema.parse(environment);
  const pointsApiConfig = parsePointsApiConfig(env.PAYSHEET_POINTS_API);
  const nowMs = systemClock.nowMs;
  const table = {
    client: documentClientOf(new DynamoDBClient({})),
    tableName: env.PAYSHEET_TABLE,
  };
  const bucket = { s3: new S3Client({}), bucket: env.PAYSHEET_BUCKET };
  const secrets = createSecretsReader({ secretsManager: new SecretsManagerClient({}), nowMs });
  const credentials = createCredentials(pointsApiConfig.auth, { secrets, nowMs });
  return {
    log: new Logger({ serviceName: "distribute" }),
    yieldMarginMs: env.PAYSHEET_YIELD_MARGIN_MS,
    distribution: {
      clock: systemClock,
      newId: ulid,
      random: Math.random,
      settings: payingSettingsOf(pointsApiConfig, env.PAYSHEET_LEASE_TTL_MS),
      chunkSize: CHUNK_SIZE,
      payouts: createDynamoDbPayoutStore(table),
      ledger: createDynamoDbLedgerStore(table),
      leases: createDynamoDbLeaseStore(table),
      sheets: createS3SheetStore({ ...bucket, temporaryDirectory: tmpdir() }),
      chunks: createS3ChunkStore(bucket),
      results: createS3ResultStore({
        ...bucket,
        writeWorkbook: (payout, rows, output) =>
          writeResultWorkbook(payout, rows, output, {
            language: env.PAYSHEET_LANGUAGE,
            timeZone: env.PAYSHEET_TIME_ZONE,
          }),
      }),
      reader: createSheetReader({}),
      pointsApi: createHttpPointsApi({ config: pointsApiConfig, credentials, nowMs }),
      scheduler: createScheduleRemover({
        scheduler: new SchedulerClient({}),
        groupName: env.PAYSHEET_SCHEDULE_GROUP,
      }),
      channel: createSecretSlackChannel({
        secrets,
        secretId: env.PAYSHEET_SLACK_SECRET_ID,
        apiUrl: env.PAYSHEET_SLACK_API_URL,
        channelId: env.PAYSHEET_SLACK_CHANNEL,
      }),
      language: env.PAYSHEET_LANGUAGE,
      payoutLink: (payoutId) => new URL(`payouts/${payoutId}`, env.PAYSHEET_PAGE_URL).href,
    },
  };
}
