import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { createLambdaExecutions } from "../../adapters/lambda/lambda-executions.ts";
import { createPowertoolsMetrics } from "../../adapters/metrics/powertools-metrics.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { channelDepsOf } from "../channel/channel-deps.ts";
import { sweeperEnvironmentSchema } from "./environment.ts";
import type { SweeperHandlerDeps } from "./handler.ts";

/** Wires the sweeper from its environment. */
export function createContainer(environment: NodeJS.ProcessEnv): SweeperHandlerDeps {
  const env = sweeperEnvironmentSchema.parse(environment);
  const table = {
    client: documentClientOf(new DynamoDBClient({})),
    tableName: env.PAYSHEET_TABLE,
  };
  const { nowMs } = systemClock;
  const secrets = createSecretsReader({ secretsManager: new SecretsManagerClient({}), nowMs });
  return {
    log: new Logger({ serviceName: "watch" }),
    metrics: createPowertoolsMetrics({ stage: env.PAYSHEET_STAGE }),
    sweep: {
      ...channelDepsOf(env, { table, s3: new S3Client({}), secrets }),
      executions: createLambdaExecutions({
        lambda: new LambdaClient({}),
        functionArn: env.PAYSHEET_DISTRIBUTE_FUNCTION,
      }),
    },
  };
}
