import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import type { Clock } from "@paysheet/emulator-server/clock";
import { onTestFinished } from "vitest";
import type { DeadLetterMessage } from "../../src/scheduler/dead-letter.ts";
import { startLocalScheduler } from "../../src/scheduler/start-local-scheduler.ts";
import type { LocalService } from "../../src/service/aws-service.ts";
import { createFakeTarget, createInbox } from "./fake-target.ts";
import { createObservedClock } from "./observed-clock.ts";

export const region = "ap-northeast-2";
export const accountId = "123456789012";
export const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
export const roleArn = `arn:aws:iam::${accountId}:role/scheduler`;
export const functionArn = `arn:aws:lambda:${region}:${accountId}:function:distribute:live`;
export const queueArn = `arn:aws:sqs:${region}:${accountId}:dead-letters`;

export const target = {
  Arn: functionArn,
  RoleArn: roleArn,
  DeadLetterConfig: { Arn: queueArn },
};

export function schedulerClient(endpoint: string): SchedulerClient {
  return new SchedulerClient({ endpoint, region, credentials, maxAttempts: 1 });
}

export async function temporaryDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "paysheet-scheduler-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** An emulator on a clock that the test moves, with a fake target and a fake dead-letter queue. */
export async function setup(options: { readonly deadLetterFailures?: number } = {}) {
  const dataDir = await temporaryDir();
  const clock = createObservedClock();
  const target = createFakeTarget();
  const deadLetters = createInbox<{ queueArn: string; message: DeadLetterMessage }>();
  let deadLetterFailures = options.deadLetterFailures ?? 0;

  const start = (dir = dataDir, invokeTarget = target.invoke) =>
    startForTest({
      dataDir: dir,
      clock,
      invokeTarget,
      async deadLetter(arn, message) {
        deadLetters.put({ queueArn: arn, message });
        if (deadLetterFailures > 0) {
          deadLetterFailures -= 1;
          throw new Error("The queue is away.");
        }
      },
    });

  return { dataDir, clock, target, deadLetters, start };
}

type StartOptions = Parameters<typeof startLocalScheduler>[0];

/** Starts an emulator that ends with the test. */
export async function startForTest(
  options: Omit<StartOptions, "region" | "accountId" | "credentials">,
): Promise<LocalService & { readonly client: SchedulerClient }> {
  const scheduler = await startLocalScheduler({ ...options, region, accountId, credentials });
  const client = schedulerClient(scheduler.endpoint);
  let closing: Promise<void> | undefined;
  const close = () => {
    client.destroy();
    closing ??= scheduler.close();
    return closing;
  };
  onTestFinished(close);
  return { ...scheduler, client, close };
}

/** A request for a schedule `aheadMs` from the clock's now, in whole seconds of UTC. */
export function scheduleRequest(
  Name: string,
  clock: Pick<Clock, "nowMs">,
  aheadMs: number,
  overrides: Partial<CreateScheduleCommandInput> = {},
): CreateScheduleCommandInput {
  return {
    Name,
    ScheduleExpression: atExpression(clock.nowMs() + aheadMs),
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { ...target, Input: JSON.stringify({ name: Name }) },
    ...overrides,
  };
}

function atExpression(epochMs: number): string {
  return `at(${new Date(epochMs).toISOString().slice(0, 19)})`;
}

export async function createSchedule(
  client: SchedulerClient,
  request: CreateScheduleCommandInput,
): Promise<void> {
  await client.send(new CreateScheduleCommand(request));
}

export function scheduleArn(name: string, group = "default"): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${name}`;
}
