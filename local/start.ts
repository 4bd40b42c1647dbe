import { explainStartFailure } from "./stack/explain-start-failure.ts";
import { readStackSettings } from "./stack/stack-settings.ts";
import { type LocalStack, startStack } from "./stack/start-stack.ts";

async function start(): Promise<LocalStack> {
  try {
    const settings = { ...readStackSettings(process.env), page: true };
    return await startStack(settings, (line) => console.error(line));
  } catch (error) {
    console.error(`Paysheet did not start. ${explainStartFailure(error)}`);
    process.exit(1);
  }
}

const stack = await start();

console.log(`Paysheet runs on this machine.

  Page and API    ${stack.origin}
  API contract    ${stack.origin}/api/docs
  Slack channel   ${stack.slackPageUrl ?? "another Slack, as SLACK_API_URL says"}
  Points API      ${stack.pointsUrl}/_state
  Schedules       ${stack.endpoints.scheduler}/schedules

A token:  curl -s ${stack.origin}/api/local/token -H 'content-type: application/json' -d '{"user":"marketer"}'
Stop it with Ctrl-C; nothing is lost.`);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    stack.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error("Paysheet did not stop cleanly.", error);
        process.exit(1);
      },
    );
  });
}
