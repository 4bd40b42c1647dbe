import { addressesOf, startOrExplain, stopOnSignal } from "./stack/run-stack.ts";
import { openBuiltPage } from "./stack/stack-page.ts";
import { readStackSettings } from "./stack/stack-settings.ts";
import { startStack } from "./stack/start-stack.ts";

const stack = await startOrExplain(async () => {
  const settings = { ...readStackSettings(process.env), page: openBuiltPage };
  return await startStack(settings, (line) => console.error(line));
});
stopOnSignal(stack.close);

console.log(`Paysheet runs on this machine.

${addressesOf(stack)}

A token:  curl -s ${stack.origin}/api/local/token -H 'content-type: application/json' -d '{"user":"marketer"}'
Stop it with Ctrl-C; nothing is lost.`);
