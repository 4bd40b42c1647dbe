import type { SourceGraph } from "./source-graph.ts";

/** An editor, or Git, writes several files at a time. */
const GATHER_MS = 100;

/**
 * Takes paths of changed files, and reloads the functions that they are part of: files that change
 * together once, and what changes meanwhile after it.
 */
export function createReloads<F>(
  graph: Pick<SourceGraph<F>, "functionsOf">,
  reload: (functions: readonly F[]) => Promise<void>,
): (path: string) => void {
  const changed = new Set<string>();
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (changed.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const paths = [...changed];
      changed.clear();
      const functions = await graph.functionsOf(paths);
      if (functions.length > 0) await reload(functions);
    }
    isRunning = false;
  }

  return (path) => {
    changed.add(path);
    if (!isRunning) void run();
  };
}
