import { tmpdir } from "node:os";
import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ulid } from "ulid";
import { createDynamoDbAccessTrail } from "../adapters/dynamodb/dynamodb-access-trail.ts";
import { createDynamoDbDeliveryStateStore } from "../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import { createDynamoDbErasureStore } from "../adapters/dynamodb/dynamodb-erasure-store.ts";
import { createDynamoDbLedgerOrigin } from "../adapters/dynamodb/dynamodb-ledger-origin.ts";
import { createDynamoDbLedgerStore } from "../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../adapters/dynamodb/dynamodb-payout-store.ts";
import { createDynamoDbPeopleStore } from "../adapters/dynamodb/dynamodb-people-store.ts";
import { createDynamoDbReceiptStore } from "../adapters/dynamodb/dynamodb-receipt-store.ts";
import { createDynamoDbReminderStore } from "../adapters/dynamodb/dynamodb-reminder-store.ts";
import { createDynamoDbReservationStore } from "../adapters/dynamodb/dynamodb-reservation-store.ts";
import { createDynamoDbSetupStore } from "../adapters/dynamodb/dynamodb-setup-store.ts";
import { documentClientOf } from "../adapters/dynamodb/dynamodb-table.ts";
import { createLambdaDistributionStarter } from "../adapters/lambda/lambda-distribution-starter.ts";
import { createLambdaSlackNotifier } from "../adapters/lambda/lambda-slack-notifier.ts";
import { createPowertoolsMetrics } from "../adapters/metrics/powertools-metrics.ts";
import { createTokenVerifier } from "../adapters/oidc/token-verifier.ts";
import { createUserInfo } from "../adapters/oidc/user-info.ts";
import { createS3CheckStore } from "../adapters/s3/s3-check-store.ts";
import { createS3ChunkStore } from "../adapters/s3/s3-chunk-store.ts";
import { createS3PreFlightStore } from "../adapters/s3/s3-pre-flight-store.ts";
import { createS3ProblemWorkbookLinks } from "../adapters/s3/s3-problem-workbook-store.ts";
import { createS3ResultLinks } from "../adapters/s3/s3-result-store.ts";
import { createS3SheetContentsStore } from "../adapters/s3/s3-sheet-contents-store.ts";
import { createS3SheetLinks, createS3SheetStore } from "../adapters/s3/s3-sheet-store.ts";
import { createEventBridgeScheduler } from "../adapters/scheduler/eventbridge-scheduler.ts";
import { createSecretStatus } from "../adapters/secrets/secret-status.ts";
import { createSecretsReader, type SecretsReader } from "../adapters/secrets/secrets-reader.ts";
import { createUserIdHash } from "../adapters/secrets/user-id-hash.ts";
import { createSheetReader } from "../adapters/sheet/sheet-reader.ts";
import { systemClock } from "../adapters/system/system-clock.ts";
import { createTemplate } from "../adapters/workbook/create-template.ts";
import { writeMissingUsers } from "../adapters/workbook/missing-users.ts";
import { writePaymentsWorkbook } from "../adapters/workbook/payments-sheet.ts";
import type { LedgerOrigin } from "../domain/distribution/ledger-origin.ts";
import { optional } from "../domain/optional.ts";
import { columnsOfPointsApi } from "../domain/payout/columns-of-points-api.ts";
import { policySchema } from "../domain/payout/policy.ts";
import { recordedOnce } from "../domain/personal-data/access-trail.ts";
import type { AdminApiDeps, LogEntry } from "./admin-api.ts";
import { createIsFromEdge } from "./edge.ts";
import { adminApiEnvironmentSchema } from "./environment.ts";
import { createSlackDeps } from "./slack/slack-deps.ts";

/** Wires the admin API from its environment. `log` writes through `logger`. */
export function createContainer(
  environment: NodeJS.ProcessEnv,
): AdminApiDeps & { readonly logger: Logger; readonly ledgerOrigin: LedgerOrigin } {
  const logger = new Logger({ serviceName: "admin-api" });
  const env = adminApiEnvironmentSchema.parse(environment);
  const table = {
    client: documentClientOf(new DynamoDBClient({})),
    tableName: env.PAYSHEET_TABLE,
  };
  const lambda = new LambdaClient({});
  const bucket = { s3: new S3Client({}), bucket: env.PAYSHEET_BUCKET };
  const sheets = createS3SheetStore({ ...bucket, temporaryDirectory: tmpdir() });
  const provider = { issuer: env.PAYSHEET_OIDC_ISSUER, emails: env.PAYSHEET_OIDC_EMAILS };
  const distribute = createLambdaDistributionStarter({
    lambda,
    functionArn: env.PAYSHEET_DISTRIBUTE_ARN,
  });
  const policy = policySchema.parse(JSON.parse(env.PAYSHEET_POLICY));
  return {
    clock: systemClock,
    newId: ulid,
    policy,
    hashUserId: createUserIdHash({
      secrets: secretsOf(),
      secretId: env.PAYSHEET_USER_ID_KEY_SECRET_ID,
    }),
    accesses: recordedOnce(
      createDynamoDbAccessTrail({ ...table, keptDays: policy.retention.ledgerDays }),
    ),
    erasures: createDynamoDbErasureStore(table),
    eraser: distribute,
    receipts: createDynamoDbReceiptStore(table),
    comparer: distribute,
    language: env.PAYSHEET_LANGUAGE,
    ...optional("pointsRatePerSecond", env.PAYSHEET_POINTS_RATE_PER_SECOND),
    pointsApis: env.PAYSHEET_POINTS_APIS,
    pointsApiPaces: env.PAYSHEET_POINTS_PACES,
    pointsTakenBack: env.PAYSHEET_POINTS_TAKEN_BACK === "true",
    payouts: createDynamoDbPayoutStore(table),
    reservations: createDynamoDbReservationStore(table),
    reminders: createDynamoDbReminderStore(table),
    ledger: createDynamoDbLedgerStore(table),
    ledgerOrigin: createDynamoDbLedgerOrigin(table),
    deliveryStates: createDynamoDbDeliveryStateStore(table),
    sheets,
    sheetSink: sheets,
    writePaymentsSheet: writePaymentsWorkbook,
    checks: createS3CheckStore(bucket),
    contents: createS3SheetContentsStore(bucket),
    sheetLinks: createS3SheetLinks(bucket),
    reader: createSheetReader(),
    chunks: createS3ChunkStore(bucket),
    results: createS3ResultLinks(bucket),
    problemWorkbooks: createS3ProblemWorkbookLinks(bucket),
    scheduler: createEventBridgeScheduler({
      scheduler: new SchedulerClient({}),
      groupName: env.PAYSHEET_SCHEDULE_GROUP,
      target: {
        functionArn: env.PAYSHEET_DISTRIBUTE_ARN,
        roleArn: env.PAYSHEET_SCHEDULER_ROLE_ARN,
        deadLetterQueueArn: env.PAYSHEET_SCHEDULER_DLQ_ARN,
      },
    }),
    requestNotification: createLambdaSlackNotifier({ lambda, functionArn: env.PAYSHEET_TELL_ARN }),
    starter: distribute,
    preFlights: createS3PreFlightStore(bucket),
    writeMissingUsers,
    preFlightStarter: distribute,
    rewriter: distribute,
    tokens: createTokenVerifier({
      ...provider,
      audience: env.PAYSHEET_OIDC_AUDIENCE,
      rolesClaim: env.PAYSHEET_ROLES_CLAIM,
      nameClaim: env.PAYSHEET_NAME_CLAIM,
      isTyped: env.PAYSHEET_OIDC_TOKEN_TYPE === "at+jwt",
    }),
    userInfo: provider.emails === "none" ? undefined : createUserInfo(provider),
    people: createDynamoDbPeopleStore(table),
    metrics: createPowertoolsMetrics({ stage: env.PAYSHEET_STAGE }),
    isFromEdge:
      env.PAYSHEET_EDGE_SECRET_ID === undefined
        ? undefined
        : createIsFromEdge(secretsOf(), env.PAYSHEET_EDGE_SECRET_ID),
    createTemplate: ({ language, pointsApi }) =>
      createTemplate({
        language,
        columns: columnsOfPointsApi(env.PAYSHEET_COLUMNS, { pointsApi }),
      }),
    columnsOf: (payout) => columnsOfPointsApi(env.PAYSHEET_COLUMNS, payout),
    slack:
      env.PAYSHEET_SLACK_SECRET_ID === undefined
        ? undefined
        : createSlackDeps({
            secretId: env.PAYSHEET_SLACK_SECRET_ID,
            apiUrl: env.PAYSHEET_SLACK_API_URL,
            pageUrl: env.PAYSHEET_PAGE_URL,
            table,
          }),
    setup:
      env.PAYSHEET_DEPLOYMENT === undefined
        ? undefined
        : {
            deployment: env.PAYSHEET_DEPLOYMENT,
            store: createDynamoDbSetupStore(table),
            secrets: createSecretStatus({ secretsManager: new SecretsManagerClient({}) }),
            secretIds: {
              slack: env.PAYSHEET_SLACK_SECRET_ID,
              pointsApis: env.PAYSHEET_POINTS_API_SECRET_ID ?? [],
            },
          },
    logger,
    log: logTo(logger),
  };
}

function secretsOf(): SecretsReader {
  return createSecretsReader({
    secretsManager: new SecretsManagerClient({}),
    nowMs: systemClock.nowMs,
  });
}

function logTo(logger: Logger): AdminApiDeps["log"] {
  return ({ level, message, requestId, error, refusal }: LogEntry) => {
    const facts = { requestId, ...refusal };
    logger[level](message, { ...facts, ...(error instanceof Error ? { error } : {}) });
  };
}
