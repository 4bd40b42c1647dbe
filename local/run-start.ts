import type { RehearsedStage } from "./rehearse/read-stage.ts";
import { rehearse } from "./rehearse/rehearsal.ts";
import { addressesOf, startOrExplain, stopOnSignal } from "./stack/run-stack.ts";
import { openBuiltPage } from "./stack/stack-page.ts";
import { readStackSettings, type StackSettings } from "./stack/stack-settings.ts";
import { startStack } from "./stack/start-stack.ts";

/** Runs the local stack until it is stopped, and prints where its parts are. */
export async function runStart(options: {
  /** What it is configured as, and what says so. */
  readonly readStage: () => Promise<{ stage: RehearsedStage; saidBy: string } | undefined>;
  /** Prepares what runs. */
  readonly prepare: (
    settings: StackSettings,
    stage: RehearsedStage | undefined,
  ) => Promise<StackSettings>;
}): Promise<void> {
  let saidBy: string | undefined;
  const stack = await startOrExplain(async () => {
    const read = await options.readStage();
    saidBy = read?.saidBy;
    const plain = readStackSettings(process.env);
    const configured = read === undefined ? plain : rehearse(plain, read.stage, process.env);
    const settings = await options.prepare(configured, read?.stage);
    return await startStack({ ...settings, page: openBuiltPage }, (line) => console.error(line));
  });
  stopOnSignal(stack.close);

  console.log(`Paysheet runs on this machine${saidBy === undefined ? "" : ` as ${saidBy} says`}.

${addressesOf(stack)}

A token:  curl -s ${stack.origin}/api/local/token -H 'content-type: application/json' -d '{"user":"marketer"}'
Stop it with Ctrl-C; nothing is lost.`);
}
