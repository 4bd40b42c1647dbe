import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { channelDepsOf } from "../channel/channel-deps.ts";
import { slackNotifierEnvironmentSchema } from "./environment.ts";
import type { SlackNotifierHandlerDeps } from "./handler.ts";

/** Wires `tell` from its environment. */
export function createContainer(environment: NodeJS.ProcessEnv): SlackNotifierHandlerDeps {
  const env = slackNotifierEnvironmentSchema.parse(environment);
  const client = documentClientOf(new DynamoDBClient({}));
  const { nowMs } = systemClock;
  return {
    log: new Logger({ serviceName: "tell" }),
    channel: channelDepsOf(env, {
      table: { client, tableName: env.PAYSHEET_TABLE },
      s3: new S3Client({}),
      secrets: createSecretsReader({ secretsManager: new SecretsManagerClient({}), nowMs }),
    }),
  };
}
