import { tmpdir } from "node:os";
import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createDynamoDbClient } from "../../adapters/dynamodb/dynamodb-client.ts";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbRateStore } from "../../adapters/dynamodb/dynamodb-rate-store.ts";
import { createDynamoDbRefreshLock } from "../../adapters/dynamodb/dynamodb-refresh-lock.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { gatherWrites } from "../../adapters/dynamodb/gathered-writes.ts";
import { createPowertoolsMetrics } from "../../adapters/metrics/powertools-metrics.ts";
import { createConnectedPointsApi } from "../../adapters/points-api/connected-points-api.ts";
import { createCredentials } from "../../adapters/points-api/credentials.ts";
import {
  payingSettingsOf,
  yieldMarginOf,
} from "../../adapters/points-api/settings-of-description.ts";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import { createS3ResultStore } from "../../adapters/s3/s3-result-store.ts";
import { createS3SheetStore } from "../../adapters/s3/s3-sheet-store.ts";
import { createScheduleRemover } from "../../adapters/scheduler/eventbridge-scheduler.ts";
import { createSecretVersions } from "../../adapters/secrets/secret-versions.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createSheetReader } from "../../adapters/sheet/sheet-reader.ts";
import { createSecretSlackChannel } from "../../adapters/slack/secret-slack-channel.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { writeResultWorkbook } from "../../adapters/workbook/result-workbook.ts";
import { parsePointsApi } from "../../connectors/registry.ts";
import { CHUNK_SIZE } from "../../domain/distribution/chunk-store.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { channelDepsOf, slackOf } from "../channel/channel-deps.ts";
import { distributeEnvironmentSchema } from "./environment.ts";
import type { DistributeHandlerDeps } from "./handler.ts";

/** Slack takes about fifty updates a minute; people need fewer. */
const PROGRESS_EVERY_MS = 5_000;
/** The next update follows within seconds: one that takes long is not waited for. */
const PROGRESS_PATIENCE = { tries: 1, timeoutMs: 3_000 } as const;

/** Wires `distribute` from its environment. */
export function createContainer(
  environment: NodeJS.ProcessEnv,
): DistributeHandlerDeps & { readonly log: Logger } {
  const env = distributeEnvironmentSchema.parse(environment);
  const { description } = parsePointsApi(env.PAYSHEET_POINTS_API);
  const nowMs = systemClock.nowMs;
  const table = {
    client: documentClientOf(createDynamoDbClient()),
    tableName: env.PAYSHEET_TABLE,
  };
  const bucket = { s3: new S3Client({}), bucket: env.PAYSHEET_BUCKET };
  const sheets = createS3SheetStore({ ...bucket, temporaryDirectory: tmpdir() });
  const secretsManager = new SecretsManagerClient({});
  const secrets = createSecretsReader({ secretsManager, nowMs });
  const credentials = createCredentials(description.credentials, {
    secretId: env.PAYSHEET_POINTS_API_SECRET_ID,
    secrets,
    nowMs,
    refreshing: {
      secretVersions: createSecretVersions({ secretsManager }),
      refreshLock: createDynamoDbRefreshLock(table),
      clock: systemClock,
    },
  });
  return {
    log: new Logger({ serviceName: "distribute" }),
    metrics: createPowertoolsMetrics({ stage: env.PAYSHEET_STAGE }),
    yieldMarginMs: env.PAYSHEET_YIELD_MARGIN_MS ?? yieldMarginOf(description),
    distribution: {
      ...channelDepsOf(env, { table, s3: bucket.s3, secrets }),
      ledger: createDynamoDbLedgerStore({ ...table, gathered: gatherWrites(table) }),
      random: Math.random,
      settings: payingSettingsOf(description, env.PAYSHEET_LEASE_TTL_MS),
      chunkSize: CHUNK_SIZE,
      policy: policySchema.parse(JSON.parse(env.PAYSHEET_POLICY)),
      leases: createDynamoDbLeaseStore(table),
      rates: createDynamoDbRateStore(table),
      sheets,
      chunks: createS3ChunkStore(bucket),
      results: createS3ResultStore({
        ...bucket,
        sheets,
        writeWorkbook: (source, output) =>
          writeResultWorkbook(source, output, {
            language: env.PAYSHEET_LANGUAGE,
            timeZone: env.PAYSHEET_TIME_ZONE,
            nowMs,
          }),
      }),
      reader: createSheetReader({}),
      pointsApi: createConnectedPointsApi({ description, credentials, nowMs }),
      scheduler: createScheduleRemover({
        scheduler: new SchedulerClient({}),
        groupName: env.PAYSHEET_SCHEDULE_GROUP,
      }),
      progressChannel: createSecretSlackChannel({ ...slackOf(env, secrets), ...PROGRESS_PATIENCE }),
      progressEveryMs: PROGRESS_EVERY_MS,
    },
  };
}
