import { readFile } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const IMPORT = /^import (?!type )([^;]*?) from "([^".][^"]*)";/gms;

/** What our own code takes of each package, by the specifier it is imported by. */
export type OwnImports = ReadonlyMap<string, ReadonlySet<string>>;

/** Of these source files, given from the repository's root; Node's own modules are left out. */
export async function ownImportsOf(sources: readonly string[]): Promise<OwnImports> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const source of sources.filter((path) => !path.startsWith("node_modules/"))) {
    const text = await readFile(join(ROOT, source), "utf8");
    for (const [, taken = "", specifier = ""] of text.matchAll(IMPORT)) {
      const names = namesIn(taken);
      if (specifier.startsWith("node:") || names.length === 0) continue;
      found.set(specifier, new Set([...(found.get(specifier) ?? []), ...names]));
    }
  }
  return found;
}

/** `exceljs, { type Cell, Row as R }` is `default` and `Row`. */
function namesIn(taken: string): string[] {
  const [, whole = "", braced = ""] = /^([^{]*)(?:\{(.*)\})?$/s.exec(taken) ?? [];
  const named = braced
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && !one.startsWith("type "))
    .map((one) => one.replace(/ as .*$/, ""));
  if (whole.includes("*")) return ["*", ...named];
  return whole.replace(",", "").trim() === "" ? named : ["default", ...named];
}

/** A module with a handler that does nothing, and takes just that of the packages. */
export function handlerThatImports(imports: OwnImports): string {
  const lines: string[] = [];
  const kept: string[] = [];
  for (const [specifier, names] of imports) {
    for (const name of names) {
      const local = `taken${kept.length}`;
      kept.push(local);
      lines.push(
        name === "*"
          ? `import * as ${local} from ${JSON.stringify(specifier)};`
          : `import { ${name} as ${local} } from ${JSON.stringify(specifier)};`,
      );
    }
  }
  return [...lines, `export const handler = async () => [${kept.join(", ")}];`].join("\n");
}
