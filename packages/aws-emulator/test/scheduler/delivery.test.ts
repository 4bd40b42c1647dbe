import { cp, mkdir, rm } from "node:fs/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import { TargetError } from "../../src/scheduler/delivery.ts";
import { createFakeTarget } from "./fake-target.ts";
import {
  createSchedule,
  functionArn,
  queueArn,
  scheduleArn,
  scheduleRequest,
  setup,
  target,
  temporaryDir,
} from "./setup-scheduler.ts";

function retried(RetryPolicy: {
  MaximumRetryAttempts?: number;
  MaximumEventAgeInSeconds?: number;
}) {
  return { Target: { ...target, Input: '{"to":"pay"}', RetryPolicy } };
}

it("tries again, each time after twice as long, until the target takes it", async () => {
  const { clock, target: called, deadLetters, start } = await setup();
  const first = await start();
  await createSchedule(first.client, scheduleRequest("patient", clock, 1000, retried({})));
  called.failNext(new Error("away"), new Error("away"), new Error("away"));

  clock.advance(1000);
  for (const backOffMs of [1000, 2000, 4000]) {
    await clock.asleepFor(backOffMs);
    clock.advance(backOffMs);
  }
  await called.calls.first(4);
  await first.close();
  expect(called.calls.items).toHaveLength(4);
  expect(deadLetters.items).toEqual([]);
});

it("hands what no retry could deliver to the dead-letter queue, as AWS does", async () => {
  const { clock, target: called, deadLetters, start } = await setup();
  const { client } = await start();
  const scheduledTime = new Date(clock.nowMs() + 1000).toISOString().replace(".000Z", "Z");
  await createSchedule(
    client,
    scheduleRequest("hopeless", clock, 1000, retried({ MaximumRetryAttempts: 1 })),
  );
  const failure = new TargetError("Lambda.TooManyRequests", "Rate exceeded", { retryable: true });
  called.failNext(failure, failure);

  clock.advance(1000);
  await clock.asleepFor(1000);
  clock.advance(1000);
  expect(await deadLetters.first(1)).toEqual([
    {
      queueArn,
      message: {
        body: '{"to":"pay"}',
        attributes: {
          ERROR_CODE: "Lambda.TooManyRequests",
          ERROR_MESSAGE: "Rate exceeded",
          EXECUTION_ID: expect.stringMatching(/^[0-9a-f]{16}$/),
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
          IS_PAYLOAD_TRUNCATED: "false",
          RETRY_ATTEMPTS: "1",
          SCHEDULED_TIME: scheduledTime,
          SCHEDULE_ARN: scheduleArn("hopeless"),
          TARGET_ARN: functionArn,
        },
      },
    },
  ]);
  expect(called.calls.items).toHaveLength(2);
});

it("gives up when the firing would be older than it may get", async () => {
  const { clock, target: called, deadLetters, start } = await setup();
  const { client } = await start();
  const policy = retried({ MaximumEventAgeInSeconds: 60 });
  await createSchedule(client, scheduleRequest("old", clock, 1000, policy));
  called.failNext(...Array.from({ length: 6 }, () => new Error("away")));

  clock.advance(1000);
  // The next wait of 32 s would end 63 s after the firing.
  for (const backOffMs of [1000, 2000, 4000, 8000, 16_000]) {
    await clock.asleepFor(backOffMs);
    clock.advance(backOffMs);
  }
  const [letter] = await deadLetters.first(1);
  expect(letter?.message.attributes).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
    RETRY_ATTEMPTS: "5",
  });
});

it("does not ask again a target that can never take it", async () => {
  const { clock, target: called, deadLetters, start } = await setup();
  const first = await start();
  await createSchedule(first.client, scheduleRequest("lost", clock, 1000, retried({})));
  called.failNext(
    new TargetError("ResourceNotFoundException", "Function not found", { retryable: false }),
  );

  clock.advance(1000);
  const [letter] = await deadLetters.first(1);
  await first.close();
  expect(letter?.message.attributes).toMatchObject({
    ERROR_CODE: "ResourceNotFoundException",
    RETRY_ATTEMPTS: "0",
  });
  expect(letter?.message.attributes).not.toHaveProperty("EXHAUSTED_RETRY_CONDITION");
});

it("asks the queue again, and not the target, when the queue is away", async () => {
  const { clock, target: called, deadLetters, start } = await setup({ deadLetterFailures: 1 });
  const first = await start();
  const policy = retried({ MaximumRetryAttempts: 0 });
  await createSchedule(first.client, scheduleRequest("stuck", clock, 1000, policy));
  called.failNext(new Error("away"));

  clock.advance(1000);
  await deadLetters.first(1);
  await first.close();
  await start();
  await clock.asleepFor(1000);
  clock.advance(1000);
  await deadLetters.first(2);
  expect(called.calls.items).toHaveLength(1);
});

it("goes on with its retries after a restart", async () => {
  const { clock, target: called, start } = await setup();
  const first = await start();
  await createSchedule(first.client, scheduleRequest("resumed", clock, 1000, retried({})));
  called.failNext(new Error("away"));
  clock.advance(1000);
  await called.calls.first(1);
  await first.close();

  await start();
  await clock.asleepFor(1000);
  clock.advance(1000);
  await called.calls.first(2);
});

it("delivers once more when it died before it had the target's answer", async () => {
  const { clock, dataDir, start } = await setup();
  const called = createFakeTarget();
  const answer = Promise.withResolvers<void>();
  const dying = await start(dataDir, async (call) => {
    await called.invoke(call);
    await answer.promise;
  });
  await createSchedule(dying.client, scheduleRequest("doubted", clock, 1000));
  clock.advance(1000);
  await called.calls.first(1);

  const asTheCrashLeftIt = await temporaryDir();
  await cp(dataDir, asTheCrashLeftIt, { recursive: true });
  await start(asTheCrashLeftIt, called.invoke);
  const [first, second] = await called.calls.first(2);
  answer.resolve();
  expect(second).toEqual(first);
});

it("fires nothing that it can't write down, says so, and goes on once it can", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => said.mockRestore());
  const { clock, dataDir, target: called, start } = await setup();
  const { client } = await start();
  await createSchedule(client, scheduleRequest("written", clock, 5000));
  await rm(dataDir, { recursive: true });

  clock.advance(5000);
  await clock.asleepFor(1000);
  expect(said).toHaveBeenCalledWith(expect.stringContaining("could not keep its state"));
  expect(called.calls.items).toEqual([]);
  await mkdir(dataDir);
  clock.advance(1000);
  await called.calls.first(1);
});
