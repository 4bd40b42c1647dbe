import { runCli } from "./run-cli.ts";

process.exitCode = await runCli({
  args: process.argv.slice(2),
  env: process.env,
  output: process.stdout,
  errors: process.stderr,
});
