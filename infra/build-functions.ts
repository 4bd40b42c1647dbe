import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isBuiltFromNow, noteBuiltFrom } from "./built-from.ts";
import { bundleFunction } from "./bundle-function.ts";
import { BUILT_FUNCTIONS, builtFunction, FUNCTION_ENTRIES } from "./functions.ts";

const ROOT = join(import.meta.dirname, "..");
/** What a bundle depends on beside the sources in it: packages by the lockfile. */
const HOW = ["package-lock.json", "tsconfig.json", "config/bundle.ts", "infra/bundle-function.ts"];

/** Builds all functions unless what stands there was built from these very sources. */
export function buildFunctions(): void {
  if (isBuiltFromNow(BUILT_FUNCTIONS, ROOT)) return;
  // Built apart and moved into place: a stack may run what stands there.
  const draft = `${BUILT_FUNCTIONS}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const sources = FUNCTION_ENTRIES.flatMap((entry) => {
    const { inputs } = bundleFunction({ entry }, builtFunction(entry, draft));
    return Object.keys(inputs).filter((path) => !path.includes("node_modules/"));
  });
  noteBuiltFrom(draft, ROOT, [...HOW, ...new Set(sources)]);
  rmSync(BUILT_FUNCTIONS, { recursive: true, force: true });
  renameSync(draft, BUILT_FUNCTIONS);
}

if (import.meta.main) buildFunctions();
