import { createInterface } from "node:readline/promises";
import { systemClock } from "../adapters/system/system-clock.ts";
import { STAGES } from "../config/stages.ts";
import { runConnector } from "./run-connector.ts";

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

process.exitCode = await runConnector({
  args: process.argv.slice(2),
  env: process.env,
  output: process.stdout,
  errors: process.stderr,
  stages: STAGES,
  clock: systemClock,
  ask: process.stdin.isTTY ? ask : undefined,
});
