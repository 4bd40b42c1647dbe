import {
  ListDurableExecutionsByFunctionCommand,
  paginateGetDurableExecutionHistory,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { it } from "vitest";
import { accountId, describe, functionArn, region, setup } from "./setup-lambda.ts";

const durable = { alias: "live", durable: { executionTimeoutMs: 60_000 } };
const named = (DurableExecutionName: string) =>
  ({ InvocationType: "Event", DurableExecutionName }) as const;

it.concurrent("carries an execution over a wait, and runs each step's body once", async ({
  expect,
  onTestFinished,
}) => {
  const { start, marks, ended, statuses } = await setup({ onTestFinished }, { order: durable });
  const { invoked, client } = await start();
  const event = { order: "7", waitSeconds: 1 };
  const started = await invoked("order:live", event, named("order-7"));
  expect(started).toMatchObject({ status: 202, payload: undefined });
  expect(started.executionArn).toMatch(
    new RegExp(`^${functionArn("order")}:1/durable-execution/order-7/[0-9a-f-]{36}$`),
  );

  await ended("order-7");
  expect(marks()).toEqual(["reserve 7", "charge 7"]);
  expect(await describe(client, started.executionArn)).toMatchObject({
    DurableExecutionName: "order-7",
    FunctionArn: `${functionArn("order")}:1`,
    Version: "1",
    Status: "SUCCEEDED",
    InputPayload: JSON.stringify(event),
    Result: JSON.stringify({ reservation: "r-7", charged: "c-7" }),
    StartTimestamp: expect.any(Date),
    EndTimestamp: expect.any(Date),
  });
  expect(statuses.items.map(({ detail }) => detail.status)).toEqual(["RUNNING", "SUCCEEDED"]);
  expect(statuses.items[1]).toEqual({
    version: "0",
    id: expect.any(String),
    "detail-type": "Durable Execution Status Change",
    source: "aws.lambda",
    account: accountId,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region,
    resources: [],
    detail: {
      durableExecutionArn: started.executionArn,
      durableExecutionName: "order-7",
      functionArn: `${functionArn("order")}:1`,
      status: "SUCCEEDED",
      startTimestamp: expect.any(String),
      endTimestamp: expect.any(String),
    },
  });
});

it.concurrent("makes one execution of two starts by one name, even at the same instant", async ({
  expect,
  onTestFinished,
}) => {
  const { start, marks, ended } = await setup({ onTestFinished }, { order: durable });
  const { invoked } = await start();
  const event = { order: "7", waitSeconds: 1 };
  const call = () => invoked("order:live", event, named("twice"));
  const arns = (await Promise.all([call(), call(), call()])).map((each) => each.executionArn);
  await ended("twice");
  arns.push((await call()).executionArn);
  expect(new Set(arns).size).toBe(1);
  expect(marks()).toEqual(["reserve 7", "charge 7"]);
});

it.concurrent("refuses another payload under a name that was started", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { order: durable });
  const { invoked } = await start();
  await invoked("order:live", { order: "7", waitSeconds: 60 }, named("taken"));
  const other = invoked("order:live", { order: "8", waitSeconds: 60 }, named("taken"));
  await expect(other).rejects.toMatchObject({
    name: "DurableExecutionAlreadyStartedException",
    $metadata: { httpStatusCode: 409 },
  });
});

it.concurrent("stops an execution when it is asked to", async ({ expect, onTestFinished }) => {
  const { start, ended } = await setup({ onTestFinished }, { order: durable });
  const { invoked, client } = await start();
  const event = { order: "7", waitSeconds: 60 };
  const { executionArn: DurableExecutionArn } = await invoked("order:live", event, named("stop"));
  const stop = new StopDurableExecutionCommand({ DurableExecutionArn });
  const { StopTimestamp } = await client.send(stop);
  expect((await ended("stop")).detail.status).toBe("STOPPED");
  expect(await describe(client, DurableExecutionArn)).toMatchObject({
    Status: "STOPPED",
    EndTimestamp: StopTimestamp,
  });
});

const chained: Record<string, { ask: string; input: unknown; result: unknown }> = {
  "a function by alias": {
    ask: "order:live",
    input: { order: "9", waitSeconds: 1 },
    result: { answer: { reservation: "r-9", charged: "c-9" } },
  },
  "a function by its alias's ARN that fails": {
    ask: `${functionArn("faulty")}:live`,
    input: { fault: "throw" },
    result: { error: "outside of any step" },
  },
  "a function without version or alias": {
    ask: "order",
    input: {},
    result: { error: "You cannot invoke a durable function using an unqualified ARN." },
  },
  "a function that is not durable": {
    ask: "probe",
    input: {},
    result: { error: "The emulator chains durable functions only." },
  },
  "a function that does not exist": {
    ask: "nobody",
    input: {},
    result: { error: `Function not found: ${functionArn("nobody")}` },
  },
};

it.concurrent("chains other durable functions", async ({ expect, onTestFinished }) => {
  const functions = { chain: durable, order: durable, faulty: durable, probe: {} };
  const { start } = await setup({ onTestFinished }, functions);
  const { ran } = await start();
  const answers = Object.entries(chained).map(async ([what, { ask, input, result }]) => {
    const { Result = "" } = await ran("chain:live", { ask, input });
    expect(JSON.parse(Result), what).toEqual(result);
  });
  await Promise.all(answers);
});

it.concurrent("runs a handler in middy's durable mode", async ({ expect, onTestFinished }) => {
  const { start, marks } = await setup({ onTestFinished }, { wrapped: durable });
  const { ran } = await start();
  const { Result = "" } = await ran("wrapped:live", { name: "middy" });
  expect(JSON.parse(Result)).toEqual({ greeting: "hello middy", requestId: "string" });
  expect(marks().filter((line) => line === "greet")).toEqual(["greet"]);
});

it.concurrent("replays thousands of operations, page by page", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { many: durable });
  const { ran } = await start();
  const { Result } = await ran("many:live", { steps: 2500, waitSeconds: 1 });
  expect(Result).toBe(String((2499 * 2500) / 2));
});

it.concurrent("lists a function's executions, by name and by status", async ({
  expect,
  onTestFinished,
}) => {
  const { start, ended } = await setup({ onTestFinished }, { many: durable });
  const { invoked, client } = await start();
  for (const name of ["a", "b", "c"]) {
    await invoked("many:live", { resultBytes: name === "b" ? 300_000 : 0 }, named(name));
    await ended(name);
  }
  const list = async (query: object) => {
    const command = new ListDurableExecutionsByFunctionCommand({ FunctionName: "many", ...query });
    const { DurableExecutions = [] } = await client.send(command);
    return DurableExecutions.map((each) => each.DurableExecutionName);
  };
  expect(await list({})).toEqual(["a", "b", "c"]);
  expect(await list({ Qualifier: "live", Statuses: ["FAILED"] })).toEqual(["b"]);
  expect(await list({ DurableExecutionName: "c", Statuses: ["SUCCEEDED"] })).toEqual(["c"]);
});

it.concurrent("tells an execution's history, page by page", async ({ expect, onTestFinished }) => {
  const { start } = await setup({ onTestFinished }, { many: durable });
  const { ran, client } = await start();
  const { DurableExecutionArn } = await ran("many:live", { steps: 60 });
  const pages: number[] = [];
  const types = new Set<string | undefined>();
  for await (const { Events = [] } of paginateGetDurableExecutionHistory(
    { client },
    { DurableExecutionArn },
  )) {
    pages.push(Events.length);
    for (const { EventType } of Events) types.add(EventType);
  }
  expect(pages).toEqual([100, 1 + 60 + 60 + 1 + 1 - 100]);
  expect([...types].sort()).toEqual([
    "ExecutionStarted",
    "ExecutionSucceeded",
    "InvocationCompleted",
    "StepStarted",
    "StepSucceeded",
  ]);
});

it.concurrent("has no execution of an ARN that it never gave", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { order: durable });
  const { client } = await start();
  const unknown = describe(client, `${functionArn("order")}:1/durable-execution/x/y`);
  await expect(unknown).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
