import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import middy from "@middy/core";
import * as z from "zod";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { functionMiddleware } from "../../adapters/lambda/function-middleware.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { onceSetUp } from "../../adapters/slack/slack-not-set-up.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { notifyChannel } from "../../domain/channel/notify-channel.ts";
import { channelDepsOf } from "../channel/channel-deps.ts";
import { channelEnvironmentSchema } from "../channel/environment.ts";

const env = channelEnvironmentSchema.parse(process.env);
const log = new Logger({ serviceName: "tell" });
const { nowMs } = systemClock;
const channel = channelDepsOf(env, {
  table: { client: documentClientOf(new DynamoDBClient({})), tableName: env.PAYSHEET_TABLE },
  s3: new S3Client({}),
  secrets: createSecretsReader({ secretsManager: new SecretsManagerClient({}), nowMs }),
});

/** What the admin API sends when something happened to a payout. */
const notifyRequestSchema = z.object({ payoutId: z.string().min(1) });

/**
 * Brings the Slack channel up to date with a payout. Fails when it can't, so that Lambda tries
 * again; what the channel still lacks then is posted by the sweeper, and so is what happened before
 * Slack was connected.
 */
export const handler = middy<unknown, void>()
  .use(functionMiddleware(log))
  .handler(async (input) => {
    const { payoutId } = notifyRequestSchema.parse(input);
    await onceSetUp(async () => {
      await notifyChannel(channel, payoutId);
      log.info("told", { payoutId });
    }, log);
  });
