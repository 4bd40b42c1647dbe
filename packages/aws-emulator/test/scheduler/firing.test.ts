import { DeleteScheduleCommand, GetScheduleCommand } from "@aws-sdk/client-scheduler";
import { expect, it } from "vitest";
import { createSchedule, functionArn, scheduleRequest, setup } from "./setup-scheduler.ts";

const DAY_MS = 24 * 3_600_000;

it("fires at its second and not before, with what it was told", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  await createSchedule(client, scheduleRequest("later", clock, 31_000));
  await createSchedule(client, scheduleRequest("sooner", clock, 30_000));

  clock.advance(30_000);
  await target.calls.first(1);
  await clock.asleepFor(1000);
  expect(target.calls.items).toEqual([{ arn: functionArn, input: '{"name":"sooner"}' }]);

  clock.advance(1000);
  const calls = await target.calls.first(2);
  expect(calls.map(({ input }) => input)).toEqual(['{"name":"sooner"}', '{"name":"later"}']);
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

it("does not fire what was deleted", async () => {
  const { clock, target, start } = await setup();
  const { client } = await start();
  await createSchedule(client, scheduleRequest("deleted", clock, 1000));
  await createSchedule(client, scheduleRequest("armed", clock, 2000));
  await client.send(new DeleteScheduleCommand({ Name: "deleted" }));

  clock.advance(2000);
  await target.calls.first(1);
  expect(target.calls.items.map(({ input }) => input)).toEqual(['{"name":"armed"}']);
});
