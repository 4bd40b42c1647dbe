import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

interface SourceFunction {
  readonly functionName: string;
  /** Path of its entry. */
  readonly entry: string;
}

/** Which source files functions are made of. */
export interface SourceGraph<F> {
  /** Folders at the root of the repository where sources are. */
  readonly folders: readonly string[];
  /** The functions that one of these files is part of, or was before it changed. */
  functionsOf(paths: Iterable<string>): Promise<readonly F[]>;
}

/** @throws {Error} when a source can't be parsed */
export async function openSourceGraph<F extends SourceFunction>(
  functions: readonly F[],
): Promise<SourceGraph<F>> {
  let known = await readGraph(functions);
  return {
    folders: foldersOf([...known.values()].flatMap((sources) => [...sources])),
    async functionsOf(paths) {
      const before = known;
      // What can't be parsed imports what it did before; its function tells what is wrong.
      known = await readGraph(functions).catch(() => before);
      const changed = [...paths];
      return functions.filter(({ entry }) =>
        changed.some((path) => before.get(entry)?.has(path) || known.get(entry)?.has(path)),
      );
    },
  };
}

/** Paths of all sources of each entry, whenever they are imported. */
async function readGraph(
  functions: readonly SourceFunction[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { metafile } = await build({
    entryPoints: functions.map(({ entry }) => relative(ROOT, entry)),
    absWorkingDir: ROOT,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    // What is imported is run, whether or not anything of it is used.
    treeShaking: false,
    metafile: true,
    write: false,
    outdir: ROOT,
    logLevel: "silent",
  });
  return new Map(
    Object.values(metafile.outputs).flatMap(({ entryPoint, inputs }) =>
      entryPoint === undefined
        ? []
        : [[join(ROOT, entryPoint), new Set(Object.keys(inputs).map((path) => join(ROOT, path)))]],
    ),
  );
}

function foldersOf(paths: readonly string[]): string[] {
  const names = paths.map((path) => relative(ROOT, path).split(sep)[0] ?? "");
  return [...new Set(names)].map((name) => join(ROOT, name));
}
