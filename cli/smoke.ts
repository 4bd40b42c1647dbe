import { runSmoke } from "./smoke/run-smoke.ts";

process.exitCode = await runSmoke({
  args: process.argv.slice(2),
  env: process.env,
  output: process.stdout,
  errors: process.stderr,
  nowMs: Date.now,
});
