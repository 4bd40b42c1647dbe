import { rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { builtFunction, type FunctionEntry, placeFunction } from "../../infra/functions.ts";

/**
 * The functions as they are built, for {@link StackSettings.functionAt}.
 * @param ownConnectors the module of the company's own connectors; with it, what runs is a copy in `directory`
 */
export function builtFunctions(
  directory: string,
  ownConnectors: string | undefined,
): (entry: FunctionEntry) => string {
  return (entry) => {
    if (ownConnectors === undefined) return join(builtFunction(entry), "index.mjs");
    const place = join(directory, basename(dirname(entry)));
    rmSync(place, { recursive: true, force: true });
    placeFunction(entry, place, ownConnectors);
    return join(place, "index.mjs");
  };
}
