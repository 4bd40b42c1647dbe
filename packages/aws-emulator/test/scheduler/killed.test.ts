import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { systemClock } from "@paysheet/emulator-server/clock";
import { expect, it, onTestFinished } from "vitest";
import { createFakeTarget } from "./fake-target.ts";
import {
  createSchedule,
  scheduleRequest,
  schedulerClient,
  startForTest,
  temporaryDir,
} from "./setup-scheduler.ts";

async function startProcess(dataDir: string) {
  const script = fileURLToPath(new URL("./scheduler-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [endpoint] = await once(createInterface(child.stdout), "line");
  return { child, endpoint: String(endpoint) };
}

it("keeps an acknowledged schedule through a SIGKILL and fires it on the machine's own clock", async () => {
  const dataDir = await temporaryDir();
  const { child, endpoint } = await startProcess(dataDir);
  const client = schedulerClient(endpoint);
  await createSchedule(client, scheduleRequest("survivor", systemClock, 3000));
  child.kill("SIGKILL");
  await once(child, "exit");
  client.destroy();

  const target = createFakeTarget();
  await startForTest({
    dataDir,
    invokeTarget: target.invoke,
    deadLetter: async () => undefined,
  });
  expect((await target.calls.first(1)).map(({ input }) => input)).toEqual(['{"name":"survivor"}']);
});
