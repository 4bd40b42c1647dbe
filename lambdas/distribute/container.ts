import { tmpdir } from "node:os";
import { Logger } from "@aws-lambda-powertools/logger";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createDynamoDbClient } from "../../adapters/dynamodb/dynamodb-client.ts";
import { createDynamoDbErasureStore } from "../../adapters/dynamodb/dynamodb-erasure-store.ts";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbLedgerOrigin } from "../../adapters/dynamodb/dynamodb-ledger-origin.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbRateStore } from "../../adapters/dynamodb/dynamodb-rate-store.ts";
import { createDynamoDbRefreshLock } from "../../adapters/dynamodb/dynamodb-refresh-lock.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { gatherWrites } from "../../adapters/dynamodb/gathered-writes.ts";
import { createLambdaDistributionStarter } from "../../adapters/lambda/lambda-distribution-starter.ts";
import { createPowertoolsMetrics } from "../../adapters/metrics/powertools-metrics.ts";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import { createS3ErasableFiles } from "../../adapters/s3/s3-erasable-files.ts";
import { createS3ProblemWorkbookStore } from "../../adapters/s3/s3-problem-workbook-store.ts";
import { createS3ResultStore } from "../../adapters/s3/s3-result-store.ts";
import { createS3SheetStore } from "../../adapters/s3/s3-sheet-store.ts";
import { createScheduleRemover } from "../../adapters/scheduler/eventbridge-scheduler.ts";
import { createSecretVersions } from "../../adapters/secrets/secret-versions.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createSheetReader } from "../../adapters/sheet/sheet-reader.ts";
import { createSheetSearch } from "../../adapters/sheet/sheet-search.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { writeProblemWorkbookFile } from "../../adapters/workbook/problem-workbook.ts";
import { writeResultWorkbook } from "../../adapters/workbook/result-workbook.ts";
import { CHUNK_SIZE } from "../../domain/distribution/chunk-store.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { quietHoursOf } from "../../domain/payout/quiet-hours.ts";
import { signedOf } from "../../domain/receipt/view-receipt.ts";
import { channelDepsOf, slackChannelOf } from "../channel/channel-deps.ts";
import { distributeEnvironmentSchema, pointsApisIn } from "./environment.ts";
import type { DistributeHandlerDeps } from "./handler.ts";
import { createPointsApis } from "./points-apis.ts";

/** Slack takes about fifty updates a minute; people need fewer. */
const PROGRESS_EVERY_MS = 5_000;
/** The next update follows within seconds: one that takes long is not waited for. */
const PROGRESS_PATIENCE = { tries: 1, timeoutMs: 3_000 } as const;

/** Wires `distribute` from its environment. */
export function createContainer(
  environment: NodeJS.ProcessEnv,
): DistributeHandlerDeps & { readonly log: Logger } {
  const env = distributeEnvironmentSchema.parse(environment);
  const nowMs = systemClock.nowMs;
  const table = {
    client: documentClientOf(createDynamoDbClient()),
    tableName: env.PAYSHEET_TABLE,
  };
  const bucket = { s3: new S3Client({}), bucket: env.PAYSHEET_BUCKET };
  const sheets = createS3SheetStore({ ...bucket, temporaryDirectory: tmpdir() });
  const secretsManager = new SecretsManagerClient({});
  const secrets = createSecretsReader({ secretsManager, nowMs });
  const pointsApis = createPointsApis(pointsApisIn(environment, env), {
    secrets,
    nowMs,
    leaseTtlMs: env.PAYSHEET_LEASE_TTL_MS,
    quietHours: quietHoursOf(policySchema.parse(JSON.parse(env.PAYSHEET_POLICY))),
    refreshing: {
      secretVersions: createSecretVersions({ secretsManager }),
      refreshLock: createDynamoDbRefreshLock(table),
      clock: systemClock,
    },
  });
  const { channelOf, ...notifying } = channelDepsOf(env, { table, s3: bucket.s3, secrets });
  const progressChannelOf = slackChannelOf(env, secrets, PROGRESS_PATIENCE);
  const distribution = {
    ...notifying,
    ledger: createDynamoDbLedgerStore({ ...table, gathered: gatherWrites(table) }),
    random: Math.random,
    chunkSize: CHUNK_SIZE,
    ledgerOrigin: createDynamoDbLedgerOrigin(table),
    leases: createDynamoDbLeaseStore(table),
    rates: createDynamoDbRateStore(table),
    sheets,
    chunks: createS3ChunkStore(bucket),
    results: createS3ResultStore({
      ...bucket,
      sheets,
      writeWorkbook: (source, output, language = env.PAYSHEET_LANGUAGE) =>
        writeResultWorkbook(source, output, {
          language,
          timeZone: env.PAYSHEET_TIME_ZONE,
          pointsApis: env.PAYSHEET_POINTS_APIS,
          nowMs,
          columnsOf: (payout) => pointsApis.of(payout).columns,
          receiptOf: notifying.receipts.get,
          signedOf: (payout, receipt) => signedOf(notifying, payout, receipt),
        }),
    }),
    reader: createSheetReader({}),
    problemWorkbooks: createS3ProblemWorkbookStore({
      ...bucket,
      temporaryDirectory: tmpdir(),
      writeWorkbook: (file, check, target) =>
        writeProblemWorkbookFile(file, check, target, { language: env.PAYSHEET_LANGUAGE, nowMs }),
    }),
    scheduler: createScheduleRemover({
      scheduler: new SchedulerClient({}),
      groupName: env.PAYSHEET_SCHEDULE_GROUP,
    }),
    progressEveryMs: PROGRESS_EVERY_MS,
  };
  const lambda = new LambdaClient({});
  const erasing = {
    ...distribution,
    erasures: createDynamoDbErasureStore(table),
    files: createS3ErasableFiles(bucket),
    sheetSearch: createSheetSearch(),
  };
  return {
    erasing,
    preFlights: notifying.preFlights,
    log: new Logger({ serviceName: "distribute" }),
    metrics: createPowertoolsMetrics({ stage: env.PAYSHEET_STAGE }),
    clock: systemClock,
    payouts: notifying.payouts,
    comparerBy: (functionArn) => createLambdaDistributionStarter({ lambda, functionArn }),
    yieldMarginMs: env.PAYSHEET_YIELD_MARGIN_MS ?? pointsApis.yieldMarginMs,
    distributionBy: (pointsApi) => ({
      ...distribution,
      ...pointsApis.of({ pointsApi }),
      channel: channelOf({ pointsApi }),
      progressChannel: progressChannelOf({ pointsApi }),
    }),
  };
}
