import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { createEventBridgeScheduler } from "../../../../adapters/scheduler/eventbridge-scheduler.ts";
import { createLambdaTarget } from "../../src/scheduler/lambda-target.ts";
import { createInbox } from "./fake-target.ts";
import {
  credentials,
  functionArn,
  queueArn,
  region,
  roleArn,
  scheduleArn,
  setup as setupScheduler,
} from "./setup-scheduler.ts";

async function setup(respond: (response: ServerResponse) => void = (r) => r.writeHead(202).end()) {
  const calls = createInbox<Record<string, unknown>>();
  const server = createServer(async (request, response) => {
    calls.put({
      path: decodeURIComponent(request.url ?? ""),
      type: request.headers["x-amz-invocation-type"],
      execution: request.headers["x-amz-durable-execution-name"],
      body: await text(request),
    });
    respond(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const lambdaEndpoint = `http://127.0.0.1:${port}`;
  const invoke = createLambdaTarget({ lambdaEndpoint, region, credentials });
  const call = (arn: string, input: string) =>
    invoke({ arn, input, roleArn, scheduleArn: scheduleArn("a"), attempt: 1 });
  return { calls, call, invoke, server };
}

function fail(status: number, type: string) {
  return (response: ServerResponse) =>
    response.writeHead(status, { "x-amzn-errortype": type }).end(JSON.stringify({ message: type }));
}

it("invokes a function, version or alias as an event with the input", async () => {
  const { call, calls } = await setup();
  await call(functionArn, '{"a":1}');
  expect(calls.items).toEqual([
    {
      path: `/2015-03-31/functions/${functionArn}/invocations`,
      type: "Event",
      execution: undefined,
      body: '{"a":1}',
    },
  ]);
});

it.each([
  [404, "ResourceNotFoundException", false],
  [409, "DurableExecutionAlreadyStartedException", false],
  [429, "TooManyRequestsException", true],
  [500, "ServiceException", true],
])("takes %i %s for a failure, retryable: %s", async (status, type, retryable) => {
  const { call } = await setup(fail(status, type));
  await expect(call(functionArn, "{}")).rejects.toMatchObject({ code: type, retryable });
});

it("takes a Lambda that is not there for one that may come back", async () => {
  const { call, server } = await setup();
  server.close();
  await once(server, "close");
  await expect(call(functionArn, "{}")).rejects.toMatchObject({ retryable: true });
});

it.each([
  "arn:aws:scheduler:::aws-sdk:lambda:invoke",
  "arn:aws:sqs:ap-northeast-2:123456789012:queue",
])("never calls %s, which it has not learnt", async (arn) => {
  const { call, calls } = await setup();
  const refused = { code: "UnsupportedTarget", retryable: false };
  await expect(call(arn, "{}")).rejects.toMatchObject(refused);
  expect(calls.items).toEqual([]);
});

it("brings a payout's firing to Lambda with one payload and without a name at every attempt", async () => {
  const answers = [fail(500, "ServiceException")];
  const { calls, invoke } = await setup((response) => {
    const answer = answers.shift() ?? ((taken: ServerResponse) => taken.writeHead(202).end());
    answer(response);
  });
  const { clock, dataDir, start } = await setupScheduler();
  const { client } = await start(dataDir, invoke);
  const firing = { payoutId: "p1", generation: 1, scheduleName: "p1-1-abc", run: 1 };
  const target = { functionArn, roleArn, deadLetterQueueArn: queueArn };
  await createEventBridgeScheduler({
    scheduler: client,
    groupName: "default",
    target,
  }).create(firing, new Date(clock.nowMs() + 5000).toISOString());

  clock.advance(5000);
  await clock.asleepFor(1000);
  clock.advance(1000);
  const [first, second] = await calls.first(2);
  expect(first).toEqual({
    path: `/2015-03-31/functions/${functionArn}/invocations`,
    type: "Event",
    execution: undefined,
    body: JSON.stringify({ payoutId: "p1", generation: 1, scheduleName: "p1-1-abc", run: 1 }),
  });
  expect(second).toEqual(first);
});
