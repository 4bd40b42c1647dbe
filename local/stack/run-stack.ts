import { explainStartFailure } from "./explain-start-failure.ts";
import type { LocalStack } from "./start-stack.ts";

/** Starts a stack for who typed the command, and ends the process with the reason if it can't. */
export async function startOrExplain<S>(start: () => Promise<S>): Promise<S> {
  try {
    return await start();
  } catch (error) {
    console.error(`Paysheet did not start. ${explainStartFailure(error)}`);
    process.exit(1);
  }
}

/** Where everything is, one line each. */
export function addressesOf(stack: LocalStack): string {
  return `  Page and API    ${stack.origin}
  API contract    ${stack.origin}/api/docs
  Slack channel   ${stack.slackPageUrl ?? "another Slack, as SLACK_API_URL says"}
${stack.pointsApis.map(lineOf).join("\n")}
  Schedules       ${stack.endpoints.scheduler}/schedules
  User pool       ${stack.endpoints.cognito}`;
}

function lineOf({ label, url, note }: LocalStack["pointsApis"][number]): string {
  return `  ${label.padEnd(14)}  ${url}${note === undefined ? "" : `\n                  ${note}`}`;
}

/** Stops what was started by Ctrl-C or SIGTERM, and ends the process. */
export function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error("Paysheet did not stop cleanly.", error);
          process.exit(1);
        },
      );
    });
  }
}
