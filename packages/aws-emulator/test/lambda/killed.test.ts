import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { GetDurableExecutionHistoryCommand } from "@aws-sdk/client-lambda";
import { it, type TestContext } from "vitest";
import { createEventList } from "./event-list.ts";
import {
  accountId,
  createInvoked,
  credentials,
  lambdaClient,
  patient,
  region,
  setup,
} from "./setup-lambda.ts";

const asEvent = { InvocationType: "Event" } as const;

it("loses no event and no execution to kill -9, and leaves no process behind", async ({
  expect,
  onTestFinished,
}) => {
  const { start, definitions, dataDir, lines, marks, ended } = await setup(
    { onTestFinished },
    {
      probe: {},
      order: { alias: "live", durable: { executionTimeoutMs: 60_000 } },
    },
  );
  const first = await startProcess(onTestFinished, {
    dataDir,
    region,
    accountId,
    credentials,
    functions: definitions,
  });
  await first.invoked("probe", { do: "hang" }, asEvent);
  await first.lines.find((line) => line === "probe: hanging");
  const order = { order: "7", waitSeconds: 2 };
  const name = { ...asEvent, DurableExecutionName: "order-7" };
  const { executionArn } = await first.invoked("order:live", order, name);
  await expect.poll(() => first.eventTypes(executionArn), patient).toContain("WaitStarted");
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  await expect.poll(marks, patient).toContain("left");

  const second = await start();
  await lines.find((line) => line === "probe: hanging");
  expect((await ended("order-7")).detail).toMatchObject({
    durableExecutionArn: executionArn,
    status: "SUCCEEDED",
  });
  expect(marks()).toEqual(["reserve 7", "left", "charge 7"]);
  expect((await second.invoked("order:live", order, name)).executionArn).toBe(executionArn);
});

async function startProcess(onTestFinished: TestContext["onTestFinished"], options: object) {
  const script = fileURLToPath(new URL("./host-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const lines = createEventList<string>();
  createInterface(child.stdout).on("line", lines.put);
  const ready = await lines.find((line) => line.startsWith("endpoint "));
  const client = lambdaClient({ onTestFinished }, ready.replace("endpoint ", ""));
  return {
    child,
    lines,
    invoked: createInvoked(client),
    async eventTypes(DurableExecutionArn: string | undefined) {
      const command = new GetDurableExecutionHistoryCommand({ DurableExecutionArn });
      return (await client.send(command)).Events?.map(({ EventType }) => EventType);
    },
  };
}
