import { systemClock } from "../adapters/system/system-clock.ts";
import { STAGES } from "../config/stages.ts";
import { askAtTerminal } from "./ask-at-terminal.ts";
import { runConnector } from "./run-connector.ts";

process.exitCode = await runConnector({
  args: process.argv.slice(2),
  env: process.env,
  output: process.stdout,
  errors: process.stderr,
  stages: STAGES,
  clock: systemClock,
  ask: askAtTerminal,
});
