import { createCredentials } from "../adapters/points-api/credentials.ts";
import { UsageError } from "../cli/read-arguments.ts";
import type { CliHost } from "../cli/run-cli.ts";
import { readProps } from "../config/read-props.ts";
import type { StageConfigInput } from "../config/stage-config.ts";
import type { Clock } from "../domain/clock.ts";
import type { CheckSettings } from "./check.ts";
import { checkConnector } from "./check-connector.ts";
import {
  type ConnectorArguments,
  connectorUsage,
  readConnectorArguments,
} from "./connector-arguments.ts";
import { planOf } from "./plan.ts";
import { reportLines, stepLine } from "./print-report.ts";
import { secretsOf } from "./secret-sources.ts";
import { findPointsApi, type StagePointsApi } from "./stage-points-api.ts";
import { fill } from "./words/fill.ts";
import { HEADINGS, PLAN } from "./words/headings.ts";
import { createWrongCredentials } from "./wrong-credentials.ts";

export interface ConnectorHost extends CliHost {
  readonly stages: Readonly<Record<string, StageConfigInput>>;
  readonly clock: Clock;
  /** Asks the person at the terminal; absent where there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
}

/** Runs the command. Returns the exit code: 0 as described, 1 not so, or not asked, 2 wrongly written. */
export async function runConnector(host: ConnectorHost): Promise<number> {
  const { output, errors, calledAs = "npm run connector --" } = host;
  try {
    const { options, name } = readConnectorArguments(host.args);
    if (name === undefined) {
      output.write(connectorUsage(calledAs));
      return 0;
    }
    const { stages, stage } = await stagesOf(host, options);
    const api = findPointsApi(stages, stage, name);
    const settings = settingsOf(options);
    printPlan(host, api, { options, name, stage });
    if (!(await isAgreed(host, options))) return 1;
    return await check(host, api, { options, settings });
  } catch (error) {
    errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof UsageError)) return 1;
    errors.write(`${calledAs} --help\n`);
    return 2;
  }
}

type Options = ConnectorArguments["options"];

/** Those of the host, or the one that a module describes. */
async function stagesOf({ stages }: ConnectorHost, { config, stage }: Options) {
  if (config === undefined) return { stages, stage };
  const { name, input } = await readProps(config);
  return { stages: { [name]: input }, stage: name };
}

function settingsOf(options: Options): CheckSettings {
  const [a = "", b = ""] = options.user;
  return {
    users: { a, b, missing: options.missing },
    points: options.points,
    reason: options.reason,
    triesRate: options.rate,
    keeps: options.keep,
    confirmWithinMs: options["confirm-within"] * 60_000,
  };
}

function printPlan(
  { output }: ConnectorHost,
  { description }: StagePointsApi,
  {
    options,
    name,
    stage,
  }: { readonly options: Options; readonly name: string; readonly stage: string },
): void {
  const { language } = options;
  const { lines, facts, end } = planOf(description, settingsOf(options));
  const print = (text: string) => output.write(`${text}\n`);
  print(fill(HEADINGS.asked, { name, stage }, language));
  for (const line of lines) print(`  - ${fill(PLAN[line], facts, language)}`);
  print(fill(HEADINGS[end], facts, language));
}

/** Nothing is asked of an API before a person has seen what will be. */
async function isAgreed({ output, ask }: ConnectorHost, { yes, language }: Options) {
  if (yes) return true;
  const answer = await ask?.(HEADINGS.question[language]);
  if (answer?.trim().toLowerCase() === "yes") return true;
  output.write(`${HEADINGS.agree[language]}\n`);
  return false;
}

async function check(
  { env, output, clock }: ConnectorHost,
  { description, region, secretId }: StagePointsApi,
  { options, settings }: { readonly options: Options; readonly settings: CheckSettings },
): Promise<number> {
  const { language, table } = options;
  const text = env["PAYSHEET_POINTS_API_SECRET"];
  const file = options["secret-file"];
  const deps = secretsOf({ text, file, table, region, secretId }, clock);
  const print = (line: string) => output.write(`${line}\n`);
  print(`\n${HEADINGS.steps[language]}`);
  const report = await checkConnector(
    {
      description,
      credentials: createCredentials(description.credentials, deps),
      wrongCredentials: createWrongCredentials(description.credentials, deps),
      clock,
      onStep: (step, isWell) => print(stepLine(step, isWell, language)),
    },
    settings,
  );
  for (const line of reportLines(report, language)) print(line);
  return report.findings.length === 0 ? 0 : 1;
}
