import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import middy from "@middy/core";
import { createDynamoDbLedgerOrigin } from "../../adapters/dynamodb/dynamodb-ledger-origin.ts";
import { createDynamoDbReminderStore } from "../../adapters/dynamodb/dynamodb-reminder-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { functionMiddleware } from "../../adapters/lambda/function-middleware.ts";
import { createLambdaDistributionStarter } from "../../adapters/lambda/lambda-distribution-starter.ts";
import { createLambdaExecutions } from "../../adapters/lambda/lambda-executions.ts";
import { createPowertoolsMetrics } from "../../adapters/metrics/powertools-metrics.ts";
import { createSecretVersions } from "../../adapters/secrets/secret-versions.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { channelDepsOf } from "../channel/channel-deps.ts";
import { sweeperEnvironmentSchema } from "./environment.ts";
import { createSweeperHandler } from "./handler.ts";
import { refreshTokenKeepersOf } from "./refresh-token-keeper.ts";

const env = sweeperEnvironmentSchema.parse(process.env);
const log = new Logger({ serviceName: "watch" });
const { nowMs } = systemClock;
const table = { client: documentClientOf(new DynamoDBClient({})), tableName: env.PAYSHEET_TABLE };
const lambda = new LambdaClient({});
const secretsManager = new SecretsManagerClient({});
const channel = channelDepsOf(env, {
  table,
  s3: new S3Client({}),
  secrets: createSecretsReader({ secretsManager, nowMs }),
});

export const handler = middy<unknown, void>()
  .use(functionMiddleware(log))
  .handler(
    createSweeperHandler({
      log,
      ledgerOrigin: createDynamoDbLedgerOrigin(table),
      metrics: createPowertoolsMetrics({ stage: env.PAYSHEET_STAGE }),
      refreshTokens: refreshTokenKeepersOf(env.PAYSHEET_REFRESH_TOKEN, {
        table,
        secretVersions: createSecretVersions({ secretsManager }),
      }),
      sweep: {
        ...channel,
        executions: createLambdaExecutions({
          lambda,
          functionArn: env.PAYSHEET_DISTRIBUTE_FUNCTION,
        }),
        reminding: {
          reminders: createDynamoDbReminderStore(table),
          reminderLink: ({ reminderId, month }) => {
            const link = new URL("new", env.PAYSHEET_PAGE_URL);
            link.search = String(new URLSearchParams({ reminder: reminderId, month }));
            return link.href;
          },
        },
        looking:
          env.PAYSHEET_DISTRIBUTE_ARN === undefined
            ? undefined
            : {
                preFlights: channel.preFlights,
                preFlightStarter: createLambdaDistributionStarter({
                  lambda,
                  functionArn: env.PAYSHEET_DISTRIBUTE_ARN,
                }),
              },
      },
    }),
  );
