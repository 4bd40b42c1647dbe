import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import type { Cores } from "./cores.ts";

export interface RedisServer {
  readonly version: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A Redis that keeps its data on disk within a second, as BullMQ's documentation asks for.
 * Undefined where Redis is not installed.
 */
export async function startRedis(cores: Cores, folder: string): Promise<RedisServer | undefined> {
  const version = versionOfRedis();
  if (version === undefined) return undefined;
  const port = await freePort();
  const options = ["--port", String(port), "--dir", folder, "--save", "", "--appendonly", "yes"];
  const [program = "", ...args] = cores.other(["redis-server", "--bind", "127.0.0.1", ...options]);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) if (line.includes("Ready to accept connections")) break;
  child.stdout.resume();
  return {
    version,
    port,
    async close() {
      child.kill();
      await ended;
    },
  };
}

function versionOfRedis(): string | undefined {
  try {
    const told = execFileSync("redis-server", ["--version"], { encoding: "utf8" });
    return /v=(\S+)/.exec(told)?.[1];
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const { url, close } = await serveOnLoopback(0, () => undefined);
  await close();
  return Number(new URL(url).port);
}
