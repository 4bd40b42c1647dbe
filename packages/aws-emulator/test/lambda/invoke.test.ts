import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { it } from "vitest";
import {
  accountId,
  credentials,
  fixture,
  functionArn,
  isRunning,
  region,
  setup,
} from "./setup-lambda.ts";

it.concurrent("answers with what the handler returns", async ({ expect, onTestFinished }) => {
  const { start } = await setup({ onTestFinished }, { probe: {} });
  const { invoked, invoke } = await start();
  expect(await invoked("probe", { do: "echo", value: "안녕" })).toEqual({
    status: 200,
    functionError: undefined,
    version: "$LATEST",
    executionArn: undefined,
    payload: { value: "안녕" },
  });
  expect(await invoke("probe", { do: "echo", value: 2 })).toEqual({ value: 2 });
  expect(await invoke("probe", { do: "nothing" })).toBeNull();
});

it.concurrent("finds a function by name, alias, version, ARN and qualifier", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { probe: { alias: "live" } });
  const { invoked } = await start();
  const arn = functionArn("probe");
  const named: Record<string, string> = {
    probe: "$LATEST",
    "probe:live": "1",
    "probe:1": "1",
    "probe:$LATEST": "$LATEST",
    [arn]: "$LATEST",
    [`${arn}:live`]: "1",
  };
  const event = { do: "context" };
  for (const [name, version] of Object.entries(named)) {
    expect((await invoked(name, event)).version).toBe(version);
  }
  const { payload } = await invoked("probe", event, { Qualifier: "live" });
  expect(payload).toEqual({
    functionName: "probe",
    functionVersion: "1",
    invokedFunctionArn: `${arn}:live`,
    memoryLimitInMB: "512",
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    callbackWaitsForEmptyEventLoop: false,
    logGroupName: "/aws/lambda/probe",
    logStreamName: "local/[1]",
    remainingMs: expect.any(Number),
  });
  expect(payload.remainingMs).toBeGreaterThan(9000);
  expect(payload.remainingMs).toBeLessThanOrEqual(10_000);
});

it.concurrent("gives a function its definition's environment, Lambda's own, and nothing of this process", async ({
  expect,
  onTestFinished,
}) => {
  const { start, dataDir } = await setup(
    { onTestFinished },
    { probe: { environment: { COLOUR: "blue" } } },
  );
  const { invoke, endpoint } = await start();
  expect(await invoke("probe", { do: "environment" })).toEqual({
    pid: expect.any(Number),
    environment: {
      MARKS: `${dataDir}/marks`,
      COLOUR: "blue",
      PATH: process.env["PATH"],
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local-secret",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_LAMBDA_FUNCTION_NAME: "probe",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/probe",
      AWS_LAMBDA_LOG_STREAM_NAME: "local/[$LATEST]",
      AWS_ENDPOINT_URL_LAMBDA: endpoint,
      LAMBDA_TASK_ROOT: fixture("x").replace("/x.ts", ""),
    },
  });
});

it.concurrent("tells an error as Lambda does, and serves on", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { probe: {} });
  const { invoked, invoke } = await start();
  const failed = await invoked("probe", { do: "throw" });
  expect(failed).toMatchObject({ status: 200, functionError: "Unhandled" });
  expect(failed.payload).toEqual({
    errorType: "RangeError",
    errorMessage: "out of range",
    trace: expect.arrayContaining(["RangeError: out of range"]),
  });
  await expect(invoke("probe", { do: "throw" })).rejects.toThrow("RangeError: out of range");
  expect(await invoke("probe", { do: "echo", value: 1 })).toEqual({ value: 1 });
});

it.concurrent("says when a function's process died, and starts another", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { probe: {} });
  const { invoked } = await start();
  const { functionError, payload } = await invoked("probe", { do: "exit" });
  expect(functionError).toBe("Unhandled");
  expect(payload).toEqual({
    errorType: "Runtime.ExitError",
    errorMessage: expect.stringMatching(
      /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3$/,
    ),
  });
  expect((await invoked("probe", { do: "echo", value: 1 })).payload).toEqual({ value: 1 });
});

it.concurrent("kills a function at its time limit", async ({ expect, onTestFinished }) => {
  const { start } = await setup({ onTestFinished }, { probe: { timeoutMs: 1000 } });
  const { invoked } = await start();
  const before = (await invoked("probe", { do: "environment" })).payload.pid;
  const { payload } = await invoked("probe", { do: "hang" });
  expect(payload).toEqual({
    errorType: "Sandbox.Timedout",
    errorMessage: expect.stringMatching(/Error: Task timed out after 1\.00 seconds$/),
  });
  expect(isRunning(before)).toBe(false);
  expect((await invoked("probe", { do: "echo", value: 1 })).payload).toEqual({ value: 1 });
});

it.concurrent("tells why a module could not be loaded", async ({ expect, onTestFinished }) => {
  const { start } = await setup({ onTestFinished }, { broken: {} });
  const { invoked } = await start();
  const { functionError, payload } = await invoked("broken", {});
  expect(functionError).toBe("Unhandled");
  expect(payload).toMatchObject({
    errorType: "Runtime.ImportModuleError",
    errorMessage: "no such configuration",
  });
});

it.concurrent("runs invocations at once in processes of their own, and keeps them warm", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { probe: {} });
  const { invoke } = await start();
  const pids = await Promise.all([1, 2, 3].map((value) => invoke("probe", { do: "meet", value })));
  expect(new Set(pids).size).toBe(3);
  expect(pids).toContain(await invoke("probe", { do: "meet", value: 4 }));
});

it.concurrent("lets invocations above the cap of four wait for their turn", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { probe: {} });
  const { invoke } = await start();
  const event = { do: "environment" };
  const answers = await Promise.all(Array.from({ length: 9 }, () => invoke("probe", event)));
  const distinct = new Set(answers.map((answer) => JSON.stringify(answer))).size;
  expect([answers.length, distinct]).toEqual([9, 4]);
});

it.concurrent("passes on what a function prints, with its name", async ({
  expect,
  onTestFinished,
}) => {
  const { start, lines } = await setup({ onTestFinished }, { probe: {} });
  const { invoke } = await start();
  await Promise.all([1, 2, 3].map((value) => invoke("probe", { do: "meet", value })));
  expect(await lines.find((line) => line === "probe: arrived 2")).toBe("probe: arrived 2");
});

const refusals: Record<string, { input: Partial<InvokeCommand["input"]>; error: object }> = {
  "a function that does not exist": {
    input: { FunctionName: "nobody" },
    error: { name: "ResourceNotFoundException", $metadata: { httpStatusCode: 404 } },
  },
  "an alias that does not exist": {
    input: { FunctionName: "probe:blue" },
    error: {
      name: "ResourceNotFoundException",
      message: `Function not found: ${functionArn("probe")}:blue`,
    },
  },
  "a function of another region": {
    input: { FunctionName: `arn:aws:lambda:us-east-1:${accountId}:function:probe` },
    error: { name: "ResourceNotFoundException" },
  },
  "a payload that is no JSON": {
    input: { FunctionName: "probe", Payload: Buffer.from("{") },
    error: { name: "InvalidRequestContentException", $metadata: { httpStatusCode: 400 } },
  },
  "more than 6 MB": {
    input: { FunctionName: "probe", Payload: Buffer.alloc(6 * 1024 * 1024 + 1, "1") },
    error: { name: "RequestTooLargeException", $metadata: { httpStatusCode: 413 } },
  },
  "an event of more than 1 MB": {
    input: {
      FunctionName: "probe",
      InvocationType: "Event",
      Payload: Buffer.alloc(1024 * 1024 + 1, "1"),
    },
    error: { name: "RequestTooLargeException", $metadata: { httpStatusCode: 413 } },
  },
  "an execution name for a function that is not durable": {
    input: { FunctionName: "probe", DurableExecutionName: "once" },
    error: { name: "InvalidParameterValueException" },
  },
  "a durable function without version or alias": {
    input: { FunctionName: "order", InvocationType: "Event" },
    error: {
      name: "InvalidParameterValueException",
      message: "You cannot invoke a durable function using an unqualified ARN.",
    },
  },
  "waiting for a durable function": {
    input: { FunctionName: "order:live" },
    error: { name: "InvalidParameterValueException" },
  },
  "an execution name with other characters": {
    input: {
      FunctionName: "order:live",
      InvocationType: "Event",
      DurableExecutionName: "no spaces",
    },
    error: { name: "InvalidParameterValueException" },
  },
};

it.concurrent("refuses what Lambda refuses, by the same names", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup(
    { onTestFinished },
    {
      probe: { alias: "live" },
      order: { alias: "live", durable: { executionTimeoutMs: 3_600_000 } },
    },
  );
  const { client } = await start();
  for (const [what, { input, error }] of Object.entries(refusals)) {
    const command = new InvokeCommand({ FunctionName: "probe", ...input });
    await expect(client.send(command), what).rejects.toMatchObject(error);
  }
});

it.concurrent("believes no one without the right key", async ({ expect, onTestFinished }) => {
  const { start } = await setup({ onTestFinished }, { probe: {} });
  const { endpoint } = await start();
  const wrong = { ...credentials, secretAccessKey: "guessed" };
  const client = new LambdaClient({ endpoint, region, credentials: wrong, maxAttempts: 1 });
  const command = new InvokeCommand({ FunctionName: "probe" });
  await expect(client.send(command)).rejects.toMatchObject({ name: "InvalidSignatureException" });
  client.destroy();
});
