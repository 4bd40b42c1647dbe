import { randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { patient, setup, type Test } from "./setup-lambda.ts";

/** A function whose source the test writes; it answers, or waits for a signal before. */
async function setupSource(test: Test, inspectPort?: number) {
  const { dataDir, start, lines } = await setup(test, {});
  const entry = join(dataDir, "entry.ts");
  const write = (answer: string) =>
    writeFile(
      entry,
      `import { once } from "node:events";
       export async function handler(event: { wait?: boolean }): Promise<string> {
         if (event.wait) {
           console.log("waiting");
           await once(process, "SIGUSR2");
         }
         return ${answer};
       }`,
    );
  await write('"old"');
  const definition = { functionName: "edited", entry, environment: {}, timeoutMs: 60_000 };
  const inspect = inspectPort === undefined ? {} : { inspectPort };
  const host = await start({ functions: [{ ...definition, ...inspect }] });
  return { ...host, lines, write };
}

it("runs a function's sources as they are now, once it is reloaded", async (test) => {
  const { invoke, reload, write } = await setupSource(test);
  expect(await invoke("edited", {})).toBe("old");

  await write('"new"');
  expect(await invoke("edited", {})).toBe("old");
  expect(await reload("edited")).toBeUndefined();
  expect(await invoke("edited", {})).toBe("new");
});

it("ends what runs on the sources that it began with", async (test) => {
  const { invoke, reload, write, lines, processesOf } = await setupSource(test);
  const running = invoke("edited", { wait: true });
  await lines.find((line) => line.includes("waiting"));
  const [pid] = processesOf("edited");

  await write('"new"');
  await reload("edited");
  expect(await invoke("edited", {})).toBe("new");
  process.kill(pid ?? 0, "SIGUSR2");
  expect(await running).toBe("old");
  expect(await invoke("edited", {})).toBe("new");
});

it("tells why sources can't be loaded, and loads the next ones", async (test) => {
  const { invoke, reload, write } = await setupSource(test);
  await write("= nonsense");
  expect(await reload("edited")).toMatchObject({ errorType: "Runtime.ImportModuleError" });

  await write('"mended"');
  await reload("edited");
  expect(await invoke("edited", {})).toBe("mended");
});

it("has a debugger's port at one process of the function, before it runs and after each reload", async (test) => {
  // Below those that are handed out to whoever asks for any free one.
  const port = randomInt(20_000, 30_000);
  const attachable = async (): Promise<readonly { id: string }[]> =>
    await fetch(`http://127.0.0.1:${port}/json/list`).then(
      async (answer) => z.array(z.object({ id: z.string() })).parse(await answer.json()),
      () => [],
    );
  const { invoke, reload, write, lines, processesOf } = await setupSource(test, port);
  await expect.poll(attachable, patient).toHaveLength(1);
  const before = await attachable();

  const running = invoke("edited", { wait: true });
  await lines.find((line) => line.includes("waiting"));
  await write('"new"');
  await reload("edited");
  expect(await invoke("edited", {})).toBe("new");
  expect(await attachable()).toEqual(before);
  process.kill(processesOf("edited")[0] ?? 0, "SIGUSR2");
  await running;
  await expect.poll(attachable, patient).toEqual([expect.not.objectContaining(before[0] ?? {})]);
});
