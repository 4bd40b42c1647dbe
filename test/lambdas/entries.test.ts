import { S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { AlarmNotifierEnvironment } from "../../lambdas/alarm-notifier/environment.ts";
import { channelDepsOf } from "../../lambdas/channel/channel-deps.ts";
import {
  type ChannelEnvironment,
  channelEnvironmentSchema,
} from "../../lambdas/channel/environment.ts";
import type { CheckSheetEnvironment } from "../../lambdas/check-sheet/environment.ts";
import type { DistributeEnvironment } from "../../lambdas/distribute/environment.ts";
import type { SweeperEnvironment } from "../../lambdas/sweeper/environment.ts";

const channel: ChannelEnvironment = {
  PAYSHEET_TABLE: "paysheet",
  PAYSHEET_BUCKET: "paysheet",
  PAYSHEET_SLACK_SECRET_ID: "slack",
  PAYSHEET_SLACK_CHANNEL: "C1",
  PAYSHEET_PAGE_URL: "https://page.invalid/",
};
const alarmNotifier: AlarmNotifierEnvironment = {
  PAYSHEET_SLACK_SECRET_ID: "slack",
  PAYSHEET_SLACK_CHANNEL: "C1",
};
const checkSheet: CheckSheetEnvironment = { PAYSHEET_TABLE: "paysheet", PAYSHEET_BUCKET: "sheets" };
const distribute: DistributeEnvironment = {
  ...channel,
  PAYSHEET_SCHEDULE_GROUP: "paysheet",
  PAYSHEET_POINTS_API: JSON.stringify({
    url: "https://points.invalid/v1/points",
    transactionIdPath: "transactionId",
    auth: { kind: "none" },
    ratePerSecond: 10,
    idempotency: "none",
  }),
};
const sweeper: SweeperEnvironment = { ...channel, PAYSHEET_DISTRIBUTE_FUNCTION: "distribute" };

const ENTRIES = [
  ["alarm-notifier", () => import("../../lambdas/alarm-notifier/entry.ts"), alarmNotifier],
  ["check-sheet", () => import("../../lambdas/check-sheet/entry.ts"), checkSheet],
  ["distribute", () => import("../../lambdas/distribute/entry.ts"), distribute],
  ["slack-notifier", () => import("../../lambdas/slack-notifier/entry.ts"), channel],
  ["sweeper", () => import("../../lambdas/sweeper/entry.ts"), sweeper],
] as const;

/** Loads an entry as Lambda does: once a process, with this environment. */
async function load(
  entry: () => Promise<{ readonly handler: unknown }>,
  environment: Readonly<Record<string, string | undefined>>,
) {
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.resetModules();
  return (await entry()).handler;
}

describe.each(ENTRIES)("the entry of %s", (_, entry, environment) => {
  it("is wired from its environment", async () => {
    expect(await load(entry, environment)).toBeTypeOf("function");
  });

  it("does not start when the environment lacks something", async () => {
    const [missing = ""] = Object.keys(environment);
    await expect(load(entry, { ...environment, [missing]: undefined })).rejects.toThrow(missing);
  });
});

function depsOf(environment: ChannelEnvironment) {
  const unused = () => Promise.reject(new Error("Nothing is asked for."));
  return channelDepsOf(channelEnvironmentSchema.parse(environment), {
    table: { client: { send: unused }, tableName: "paysheet" },
    s3: new S3Client({}),
    secrets: { read: unused, forget: () => undefined },
  });
}

it("leads from the channel to a payout's own page", () => {
  expect(depsOf(channel).payoutLink("P1")).toBe("https://page.invalid/payouts/P1");
});

it.each([
  [undefined, "user-0001", "mi***@***"],
  [true, "us***", "mi***@***"],
  [false, "user-0001", "minji@example.com"],
])("shows user ids in the channel as the policy says: %s", (maskUserIds, plain, personal) => {
  const { userIdMask } = depsOf({ ...channel, PAYSHEET_POLICY: JSON.stringify({ maskUserIds }) });
  const shown = ["user-0001", "minji@example.com"].map((id) => userIdMask.id(id));
  expect(shown).toEqual([plain, personal]);
});
