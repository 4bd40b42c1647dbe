import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { startLocalScheduler } from "@paysheet/aws-emulator/scheduler";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEventBridgeScheduler } from "../../adapters/scheduler/eventbridge-scheduler.ts";

/**
 * What we rely on of EventBridge Scheduler, asked of whatever AWS_ENDPOINT_URL_SCHEDULER names
 * (with the SDK's own region and credentials), by default of the emulator. AWS wants a role that
 * exists: name it in CONTRACT_SCHEDULER_ROLE_ARN, and a function in CONTRACT_FUNCTION_ARN.
 * Everything is made in a group of its own, years ahead, and removed with it.
 */
const accountArn = "ap-northeast-2:123456789012";
const roleArn =
  process.env["CONTRACT_SCHEDULER_ROLE_ARN"] ?? "arn:aws:iam::123456789012:role/scheduler";
const functionArn =
  process.env["CONTRACT_FUNCTION_ARN"] ?? `arn:aws:lambda:${accountArn}:function:distribute:live`;
const deadLetterQueueArn =
  process.env["CONTRACT_QUEUE_ARN"] ?? `arn:aws:sqs:${accountArn}:dead-letters`;
const target = {
  Arn: functionArn,
  RoleArn: roleArn,
  DeadLetterConfig: { Arn: deadLetterQueueArn },
  Input: "{}",
};
const groupName = `paysheet-contract-${randomUUID().slice(0, 8)}`;

let client: SchedulerClient;
let stop = async () => {};

beforeAll(async () => {
  if (process.env["AWS_ENDPOINT_URL_SCHEDULER"] === undefined) {
    ({ client, stop } = await startEmulator());
  } else {
    client = new SchedulerClient({});
    stop = async () => {
      await client.send(new DeleteScheduleGroupCommand({ Name: groupName }));
    };
  }
  await client.send(new CreateScheduleGroupCommand({ Name: groupName }));
});

afterAll(async () => {
  await stop();
  client.destroy();
});

async function startEmulator() {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-contract-"));
  const region = "ap-northeast-2";
  const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
  const { endpoint, close } = await startLocalScheduler({
    dataDir,
    region,
    accountId: "123456789012",
    credentials,
    invokeTarget: () => Promise.reject(new Error("Nothing may fire in the contract suite.")),
    deadLetter: () => Promise.reject(new Error("Nothing may fire in the contract suite.")),
  });
  return {
    client: new SchedulerClient({ endpoint, region, credentials }),
    async stop() {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function setup() {
  const name = `s-${randomUUID().slice(0, 8)}`;
  const request = (
    overrides: Partial<CreateScheduleCommandInput> = {},
  ): CreateScheduleCommandInput => ({
    Name: name,
    GroupName: groupName,
    ScheduleExpression: "at(2060-01-01T00:00:00)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: target,
    ...overrides,
  });
  const create = (overrides: Partial<CreateScheduleCommandInput> = {}) =>
    client.send(new CreateScheduleCommand(request(overrides)));
  const get = () => client.send(new GetScheduleCommand({ Name: name, GroupName: groupName }));
  const scheduler = createEventBridgeScheduler({
    scheduler: client,
    groupName,
    target: { functionArn, roleArn, deadLetterQueueArn },
  });
  const firing = { payoutId: "p1", generation: 1, scheduleName: name, run: 1 };
  return { name, create, get, scheduler, firing };
}

it("keeps a schedule as it was made", async () => {
  const { name, create, get } = setup();
  await create({ ScheduleExpressionTimezone: "UTC" });
  expect(await get()).toMatchObject({
    Name: name,
    GroupName: groupName,
    ScheduleExpression: "at(2060-01-01T00:00:00)",
    ScheduleExpressionTimezone: "UTC",
    State: "ENABLED",
    FlexibleTimeWindow: { Mode: "OFF" },
    ActionAfterCompletion: "NONE",
    Target: target,
    CreationDate: expect.any(Date),
  });
});

it("refuses a second schedule of one name, and takes a repeated request for one", async () => {
  const { create } = setup();
  const ClientToken = randomUUID();
  const first = await create({ ClientToken });
  const repeated = await create({ ClientToken });
  expect(repeated.ScheduleArn).toBe(first.ScheduleArn);
  await expect(create({ ClientToken: randomUUID() })).rejects.toMatchObject({
    name: "ConflictException",
  });
});

it("knows nothing of what was deleted or never made", async () => {
  const { name, create, get } = setup();
  const made = { Name: name, GroupName: groupName };
  await create();
  await client.send(new DeleteScheduleCommand(made));
  const notFound = { name: "ResourceNotFoundException" };
  await expect(get()).rejects.toMatchObject(notFound);
  await expect(client.send(new DeleteScheduleCommand(made))).rejects.toMatchObject(notFound);
  await expect(create({ GroupName: `${groupName}-other` })).rejects.toMatchObject(notFound);
});

const refused: Record<string, Partial<CreateScheduleCommandInput>> = {
  "without an expression": { ScheduleExpression: undefined },
  "without a target": { Target: undefined },
  "without a role": { Target: { ...target, RoleArn: undefined } },
  "without a flexible time window": { FlexibleTimeWindow: undefined },
  "under a name of 65 characters": { Name: "n".repeat(65) },
  "under a name with a blank": { Name: "a b" },
  "at a time with milliseconds": { ScheduleExpression: "at(2060-01-01T00:00:00.000)" },
  "on a day that does not exist": { ScheduleExpression: "at(2060-02-30T00:00:00)" },
  "in an unknown zone": { ScheduleExpressionTimezone: "Asia/Soul" },
  "with too many retries": { Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 186 } } },
  "with too short an event age": {
    Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 59 } },
  },
};

it.each(Object.entries(refused))("refuses a schedule %s", async (_what, overrides) => {
  const { create } = setup();
  await expect(create(overrides)).rejects.toMatchObject({
    name: "ValidationException",
    $metadata: { httpStatusCode: 400 },
  });
});

it("makes a payout's schedule once, however often it is asked, and deletes it for good", async () => {
  const { get, scheduler, firing } = setup();
  const at = "2060-01-01T00:00:00.400Z";
  await scheduler.create(firing, at);
  await scheduler.create(firing, at);
  expect((await get()).ScheduleExpression).toBe("at(2060-01-01T00:00:01)");
  await expect(scheduler.create({ ...firing, generation: 2 }, at)).rejects.toMatchObject({
    name: "ConflictException",
  });
  await scheduler.delete(firing.scheduleName);
  await scheduler.delete(firing.scheduleName);
  await expect(get()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
