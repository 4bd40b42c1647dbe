import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");

/** Some packages are CommonJS still and call `require`, which an ES module does not have. */
const REQUIRE_FOR_COMMONJS =
  'import { createRequire as requireFrom } from "node:module"; ' +
  "const require = requireFrom(import.meta.url);";

/**
 * How code becomes what is deployed. The SDK is included: the runtime's own changes without notice,
 * and the versions that were tested are the ones to run. Names stay, so that a stack trace can be
 * read: source maps would double what is loaded.
 */
const BUNDLE = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  banner: { js: REQUIRE_FOR_COMMONJS },
  minifySyntax: true,
  minifyWhitespace: true,
  // What is imported later is a file of its own: a cold start need not even parse it.
  splitting: true,
  outExtension: { ".js": ".mjs" },
  absWorkingDir: ROOT,
  metafile: true,
  logLevel: "error",
} satisfies BuildOptions;

/** Code to bundle: a file, from the repository's root, or the text of one that would stand there. */
export type Code = { readonly entry: string } | { readonly text: string };

/** Bundles a function into `outdir`; its handler is in `index.mjs`. Returns which source went where. */
export function bundleFunction(code: Code, outdir: string) {
  const what: Pick<BuildOptions, "entryPoints" | "stdin"> =
    "entry" in code
      ? { entryPoints: { index: join(ROOT, code.entry) } }
      : { stdin: { contents: code.text, resolveDir: ROOT, sourcefile: "index.ts" } };
  const { metafile } = buildSync({ ...BUNDLE, ...what, outdir, entryNames: "index" });
  return metafile;
}
