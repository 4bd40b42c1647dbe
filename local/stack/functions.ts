import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FunctionDefinition } from "@paysheet/aws-emulator/lambda/function-definition";
import type { FunctionEntry } from "../../infra/functions.ts";
import { FUNCTIONS, LIVE_ALIAS } from "./account.ts";
import type { lambdaEnvironments } from "./lambda-environments.ts";
import type { StackSettings } from "./stack-settings.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** The longest a durable execution may take: a payout with all its outages. */
const EXECUTION_TIMEOUT_MS = 7 * 24 * 3_600_000;

export const CHECK_SHEET_TIMEOUT_MS = 120_000;
/** As long as Lambda lets any function run: who stops at a breakpoint takes their time. */
export const DEBUGGED_TIMEOUT_MS = 15 * 60_000;

/** The functions as they are written. */
const fromSources = (entry: FunctionEntry): string => join(ROOT, entry);

/** The production functions as they are deployed: entry, environment, time limit. */
export function stackFunctions(
  environments: ReturnType<typeof lambdaEnvironments>,
  settings: StackSettings,
): FunctionDefinition[] {
  const { functionAt = fromSources } = settings;
  return [
    {
      functionName: FUNCTIONS.checkSheet,
      entry: functionAt("lambdas/check-sheet/entry.ts"),
      environment: environments.checkSheet,
      timeoutMs: CHECK_SHEET_TIMEOUT_MS,
    },
    {
      functionName: FUNCTIONS.distribute,
      alias: LIVE_ALIAS,
      entry: functionAt("lambdas/distribute/entry.ts"),
      environment: environments.distribute,
      timeoutMs: settings.distribute.timeoutMs,
      durable: { executionTimeoutMs: EXECUTION_TIMEOUT_MS },
    },
    {
      functionName: FUNCTIONS.adminApi,
      entry: functionAt("admin-api/entry.ts"),
      environment: environments.adminApi,
      timeoutMs: 30_000,
    },
    {
      functionName: FUNCTIONS.sweeper,
      entry: functionAt("lambdas/sweeper/entry.ts"),
      environment: environments.sweeper,
      timeoutMs: 120_000,
    },
    {
      functionName: FUNCTIONS.slackNotifier,
      entry: functionAt("lambdas/slack-notifier/entry.ts"),
      environment: environments.slackNotifier,
      timeoutMs: 120_000,
    },
    {
      functionName: FUNCTIONS.alarmNotifier,
      entry: functionAt("lambdas/alarm-notifier/entry.ts"),
      environment: environments.alarmNotifier,
      timeoutMs: 60_000,
    },
  ];
}

/** Ports on loopback at which debuggers find functions, by the functions' names. */
export type InspectPorts = Readonly<Record<string, number>>;

/** The functions open to debuggers. */
export function openToDebuggers(
  functions: readonly FunctionDefinition[],
  inspectPorts: InspectPorts,
): FunctionDefinition[] {
  return functions.map((definition) => {
    const inspectPort = inspectPorts[definition.functionName];
    const timeoutMs = Math.max(definition.timeoutMs, DEBUGGED_TIMEOUT_MS);
    return { ...definition, timeoutMs, ...(inspectPort === undefined ? {} : { inspectPort }) };
  });
}
