import { cpSync, existsSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { OWN_CONNECTORS_FILE } from "../config/bundle.ts";

/** Where functions stand when they are built: before anything is synthesised. */
export const BUILT_FUNCTIONS = join(import.meta.dirname, "../lambdas/dist");

/** The functions of a deployment, by their entries. */
export const FUNCTION_ENTRIES = [
  "admin-api/entry.ts",
  "lambdas/alarm-notifier/entry.ts",
  "lambdas/check-sheet/entry.ts",
  "lambdas/distribute/entry.ts",
  "lambdas/slack-notifier/entry.ts",
  "lambdas/sweeper/entry.ts",
] as const;
export type FunctionEntry = (typeof FUNCTION_ENTRIES)[number];

/** The folder of one of them; its module is `index.mjs`. */
export function builtFunction(entry: FunctionEntry, directory = BUILT_FUNCTIONS): string {
  return join(directory, basename(dirname(entry)));
}

/**
 * Puts a function as it is deployed into a folder.
 * @param ownConnectors the module of the company's own connectors, where it has any
 * @throws {Error} when it is not built
 */
export function placeFunction(
  entry: FunctionEntry,
  directory: string,
  ownConnectors: string | undefined,
): void {
  const built = builtFunction(entry);
  if (!existsSync(built)) throw new Error(`${entry} is not built. Run: npm run build`);
  cpSync(built, directory, { recursive: true });
  if (ownConnectors !== undefined) {
    writeFileSync(join(directory, OWN_CONNECTORS_FILE), ownConnectors);
  }
}
