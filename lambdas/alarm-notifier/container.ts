import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createSecretSlackChannel } from "../../adapters/slack/secret-slack-channel.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { alarmNotifierEnvironmentSchema } from "./environment.ts";
import type { AlarmNotifierHandlerDeps } from "./handler.ts";

/** Wires `tell-alarm` from its environment. */
export function createContainer(environment: NodeJS.ProcessEnv): AlarmNotifierHandlerDeps {
  const env = alarmNotifierEnvironmentSchema.parse(environment);
  const { nowMs } = systemClock;
  return {
    log: new Logger({ serviceName: "tell-alarm" }),
    channel: createSecretSlackChannel({
      secrets: createSecretsReader({ secretsManager: new SecretsManagerClient({}), nowMs }),
      secretId: env.PAYSHEET_SLACK_SECRET_ID,
      apiUrl: env.PAYSHEET_SLACK_API_URL,
      channelId: env.PAYSHEET_SLACK_CHANNEL,
    }),
    language: env.PAYSHEET_LANGUAGE,
  };
}
