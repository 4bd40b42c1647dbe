import { type RehearsedStage, readStage } from "./rehearse/read-stage.ts";
import { rehearse } from "./rehearse/rehearsal.ts";
import { addressesOf, startOrExplain, stopOnSignal } from "./stack/run-stack.ts";
import { openBuiltPage } from "./stack/stack-page.ts";
import { readStackSettings } from "./stack/stack-settings.ts";
import { startStack } from "./stack/start-stack.ts";

let stage: RehearsedStage | undefined;
const stack = await startOrExplain(async () => {
  stage = readStage(process.argv.slice(2));
  const plain = readStackSettings(process.env);
  const settings = stage === undefined ? plain : rehearse(plain, stage, process.env);
  return await startStack({ ...settings, page: openBuiltPage }, (line) => console.error(line));
});
stopOnSignal(stack.close);

console.log(`Paysheet runs on this machine${stage === undefined ? "" : ` as config/${stage.name}.ts says`}.

${addressesOf(stack)}

A token:  curl -s ${stack.origin}/api/local/token -H 'content-type: application/json' -d '{"user":"marketer"}'
Stop it with Ctrl-C; nothing is lost.`);
