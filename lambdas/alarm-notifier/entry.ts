import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import middy from "@middy/core";
import { functionMiddleware } from "../../adapters/lambda/function-middleware.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createSecretSlackChannel } from "../../adapters/slack/secret-slack-channel.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { alarmNotifierEnvironmentSchema } from "./environment.ts";
import { createAlarmNotifierHandler } from "./handler.ts";

const env = alarmNotifierEnvironmentSchema.parse(process.env);
const log = new Logger({ serviceName: "tell-alarm" });
const { nowMs } = systemClock;

export const handler = middy<unknown, void>()
  .use(functionMiddleware(log))
  .handler(
    createAlarmNotifierHandler({
      log,
      channel: createSecretSlackChannel({
        secrets: createSecretsReader({ secretsManager: new SecretsManagerClient({}), nowMs }),
        secretId: env.PAYSHEET_SLACK_SECRET_ID,
        apiUrl: env.PAYSHEET_SLACK_API_URL,
        channelId: env.PAYSHEET_SLACK_CHANNEL,
      }),
      language: env.PAYSHEET_LANGUAGE,
    }),
  );
