import { ulid } from "ulid";
import type * as z from "zod";
import { createDynamoDbDeliveryStateStore } from "../../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import type { DynamoDbTable } from "../../adapters/dynamodb/dynamodb-table.ts";
import { createS3ResultFiles } from "../../adapters/s3/s3-result-file.ts";
import type { SecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createSecretSlackChannel } from "../../adapters/slack/secret-slack-channel.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import type { NotifyChannelDeps } from "../../domain/channel/notify-channel.ts";
import { createSlackMessages } from "../../presentation/slack/slack-messages.ts";
import type { channelEnvironmentSchema } from "./environment.ts";

/** Wires what brings the Slack channel up to date, for every function that does. */
export function channelDepsOf(
  env: z.output<typeof channelEnvironmentSchema>,
  {
    table,
    s3,
    secrets,
  }: {
    readonly table: DynamoDbTable;
    readonly s3: Parameters<typeof createS3ResultFiles>[0]["s3"];
    readonly secrets: SecretsReader;
  },
): NotifyChannelDeps {
  const mentions = env.PAYSHEET_SLACK_MENTIONS;
  return {
    clock: systemClock,
    newId: ulid,
    payouts: createDynamoDbPayoutStore(table),
    ledger: createDynamoDbLedgerStore(table),
    deliveryStates: createDynamoDbDeliveryStateStore(table),
    resultFiles: createS3ResultFiles({ s3, bucket: env.PAYSHEET_BUCKET }),
    channel: createSecretSlackChannel(slackOf(env, secrets)),
    messages: createSlackMessages({ language: env.PAYSHEET_LANGUAGE, mentions }),
    mentions,
    reminderMs: env.PAYSHEET_REMINDER_MINUTES * 60_000,
    payoutLink: (payoutId) => new URL(`payouts/${payoutId}`, env.PAYSHEET_PAGE_URL).href,
  };
}

/** Where the Slack channel of an environment is, and the token for it. */
export function slackOf(env: z.output<typeof channelEnvironmentSchema>, secrets: SecretsReader) {
  return {
    secrets,
    secretId: env.PAYSHEET_SLACK_SECRET_ID,
    apiUrl: env.PAYSHEET_SLACK_API_URL,
    channelId: env.PAYSHEET_SLACK_CHANNEL,
  };
}
