import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleFunction, type Code } from "../../infra/bundle-function.ts";

/** A function's code as it is deployed. */
export interface Bundle {
  /** The module that is loaded first. */
  readonly path: string;
  /** Of what a cold start loads, and of all that is deployed. */
  readonly loadedBytes: number;
  readonly zippedBytes: number;
  /** Source files, from the repository's root, with what a cold start loads of each. */
  readonly sources: ReadonlyMap<string, number>;
}

/** Bundles code as the deployment does, into a folder of its own. */
export async function bundleInto(folder: string, code: Code): Promise<Bundle> {
  const { outputs, inputs } = bundleFunction(code, folder);
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [nameOf(path), output]));
  const loaded = new Set(["index.mjs"]);
  // A set's loop goes on to what is added meanwhile.
  for (const name of loaded) {
    for (const { path, kind } of byName.get(name)?.imports ?? []) {
      if (kind === "import-statement") loaded.add(nameOf(path));
    }
  }
  const sources = new Map(Object.keys(inputs).map((path) => [path, 0]));
  for (const name of loaded) {
    for (const [path, { bytesInOutput }] of Object.entries(byName.get(name)?.inputs ?? {})) {
      sources.set(path, (sources.get(path) ?? 0) + bytesInOutput);
    }
  }
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name))),
  );
  return {
    path: join(folder, "index.mjs"),
    loadedBytes: [...loaded].reduce((sum, name) => sum + (byName.get(name)?.bytes ?? 0), 0),
    zippedBytes: files.reduce((sum, file) => sum + gzipSync(file).length, 0),
    sources,
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
