import { addressesOf, startOrExplain, stopOnSignal } from "../stack/run-stack.ts";
import { readStackSettings } from "../stack/stack-settings.ts";
import { INSPECT_PORTS } from "./inspect-ports.ts";
import { startDevStack } from "./start-dev-stack.ts";

const stack = await startOrExplain(
  async () =>
    await startDevStack({
      settings: readStackSettings(process.env),
      inspectPorts: INSPECT_PORTS,
      log: (line) => console.error(line),
    }),
);
stopOnSignal(stack.close);

const debuggers = Object.entries(INSPECT_PORTS).map(([name, port]) => `${port} ${name}`);
console.log(`Paysheet runs on this machine, from its sources as they are.

${addressesOf(stack)}
  Debuggers       ${debuggers.join("\n                  ")}

A function is reloaded when one of its sources changes, and the page changes in the browser. A change in
local/ or packages/ wants a restart.
Fill it with payouts in every state: npm run seed. Stop it with Ctrl-C; nothing is lost.`);
