import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import { BUNDLE, OWN_CONNECTORS_FILE } from "../config/bundle.ts";

const ROOT = join(import.meta.dirname, "..");

/** Code to bundle: a file, from the repository's root, or the text of one that would stand there. */
export type Code = { readonly entry: string } | { readonly text: string };

/** What stands in the place of a company's own connectors where there are none. */
const NO_OWN_CONNECTORS = "export const ownConnectors = [];\n";

/**
 * Bundles a function into `outdir`; its handler is in `index.mjs`. A company's own connectors are no
 * part of it but a module beside it, so that one and the same bundle serves all. Returns which source
 * went where.
 */
export function bundleFunction(code: Code, outdir: string) {
  const what: Pick<BuildOptions, "entryPoints" | "stdin"> =
    "entry" in code
      ? { entryPoints: { index: join(ROOT, code.entry) } }
      : { stdin: { contents: code.text, resolveDir: ROOT, sourcefile: "index.ts" } };
  const { metafile } = buildSync({
    ...BUNDLE,
    ...what,
    // What is imported later is a file of its own: a cold start need not even parse it.
    splitting: true,
    alias: { "#own-connectors": `./${OWN_CONNECTORS_FILE}` },
    external: [`./${OWN_CONNECTORS_FILE}`],
    absWorkingDir: ROOT,
    metafile: true,
    outdir,
    entryNames: "index",
  });
  writeFileSync(join(outdir, OWN_CONNECTORS_FILE), NO_OWN_CONNECTORS);
  return metafile;
}
