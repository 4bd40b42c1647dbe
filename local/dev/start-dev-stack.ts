import { resolve } from "node:path";
import type { FunctionDefinition } from "@paysheet/aws-emulator/lambda/function-definition";
import type { InspectPorts } from "../stack/functions.ts";
import type { StackSettings } from "../stack/stack-settings.ts";
import { type LocalStack, startStack } from "../stack/start-stack.ts";
import { createReloads } from "./follow-sources.ts";
import { type HotPage, startHotPage } from "./hot-page.ts";
import { openSourceGraph } from "./source-graph.ts";

/**
 * The local stack for who works on Paysheet: functions run what their sources are now, debuggers find
 * them at these ports, and the page changes in the browser.
 */
export async function startDevStack(options: {
  readonly settings: StackSettings;
  readonly inspectPorts: InspectPorts;
  readonly log: (line: string) => void;
}): Promise<LocalStack> {
  const { settings, inspectPorts, log } = options;
  await using opened = new AsyncDisposableStack();
  const page = await startHotPage(resolve(settings.dataDir, "page"));
  opened.defer(page.close);
  const stack = await startStack({ ...settings, page: page.open, inspectPorts }, log);
  opened.defer(stack.close);
  await followSources(stack, page, log);
  const running = opened.move();
  return { ...stack, close: () => running.disposeAsync() };
}

async function followSources(
  stack: LocalStack,
  { watcher }: Pick<HotPage, "watcher">,
  log: (line: string) => void,
): Promise<void> {
  async function reload(functions: readonly FunctionDefinition[]): Promise<void> {
    const loaded = await Promise.all(
      functions.map(async ({ functionName }) => ({
        functionName,
        error: await stack.reload(functionName),
      })),
    );
    for (const { functionName, error } of loaded) {
      if (error === undefined) continue;
      const { errorType, errorMessage, trace = [] } = error;
      log([`${functionName} can't be loaded: ${errorType}: ${errorMessage}`, ...trace].join("\n"));
    }
    const well = loaded.filter(({ error }) => error === undefined);
    if (well.length > 0) {
      log(`Reloaded ${well.map(({ functionName }) => functionName).join(", ")}.`);
    }
  }
  const graph = await openSourceGraph(stack.functions);
  const noteChange = createReloads(graph, reload);
  watcher.add([...graph.folders]);
  watcher.on("all", (_, path) => noteChange(path));
}
