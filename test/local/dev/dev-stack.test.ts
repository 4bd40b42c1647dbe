import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, utimes } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { INSPECT_PORTS } from "../../../local/dev/inspect-ports.ts";
import { startDevStack } from "../../../local/dev/start-dev-stack.ts";
import { FUNCTIONS } from "../../../local/stack/account.ts";
import { FREE_PORTS, readStackSettings } from "../../../local/stack/stack-settings.ts";
import type { LocalStack } from "../../../local/stack/start-stack.ts";

const ROOT = join(import.meta.dirname, "../../..");
const NAMES = Object.values(FUNCTIONS);
/** Below those that are handed out to whoever asks for any free one. */
const firstPort = randomInt(20_000, 30_000);
const inspectPorts = Object.fromEntries(NAMES.map((name, index) => [name, firstPort + index]));
const log: string[] = [];
let stack: LocalStack;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "paysheet-dev-"));
  const settings = readStackSettings({ ...FREE_PORTS, DATA_DIR: dataDir });
  stack = await startDevStack({ settings, inspectPorts, log: (line) => log.push(line) });
});

afterAll(async () => {
  await stack.close();
  // The page's packages may still be written for a moment.
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

it("serves the page from its sources, at every address of the page, beside the API", async () => {
  const page = await fetch(`${stack.origin}/payouts/01KB`, { headers: { accept: "text/html" } });
  expect(await page.text()).toContain("/@vite/client");
  const source = await fetch(`${stack.origin}/src/main.tsx`);
  expect(source.headers.get("content-type")).toContain("javascript");
  const config: unknown = await (await fetch(`${stack.origin}/config.json`)).json();
  expect(config).toMatchObject({ issuer: `${stack.origin}/oidc`, language: "ko" });
  expect((await fetch(`${stack.origin}/api/payouts`)).status).toBe(401);
});

it("takes the socket of hot reload, and none for another host's page", async () => {
  const { port } = new URL(stack.origin);
  const socket = new WebSocket(`ws://localhost:${port}`, "vite-ping");
  await once(socket, "open");
  socket.close();

  const headers = { host: "evil.example", connection: "upgrade", upgrade: "websocket" };
  const [error] = await once(request({ port, headers }).end(), "error");
  expect(error).toMatchObject({ code: "ECONNRESET" });
});

it.each(NAMES)("opens %s to a debugger", async (name) => {
  const url = `http://127.0.0.1:${inspectPorts[name]}/json/list`;
  const titles = async () => {
    const answer = await fetch(url).catch(() => undefined);
    return z.array(z.object({ title: z.string() })).parse((await answer?.json()) ?? []);
  };
  await expect.poll(titles).toHaveLength(1);
});

it("reloads a function once one of its sources changes, and no other", async () => {
  const source = join(ROOT, "admin-api/routes/template.ts");
  // Its time alone, again and again: the folder may not be watched yet.
  await expect
    .poll(async () => {
      await utimes(source, new Date(), new Date());
      return log.filter((line) => line.startsWith("Reloaded"));
    })
    .toContain(`Reloaded ${FUNCTIONS.adminApi}.`);
  expect(log.filter((line) => line.includes("can't be loaded"))).toEqual([]);
});

it("has an editor's configuration that attaches to each function", async () => {
  const text = await readFile(join(ROOT, ".vscode/launch.json"), "utf8");
  const schema = z.object({
    configurations: z.array(z.object({ name: z.string(), port: z.number().optional() })),
  });
  const { configurations } = schema.parse(JSON.parse(text));
  const attached = configurations.flatMap(({ name, port }) =>
    port === undefined ? [] : [[name, port]],
  );
  const ports: Readonly<Record<string, number>> = INSPECT_PORTS;
  const byFolder = stack.functions.map(({ entry, functionName }) => [
    basename(dirname(entry)),
    ports[functionName],
  ]);
  expect(Object.fromEntries(attached)).toEqual(Object.fromEntries(byFolder));
});
