import { join } from "node:path";
import { startLocalS3 } from "@paysheet/aws-emulator/s3";
import { startLocalScheduler } from "@paysheet/aws-emulator/scheduler";
import { startLocalSecrets } from "@paysheet/aws-emulator/secrets-manager";
import { startLocalSlack } from "@paysheet/slack-emulator";
import {
  ACCOUNT_ID,
  BUCKET,
  CREDENTIALS,
  REGION,
  SLACK_SECRET_ID,
} from "../../../local/stack/account.ts";
import { BOT_TOKEN, CHANNEL } from "../slack-of-bench.ts";
import { runEmulator } from "./emulator-program.ts";

const [, , dataDir = ""] = process.argv;

/** What a worker talks to a few times a payout: S3, Slack, EventBridge Scheduler, secrets. */
await runEmulator(async () => {
  const aws = { region: REGION, accountId: ACCOUNT_ID, credentials: CREDENTIALS };
  const dirOf = (name: string) => join(dataDir, name);
  const s3 = await startLocalS3({
    ...aws,
    dataDir: dirOf("s3"),
    buckets: [{ name: BUCKET, corsOrigins: [] }],
  });
  const slack = await startLocalSlack({
    dataDir: dirOf("slack"),
    port: 0,
    botToken: BOT_TOKEN,
    channel: CHANNEL,
    members: [],
  });
  const secrets = await startLocalSecrets({
    ...aws,
    secrets: { [SLACK_SECRET_ID]: JSON.stringify({ botToken: BOT_TOKEN }) },
  });
  const scheduler = await startLocalScheduler({
    ...aws,
    dataDir: dirOf("scheduler"),
    invokeTarget: async () => undefined,
    deadLetter: async () => undefined,
  });
  return {
    addresses: {
      s3: s3.endpoint,
      slack: slack.url,
      secrets: secrets.endpoint,
      scheduler: scheduler.endpoint,
    },
    async close() {
      await Promise.all([s3.close(), slack.close(), secrets.close(), scheduler.close()]);
    },
  };
});
