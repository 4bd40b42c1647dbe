import { ConflictException, GetScheduleCommand } from "@aws-sdk/client-scheduler";
import {
  functionArn,
  queueArn,
  roleArn,
  setup as setupScheduler,
} from "@paysheet/aws-emulator/testing/scheduler";
import { expect, it } from "vitest";
import {
  createEventBridgeScheduler,
  createScheduleRemover,
} from "../../../adapters/scheduler/eventbridge-scheduler.ts";
import { ScheduleTimeError } from "../../../domain/payout/scheduler.ts";

const firing = { payoutId: "p1", generation: 2, scheduleName: "p1-2-abc", run: 1 };

async function setup() {
  const parts = await setupScheduler();
  const { client } = await parts.start();
  const scheduler = createEventBridgeScheduler({
    scheduler: client,
    groupName: "default",
    target: { functionArn, roleArn, deadLetterQueueArn: queueArn },
  });
  const instant = (aheadMs: number) => new Date(parts.clock.nowMs() + aheadMs).toISOString();
  return { ...parts, client, scheduler, instant };
}

it("makes a one-shot schedule that invokes the alias of distribute with the firing", async () => {
  const { client, scheduler } = await setup();
  await scheduler.create(firing, "2026-12-01T00:00:00.001Z");
  const made = await client.send(new GetScheduleCommand({ Name: firing.scheduleName }));
  expect(made).toMatchObject({
    ScheduleExpression: "at(2026-12-01T00:00:01)",
    ScheduleExpressionTimezone: "UTC",
    FlexibleTimeWindow: { Mode: "OFF" },
    ActionAfterCompletion: "NONE",
    Target: {
      Arn: functionArn,
      RoleArn: roleArn,
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: queueArn },
    },
  });
  expect(JSON.parse(made.Target?.Input ?? "")).toEqual(firing);
});

it("never fires before the asked instant", async () => {
  const { clock, target, scheduler, instant } = await setup();
  await scheduler.create(firing, instant(1500));
  await clock.asleepFor(2000);
  clock.advance(2000);
  await target.calls.first(1);
});

it("brings the firing to its target with one payload at every attempt", async () => {
  const { clock, target, scheduler, instant } = await setup();
  target.failNext(new Error("away"));
  await scheduler.create(firing, instant(5000));
  clock.advance(5000);
  await clock.asleepFor(1000);
  clock.advance(1000);
  const call = { arn: functionArn, input: JSON.stringify(firing) };
  expect(await target.calls.first(2)).toEqual([call, call]);
});

it("makes the very same schedule twice, even after its time, and no other of that name", async () => {
  const { clock, target, scheduler, instant } = await setup();
  const at = instant(2000);
  await scheduler.create(firing, at);
  await scheduler.create(firing, at);
  clock.advance(3000);
  await target.calls.first(1);
  await scheduler.create(firing, at);
  await expect(scheduler.create({ ...firing, generation: 3 }, at)).rejects.toThrow(
    ConflictException,
  );
  await expect(scheduler.create(firing, instant(60_000))).rejects.toThrow(ConflictException);
});

it.each(["2020-01-01T00:00:00.000Z", "+012026-01-01T00:00:00.000Z", "tomorrow"])(
  "says that the time %s is refused",
  async (at) => {
    const { scheduler } = await setup();
    await expect(scheduler.create(firing, at)).rejects.toThrow(ScheduleTimeError);
  },
);

it("passes on what is wrong with anything but the time", async () => {
  const { client, instant } = await setup();
  const target = { functionArn, roleArn: "role", deadLetterQueueArn: queueArn };
  const scheduler = createEventBridgeScheduler({ scheduler: client, groupName: "default", target });
  await expect(scheduler.create(firing, instant(60_000))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

it("deletes a schedule, and one that is gone already", async () => {
  const { client, scheduler, instant } = await setup();
  await scheduler.create(firing, instant(60_000));
  const remover = createScheduleRemover({ scheduler: client, groupName: "default" });
  await remover.delete(firing.scheduleName);
  await remover.delete(firing.scheduleName);
  await scheduler.delete(firing.scheduleName);
  await expect(
    client.send(new GetScheduleCommand({ Name: firing.scheduleName })),
  ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
