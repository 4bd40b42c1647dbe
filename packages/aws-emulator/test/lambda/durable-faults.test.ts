import { GetDurableExecutionHistoryCommand } from "@aws-sdk/client-lambda";
import { it } from "vitest";
import { brokenQuota } from "../../src/lambda/durable/quotas.ts";
import { describe, patient, setup } from "./setup-lambda.ts";

const durable = { alias: "live", durable: { executionTimeoutMs: 60_000 } };
const named = (DurableExecutionName: string) =>
  ({ InvocationType: "Event", DurableExecutionName }) as const;

it.concurrent("goes on after a crash in the middle of a step", async ({
  expect,
  onTestFinished,
}) => {
  const { start, marks, ended } = await setup({ onTestFinished }, { faulty: durable });
  const { invoked, client } = await start();
  const { executionArn } = await invoked("faulty:live", { fault: "crash" }, named("crash"));
  await ended("crash");
  expect(marks()).toEqual(["before", "faulty", "faulty"]);
  expect(await describe(client, executionArn)).toMatchObject({ Status: "SUCCEEDED", Result: "2" });
});

it.concurrent("kills an invocation at its time limit and invokes again", async ({
  expect,
  onTestFinished,
}) => {
  const { start, marks, ended, lines } = await setup(
    { onTestFinished },
    { faulty: { ...durable, timeoutMs: 2500 } },
  );
  const { invoked, client } = await start();
  const { executionArn } = await invoked("faulty:live", { fault: "hang" }, named("hang"));
  await ended("hang");
  expect(marks()).toEqual(["before", "faulty", "faulty"]);
  expect(await describe(client, executionArn)).toMatchObject({ Status: "SUCCEEDED", Result: "2" });
  expect(lines.items.join("\n")).toContain("Task timed out after 2.50 seconds");
});

it.concurrent("tries a step that threw again after its delay", async ({
  expect,
  onTestFinished,
}) => {
  const { start, marks, ended } = await setup({ onTestFinished }, { faulty: durable });
  const { invoked } = await start();
  await invoked("faulty:live", { fault: "throw-once" }, named("throw-once"));
  expect((await ended("throw-once")).detail.status).toBe("SUCCEEDED");
  expect(marks()).toEqual(["before", "faulty", "faulty"]);
});

it.concurrent("fails an execution whose handler throws outside of a step", async ({
  expect,
  onTestFinished,
}) => {
  const { start, ended } = await setup({ onTestFinished }, { faulty: durable });
  const { invoked, client } = await start();
  const { executionArn } = await invoked("faulty:live", { fault: "throw" }, named("throw"));
  expect((await ended("throw")).detail.status).toBe("FAILED");
  expect(await describe(client, executionArn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorType: "TypeError", ErrorMessage: "outside of any step" },
  });
});

it.concurrent("ends an execution that takes longer than it may", async ({
  expect,
  onTestFinished,
}) => {
  const { start, ended } = await setup(
    { onTestFinished },
    {
      order: { ...durable, durable: { executionTimeoutMs: 800 } },
    },
  );
  const { invoked, client } = await start();
  const event = { order: "7", waitSeconds: 60 };
  const { executionArn } = await invoked("order:live", event, named("late"));
  expect((await ended("late")).detail.status).toBe("TIMED_OUT");
  expect(await describe(client, executionArn)).toMatchObject({ Status: "TIMED_OUT" });
});

it.concurrent("goes on from the journal after a restart in the middle of a wait", async ({
  expect,
  onTestFinished,
}) => {
  const { start, marks, ended } = await setup({ onTestFinished }, { order: durable });
  const first = await start();
  const event = { order: "7", waitSeconds: 2 };
  const { executionArn } = await first.invoked("order:live", event, named("restart"));
  const history = new GetDurableExecutionHistoryCommand({ DurableExecutionArn: executionArn });
  const types = async () =>
    (await first.client.send(history)).Events?.map(({ EventType }) => EventType);
  await expect
    .poll(types, patient)
    .toEqual([
      "ExecutionStarted",
      "StepStarted",
      "StepSucceeded",
      "WaitStarted",
      "InvocationCompleted",
    ]);
  await first.close();

  const second = await start();
  await ended("restart");
  expect(marks()).toEqual(["reserve 7", "charge 7"]);
  expect(await describe(second.client, executionArn)).toMatchObject({ Status: "SUCCEEDED" });
  const again = await second.invoked("order:live", event, named("restart"));
  expect(again.executionArn).toBe(executionArn);
});

it.concurrent("refuses the checkpoint token of an invocation that was given up", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { zombie: durable });
  const { ran } = await start();
  const { Result = "" } = await ran("zombie:live", {});
  const refused = expect.stringMatching(
    /^InvalidParameterValueException: Invalid Checkpoint Token/,
  );
  expect(JSON.parse(Result)).toEqual([refused, "STARTED", "STARTED", refused]);
});

it.concurrent("fails an execution of more than 3,000 operations", async ({
  expect,
  onTestFinished,
}) => {
  const { start, ended } = await setup({ onTestFinished }, { many: durable });
  const { invoked, client } = await start();
  const enough = await invoked("many:live", { steps: 3000 }, named("enough"));
  const tooMany = await invoked("many:live", { steps: 3001 }, named("too-many"));
  expect((await ended("enough")).detail.status).toBe("SUCCEEDED");
  expect((await ended("too-many")).detail.status).toBe("FAILED");
  expect(await describe(client, enough.executionArn)).toMatchObject({ Result: '""' });
  expect(await describe(client, tooMany.executionArn)).toMatchObject({
    Error: { ErrorMessage: "The durable execution has more than 3000 operations." },
  });
});

it.concurrent("fails an execution with a result of more than 256 KB", async ({
  expect,
  onTestFinished,
}) => {
  const { start } = await setup({ onTestFinished }, { many: durable });
  const { ran } = await start();
  expect(await ran("many:live", { resultBytes: 256 * 1024 })).toMatchObject({
    Status: "FAILED",
    Error: { ErrorMessage: "The durable execution has a result of more than 262144 bytes." },
  });
});

it("knows how much state an execution may keep", ({ expect }) => {
  const most = { operations: 3_000, stateBytes: 100 * 1024 * 1024 };
  expect(brokenQuota(most)).toBeUndefined();
  expect(brokenQuota({ ...most, stateBytes: most.stateBytes + 1 })?.ErrorMessage).toBe(
    "The durable execution has more than 104857600 bytes of state.",
  );
});
