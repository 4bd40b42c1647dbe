import { rmSync } from "node:fs";
import { bundleFunction } from "./bundle-function.ts";
import { builtFunction, FUNCTION_ENTRIES } from "./functions.ts";

/** Builds all functions. */
export function buildFunctions(): void {
  for (const entry of FUNCTION_ENTRIES) {
    const directory = builtFunction(entry);
    // Files that are named by their content would stay beside those that took their places.
    rmSync(directory, { recursive: true, force: true });
    bundleFunction({ entry }, directory);
  }
}

if (import.meta.main) buildFunctions();
