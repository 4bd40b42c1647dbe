import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { ulid } from "ulid";
import type * as z from "zod";
import { createCognitoDirectory } from "../../adapters/cognito/cognito-directory.ts";
import { createDynamoDbDeliveryStateStore } from "../../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { createDynamoDbPeopleStore } from "../../adapters/dynamodb/dynamodb-people-store.ts";
import { createDynamoDbReceiptStore } from "../../adapters/dynamodb/dynamodb-receipt-store.ts";
import { createDynamoDbReservationStore } from "../../adapters/dynamodb/dynamodb-reservation-store.ts";
import type { DynamoDbTable } from "../../adapters/dynamodb/dynamodb-table.ts";
import { createS3CheckStore } from "../../adapters/s3/s3-check-store.ts";
import { createS3PreFlightStore } from "../../adapters/s3/s3-pre-flight-store.ts";
import { createS3ResultFiles } from "../../adapters/s3/s3-result-file.ts";
import type { SecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import {
  createSecretSlackChannel,
  type SecretSlackChannelDeps,
} from "../../adapters/slack/secret-slack-channel.ts";
import { createSecretSlackWeb } from "../../adapters/slack/secret-slack-web.ts";
import { createSlackMentions } from "../../adapters/slack/slack-mentions.ts";
import { createSlackUsers } from "../../adapters/slack/slack-users.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import type { Channel } from "../../domain/channel/channel.ts";
import type { NotifyChannelDeps } from "../../domain/channel/notify-channel.ts";
import { reasonsNotToPay } from "../../domain/payout/check-again.ts";
import type { Directory } from "../../domain/payout/directory.ts";
import { namedPointsApiOf } from "../../domain/payout/named-points-api.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { createUserIdMask } from "../../domain/payout/user-id-mask.ts";
import { findWhoLeft } from "../../domain/payout/who-left.ts";
import {
  reasonsFoundLately,
  usersLookedUpOf,
} from "../../domain/preflight/look-before-reminder.ts";
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
) {
  const policy = policySchema.parse(JSON.parse(env.PAYSHEET_POLICY));
  const mentions = env.PAYSHEET_SLACK_MENTIONS;
  const channelOf = slackChannelOf(env, secrets);
  const stores = {
    clock: systemClock,
    payouts: createDynamoDbPayoutStore(table),
    reservations: createDynamoDbReservationStore(table),
    ledger: createDynamoDbLedgerStore(table),
    checks: createS3CheckStore({ s3, bucket: env.PAYSHEET_BUCKET }),
    preFlights: createS3PreFlightStore({ s3, bucket: env.PAYSHEET_BUCKET }),
    policy,
    pointsApis: env.PAYSHEET_POINTS_APIS,
    directory: directoryOf(env),
  };
  return {
    ...stores,
    newId: ulid,
    calling: {
      people: createDynamoDbPeopleStore(table),
      mentionOf: createSlackMentions({
        users: createSlackUsers({
          web: createSecretSlackWeb({ ...slackOf(env, secrets), ...BRIEFLY }),
        }),
        nowMs: systemClock.nowMs,
      }),
    },
    deliveryStates: createDynamoDbDeliveryStateStore(table),
    receipts: createDynamoDbReceiptStore(table),
    resultFiles: createS3ResultFiles({ s3, bucket: env.PAYSHEET_BUCKET }),
    channel: channelOf({}),
    channelOf,
    reasonsNotToPay: async (payout) => [
      ...(await findWhoLeft(stores, payout)).reasons,
      ...(await reasonsNotToPay(stores, payout)),
      ...(await reasonsFoundLately(stores, payout)),
    ],
    usersLookedUpOf: (payout) => usersLookedUpOf(stores, payout),
    messages: createSlackMessages({ language: env.PAYSHEET_LANGUAGE, mentions }),
    mentions,
    userIdMask: createUserIdMask(policy.maskUserIds),
    reminderMs: env.PAYSHEET_REMINDER_MINUTES * 60_000,
    payoutLink: (payoutId: string) => new URL(`payouts/${payoutId}`, env.PAYSHEET_PAGE_URL).href,
  } satisfies NotifyChannelDeps;
}

/** A payout whose time has come waits for the answer: for seconds, and not longer. */
const DIRECTORY_PATIENCE = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

function directoryOf({
  PAYSHEET_USER_POOL_ID: userPoolId,
  PAYSHEET_USER_POOL_ISSUER: issuer,
}: z.output<typeof channelEnvironmentSchema>): Directory | undefined {
  if (userPoolId === undefined || issuer === undefined) return undefined;
  const cognito = new CognitoIdentityProviderClient(DIRECTORY_PATIENCE);
  return createCognitoDirectory({ cognito, userPoolId, issuer });
}

/** A message does not wait for whom it calls: who is not found soon is named only. */
const BRIEFLY = { tries: 1, timeoutMs: 2_000 } as const;

function slackOf(env: z.output<typeof channelEnvironmentSchema>, secrets: SecretsReader) {
  return {
    secrets,
    secretId: env.PAYSHEET_SLACK_SECRET_ID,
    apiUrl: env.PAYSHEET_SLACK_API_URL,
  };
}

/**
 * The channel in which a payout is told of, which its points API may have for itself. `patience`: how
 * long Slack is waited for.
 */
export function slackChannelOf(
  env: z.output<typeof channelEnvironmentSchema>,
  secrets: SecretsReader,
  patience: Pick<SecretSlackChannelDeps, "tries" | "timeoutMs"> = {},
): (payout: { readonly pointsApi?: string | undefined }) => Channel {
  const deps = { ...patience, ...slackOf(env, secrets) };
  const channels = new Map<string, Channel>();
  return (payout) => {
    const { channel: channelId = env.PAYSHEET_SLACK_CHANNEL } =
      namedPointsApiOf({ pointsApis: env.PAYSHEET_POINTS_APIS }, payout) ?? {};
    const known = channels.get(channelId) ?? createSecretSlackChannel({ ...deps, channelId });
    channels.set(channelId, known);
    return known;
  };
}
