import { InvokeCommand, StopDurableExecutionCommand } from "@aws-sdk/client-lambda";
import { functionArn, setup } from "@paysheet/aws-emulator/testing/lambda";
import { expect, it } from "vitest";
import { createLambdaExecutions } from "../../../adapters/lambda/lambda-executions.ts";

it("knows an execution as running until it ends, while it waits and under any version", async (test) => {
  const { start, ended } = await setup(test, {
    order: { alias: "live", durable: { executionTimeoutMs: 3_600_000 } },
  });
  const { client } = await start();
  const executions = createLambdaExecutions({ lambda: client, functionArn: functionArn("order") });
  const started = await client.send(
    new InvokeCommand({
      FunctionName: `${functionArn("order")}:live`,
      InvocationType: "Event",
      DurableExecutionName: "P1-3-AAAAAAAA",
      Payload: JSON.stringify({ order: "P1", waitSeconds: 3_000 }),
    }),
  );

  expect(await executions.isRunning("P1-3-AAAAAAAA")).toBe(true);
  expect(await executions.isRunning("P1-3")).toBe(false);
  const { DurableExecutionArn } = started;
  await client.send(new StopDurableExecutionCommand({ DurableExecutionArn }));
  await ended("P1-3-AAAAAAAA");
  expect(await executions.isRunning("P1-3-AAAAAAAA")).toBe(false);
});
