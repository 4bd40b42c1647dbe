import type { BuildOptions } from "esbuild";

/** Some packages are CommonJS still and call `require`, which an ES module does not have. */
const REQUIRE_FOR_COMMONJS =
  'import { createRequire as requireFrom } from "node:module"; ' +
  "const require = requireFrom(import.meta.url);";

/** The module of a company's own connectors, as it stands beside every function. */
export const OWN_CONNECTORS_FILE = "own-connectors.mjs";

/**
 * How code becomes what is deployed. The SDK is included: the runtime's own changes without notice,
 * and the versions that were tested are the ones to run. Names stay, so that a stack trace can be
 * read: source maps would double what is loaded.
 */
export const BUNDLE = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  banner: { js: REQUIRE_FOR_COMMONJS },
  minifySyntax: true,
  minifyWhitespace: true,
  outExtension: { ".js": ".mjs" },
  logLevel: "error",
} satisfies BuildOptions;
