import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { expect, it } from "vitest";
import {
  createSchedule,
  functionArn,
  roleArn,
  scheduleArn,
  scheduleRequest,
  setup,
} from "./setup-scheduler.ts";

const DAY_MS = 24 * 3_600_000;

it("fires at its second and not before, with what it was told", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  await createSchedule(client, scheduleRequest("later", clock, 31_000));
  await createSchedule(client, scheduleRequest("sooner", clock, 30_000));

  clock.advance(30_000);
  await target.calls.first(1);
  await clock.asleepFor(1000);
  expect(target.calls.items).toEqual([
    {
      arn: functionArn,
      input: '{"name":"sooner"}',
      roleArn,
      scheduleArn: scheduleArn("sooner"),
      attempt: 1,
    },
  ]);

  clock.advance(1000);
  const calls = await target.calls.first(2);
  expect(calls.map(({ scheduleArn: arn }) => arn)).toEqual([
    scheduleArn("sooner"),
    scheduleArn("later"),
  ]);
});

it("reads the time in the schedule's own zone", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  await createSchedule(
    client,
    scheduleRequest("seoul", clock, 9 * 3_600_000 + 5_000, {
      ScheduleExpressionTimezone: "Asia/Seoul",
    }),
  );

  await clock.asleepFor(5_000);
  clock.advance(5_000);
  await target.calls.first(1);
});

it("waits for a time further off than a timer can count", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  await createSchedule(client, scheduleRequest("far", clock, 40 * DAY_MS));
  await createSchedule(client, scheduleRequest("near", clock, 39 * DAY_MS));

  clock.advance(39 * DAY_MS);
  await target.calls.first(1);
  clock.advance(DAY_MS);
  const calls = await target.calls.first(2);
  expect(calls.map(({ input }) => input)).toEqual(['{"name":"near"}', '{"name":"far"}']);
});

it("fires at start, once, what came due while it was down, and keeps it", async () => {
  const { clock, target, start } = await setup();
  const first = await start();
  await createSchedule(first.client, scheduleRequest("missed", clock, 10_000));
  await first.close();

  clock.advance(DAY_MS);
  const second = await start();
  await target.calls.first(1);
  await second.close();

  const third = await start();
  await createSchedule(third.client, scheduleRequest("next", clock, 1000));
  clock.advance(1000);
  await target.calls.first(2);
  expect(target.calls.items.map(({ input }) => input)).toEqual([
    '{"name":"missed"}',
    '{"name":"next"}',
  ]);
  const kept = await third.client.send(new GetScheduleCommand({ Name: "missed" }));
  expect(kept.State).toBe("ENABLED");
});

it("deletes a schedule that fired when it was asked to", async () => {
  const { clock, target, start } = await setup();
  const first = await start();
  await createSchedule(
    first.client,
    scheduleRequest("once", clock, 1000, { ActionAfterCompletion: "DELETE" }),
  );
  clock.advance(1000);
  await target.calls.first(1);
  await first.close();

  const { client } = await start();
  const { Schedules } = await client.send(new ListSchedulesCommand({}));
  expect(Schedules).toEqual([]);
});

it("fires an updated schedule at its new time only, and again when it had fired", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  const update = (aheadMs: number, version: number) =>
    client.send(
      new UpdateScheduleCommand({
        ...scheduleRequest("moved", clock, aheadMs),
        Target: { Arn: functionArn, RoleArn: roleArn, Input: JSON.stringify({ version }) },
      }),
    );
  await createSchedule(client, scheduleRequest("moved", clock, 10_000));
  await update(20_000, 2);
  await createSchedule(client, scheduleRequest("between", clock, 15_000));

  clock.advance(15_000);
  await target.calls.first(1);
  clock.advance(5_000);
  await target.calls.first(2);
  await update(1000, 3);
  clock.advance(1000);
  const calls = await target.calls.first(3);
  expect(calls.map(({ input }) => input)).toEqual([
    '{"name":"between"}',
    '{"version":2}',
    '{"version":3}',
  ]);
});

it("fires neither what was deleted nor what is disabled", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  await createSchedule(client, scheduleRequest("deleted", clock, 1000));
  await createSchedule(client, scheduleRequest("disabled", clock, 1000, { State: "DISABLED" }));
  await createSchedule(client, scheduleRequest("armed", clock, 2000));
  await client.send(new DeleteScheduleCommand({ Name: "deleted" }));

  clock.advance(2000);
  await target.calls.first(1);
  expect(target.calls.items.map(({ input }) => input)).toEqual(['{"name":"armed"}']);
});

it("fills AWS's context attributes into the input", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  const scheduledTime = new Date(clock.nowMs() + 1000).toISOString().replace(".000Z", "Z");
  const Input = JSON.stringify({
    id: "<aws.scheduler.execution-id>",
    time: "<aws.scheduler.scheduled-time>",
    arn: "<aws.scheduler.schedule-arn>",
    attempt: "<aws.scheduler.attempt-number>",
  });
  await createSchedule(
    client,
    scheduleRequest("context", clock, 1000, {
      Target: { Arn: functionArn, RoleArn: roleArn, Input },
    }),
  );
  target.failNext(new Error("away"));

  clock.advance(1000);
  await clock.asleepFor(1000);
  clock.advance(1000);
  const inputs = (await target.calls.first(2)).map(({ input }) => JSON.parse(input));
  const id = inputs[0].id;
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(inputs).toEqual([
    { id, time: scheduledTime, arn: scheduleArn("context"), attempt: "1" },
    { id, time: scheduledTime, arn: scheduleArn("context"), attempt: "2" },
  ]);
});

it("gives a function AWS's own notification when the schedule has no input", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  const Target = { Arn: functionArn, RoleArn: roleArn };
  await createSchedule(client, scheduleRequest("plain", clock, 1000, { Target }));
  clock.advance(1000);
  const [call] = await target.calls.first(1);
  expect(JSON.parse(call?.input ?? "")).toMatchObject({
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    resources: [scheduleArn("plain")],
  });
});
