import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ulid } from "ulid";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createSecretSlackChannel } from "../../adapters/slack/secret-slack-channel.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { watchEnvironmentSchema } from "./environment.ts";
import type { WatchHandlerDeps } from "./handler.ts";

/** Wires `watch` from its environment. */
export function createContainer(environment: NodeJS.ProcessEnv): WatchHandlerDeps {
  const env = watchEnvironmentSchema.parse(environment);
  const table = {
    client: documentClientOf(new DynamoDBClient({})),
    tableName: env.PAYSHEET_TABLE,
  };
  const { nowMs } = systemClock;
  return {
    log: new Logger({ serviceName: "watch" }),
    watch: {
      clock: systemClock,
      newId: ulid,
      payouts: createDynamoDbPayoutStore(table),
      leases: createDynamoDbLeaseStore(table),
      ledger: createDynamoDbLedgerStore(table),
      channel: createSecretSlackChannel({
        secrets: createSecretsReader({ secretsManager: new SecretsManagerClient({}), nowMs }),
        secretId: env.PAYSHEET_SLACK_SECRET_ID,
        apiUrl: env.PAYSHEET_SLACK_API_URL,
        channelId: env.PAYSHEET_SLACK_CHANNEL,
      }),
      language: env.PAYSHEET_LANGUAGE,
      payoutLink: (payoutId) => new URL(`payouts/${payoutId}`, env.PAYSHEET_PAGE_URL).href,
    },
  };
}
