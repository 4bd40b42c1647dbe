import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../adapters/system/system-clock.ts";
import { type CliHost, runCli } from "../cli/run-cli.ts";
import { runSmoke } from "../cli/smoke/run-smoke.ts";
import { readProps } from "../config/read-props.ts";
import { parseStageConfig } from "../config/stage-config.ts";
import { askAtTerminal } from "../conformance/ask-at-terminal.ts";
import { runConnector } from "../conformance/run-connector.ts";
import { runStart } from "./run-start.ts";
import { builtFunctions } from "./stack/built-functions.ts";

const USAGE = `paysheet <command>

  start [--config <module>]   runs Paysheet on this machine, without an AWS account; as a module says whose
                              default export is what \`new Paysheet\` takes. PORT, POINTS_PORT, SLACK_PORT
                              and DATA_DIR in the environment say where
  payout <command>            creates, schedules and watches payouts: paysheet payout --help
  smoke --stage <stage>       proves a deployment by a dry run: paysheet smoke --help
  connector check <name>      asks a points API for what its connector says of it: paysheet connector --help
`;

/** Runs a command of the package. Returns the exit code; what is started runs on. */
export async function runPaysheet(host: CliHost): Promise<number> {
  const [command, ...args] = host.args;
  switch (command) {
    case "start":
      await start(args);
      return 0;
    case "payout":
      return await runCli({ ...host, args, calledAs: "paysheet payout" });
    case "smoke":
      return await runSmoke({ ...host, args, calledAs: "paysheet smoke", nowMs: Date.now });
    case "connector":
      return await runConnector({
        ...{ ...host, args, calledAs: "paysheet connector" },
        ...{ stages: {}, clock: systemClock, ask: askAtTerminal },
      });
    case "help":
    case "--help":
    case "-h":
      host.output.write(USAGE);
      return 0;
    default:
      host.errors.write(USAGE);
      return 2;
  }
}

async function start(args: readonly string[]): Promise<void> {
  await runStart({
    async readStage() {
      const options = { config: { type: "string" } } as const;
      const { config } = parseArgs({ args: [...args], options }).values;
      if (config === undefined) return undefined;
      const { name, input } = await readProps(config);
      return { stage: { name, config: parseStageConfig(name, input) }, saidBy: config };
    },
    // What is deployed, with the company's own connectors beside it.
    async prepare(settings, stage) {
      const directory = join(settings.dataDir, "functions");
      return { ...settings, functionAt: builtFunctions(directory, stage?.config.ownConnectors) };
    },
  });
}
