import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as z from "zod";
import type { Emulator } from "./emulator-program.ts";

const addressesSchema = z.record(z.string(), z.string());

/**
 * Starts an emulator in a process of its own, see {@link runEmulator}.
 * @throws {Error} when it ends before it has told where it listens; it says why on standard error
 */
export async function startEmulator(command: readonly string[]): Promise<Emulator> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const told = once(lines, "line").then(([line]): unknown => JSON.parse(String(line)));
  const died = ended.then(([code]) => {
    throw new Error(`${args.join(" ")} ended with ${code} before it listened.`);
  });
  const addresses = addressesSchema.parse(await Promise.race([told, died]));
  return {
    addresses,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
