import type { SQSEvent } from "aws-lambda";
import { expect, it, onTestFinished } from "vitest";
import { startQueueEventSource } from "../../src/lambda/queue-event-source.ts";
import { createLocalQueue } from "../../src/sqs/local-queue.ts";
import { queueArn, region, temporaryDir } from "../scheduler/setup-scheduler.ts";

const VISIBILITY_MS = 60_000;

async function setup(invoke: (bodies: readonly string[]) => Promise<unknown>) {
  const dataDir = await temporaryDir();
  const clock = { nowMs: Date.now() };
  const nowMs = () => clock.nowMs;
  const dead = await createLocalQueue({ dataDir, arn: `${queueArn}-dead`, nowMs });
  const redrive = { maxReceiveCount: 2, to: dead };
  const queue = await createLocalQueue({ dataDir, arn: queueArn, nowMs, redrive });
  const events: SQSEvent[] = [];
  const lines: string[] = [];
  const start = () => {
    const source = startQueueEventSource({
      queue,
      region,
      batchSize: 1,
      maxConcurrency: 2,
      visibilityTimeoutMs: VISIBILITY_MS,
      log: (line) => lines.push(line),
      invoke(event) {
        events.push(event);
        return invoke(event.Records.map(({ body }) => body));
      },
    });
    onTestFinished(() => source.close());
    return source;
  };
  const send = (body: string) => queue.send({ body, attributes: {} });
  return { clock, dead, events, lines, queue, send, start };
}

const NONE_FAILED = { batchItemFailures: [] };

it("hands out what waits and what comes, and deletes what was taken", async () => {
  const { events, queue, send, start } = await setup(async () => NONE_FAILED);
  const { messageId } = await send("waited");
  start();
  await expect.poll(() => queue.list()).toEqual([]);
  await send("came");
  await expect.poll(() => queue.list()).toEqual([]);
  expect(events.flatMap(({ Records }) => Records.map(({ body }) => body))).toEqual([
    "waited",
    "came",
  ]);
  expect(events[0]?.Records[0]).toMatchObject({
    messageId,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    attributes: { ApproximateReceiveCount: "1" },
  });
});

it("invokes no more at once than it may, and the next as soon as one is done", async () => {
  const running = new Map<string, (answer: unknown) => void>();
  const { queue, send, start } = await setup(
    ([body = ""]) => new Promise((resolve) => running.set(body, resolve)),
  );
  for (const body of ["a", "b", "c"]) await send(body);
  start();
  await expect.poll(() => [...running.keys()]).toEqual(["a", "b"]);
  running.get("b")?.(NONE_FAILED);
  await expect.poll(() => [...running.keys()]).toEqual(["a", "b", "c"]);
  for (const end of running.values()) end(NONE_FAILED);
  await expect.poll(() => queue.list()).toEqual([]);
});

it("hands out again what failed once it shows again, and then gives it to the dead letters", async () => {
  const { clock, dead, events, lines, queue, send, start } = await setup(async () => {
    throw new Error("out of memory");
  });
  await send("bad");
  start();
  await expect.poll(() => lines).toHaveLength(1);
  expect(await queue.receive(1, VISIBILITY_MS)).toEqual([]);
  clock.nowMs += VISIBILITY_MS;
  await expect.poll(() => lines).toHaveLength(2);
  expect(events[1]?.Records[0]?.attributes.ApproximateReceiveCount).toBe("2");
  clock.nowMs += VISIBILITY_MS;
  await expect.poll(() => dead.list()).toMatchObject([{ body: "bad" }]);
  await expect.poll(() => queue.list()).toEqual([]);
  expect(events).toHaveLength(2);
});

it("keeps what it was sent, with its attributes, over a restart", async () => {
  const dataDir = await temporaryDir();
  const open = () => createLocalQueue({ dataDir, arn: queueArn, nowMs: () => 1 });
  const message = { body: "{}", attributes: { ERROR_CODE: "E" } };
  const { messageId } = await (await open()).send(message);
  expect((await open()).list()).toEqual([{ messageId, ...message, sentAtMs: 1 }]);
});

it("keeps a message that the function says it failed with, and no other", async () => {
  const failed: string[] = [];
  const { events, queue, send, start } = await setup(async ([body]) => {
    if (body !== "bad") return NONE_FAILED;
    const itemIdentifier = events.at(-1)?.Records[0]?.messageId ?? "";
    failed.push(itemIdentifier);
    return { batchItemFailures: [{ itemIdentifier }] };
  });
  await send("bad");
  await send("good");
  const source = start();
  await expect.poll(() => events).toHaveLength(2);
  await source.close();
  expect(queue.list().map(({ messageId }) => messageId)).toEqual(failed);
});
