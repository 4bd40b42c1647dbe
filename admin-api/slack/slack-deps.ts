import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import {
  createDynamoDbSignedRequests,
  type SignedRequests,
} from "../../adapters/dynamodb/dynamodb-signed-requests.ts";
import type { DynamoDbTable } from "../../adapters/dynamodb/dynamodb-table.ts";
import { createSecretsReader } from "../../adapters/secrets/secrets-reader.ts";
import { createSecretSlackWeb } from "../../adapters/slack/secret-slack-web.ts";
import { createSlackUsers, type SlackUsers } from "../../adapters/slack/slack-users.ts";
import { createSlackViews, type SlackViews } from "../../adapters/slack/slack-views.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";

/** What buttons in Slack need besides what the routes need. */
export interface SlackDeps {
  /** Undefined as long as nobody put it into the secret. @throws {SecretError} */
  readonly signingSecret: () => Promise<string | undefined>;
  readonly requests: SignedRequests;
  readonly users: Pick<SlackUsers, "emailOf">;
  readonly views: SlackViews;
  /** Address of the admin page. */
  readonly pageUrl?: string | undefined;
  /** Slack is answered within this time, with whatever is known by then; Slack waits 3 s. */
  readonly answerWithinMs: number;
}

/** Of the 3 s that Slack waits; the rest is the way there and back. */
const ANSWER_WITHIN_MS = 2_500;
/** Whoever clicked waits: what Slack does not answer soon, it does not answer in time. */
const PATIENCE = { tries: 1, timeoutMs: 1_500 } as const;

const secretSchema = z.object({ signingSecret: z.string().trim().min(1).optional() });

/** Wires what buttons in Slack need. */
export function createSlackDeps(options: {
  readonly secretId: string;
  /** Base of Slack's Web API. */
  readonly apiUrl: string;
  readonly pageUrl: string | undefined;
  readonly table: DynamoDbTable;
}): SlackDeps {
  const { secretId, apiUrl, pageUrl, table } = options;
  const { nowMs } = systemClock;
  const secrets = createSecretsReader({ secretsManager: new SecretsManagerClient({}), nowMs });
  const web = createSecretSlackWeb({ secrets, secretId, apiUrl, ...PATIENCE });
  return {
    signingSecret: async () => (await secrets.read(secretId, secretSchema)).signingSecret,
    requests: createDynamoDbSignedRequests(table),
    users: createSlackUsers({ web }),
    views: createSlackViews({ web }),
    pageUrl,
    answerWithinMs: ANSWER_WITHIN_MS,
  };
}
