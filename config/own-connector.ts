import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import * as z from "zod";
import type { Description } from "../connectors/connector.ts";
import type { OwnConnector } from "../connectors/own-connectors.ts";
import { isShipped } from "../connectors/registry.ts";
import { BUNDLE, OWN_CONNECTORS_FILE } from "./bundle.ts";

/** How payments are made by a connector of the company's own, as its options make it. */
export interface OwnPointsApi {
  readonly options: { readonly connector?: string | undefined };
  readonly description: Description;
  /** Its options as they were given, with its name. */
  readonly given: object;
  /** Where its module stands. */
  readonly entry: string;
  /** The same connector by other options. */
  readonly describe: (options: object) => Description;
}

/**
 * A connector of the company's own in place of `pointsApi`. Its module is bundled and loaded here, to
 * check the options, and stands beside each function in what is deployed.
 */
export const ownConnectorSchema = z
  .strictObject({
    /** The module, TypeScript or JavaScript; from the working directory unless absolute. */
    entry: z.string().min(1),
    /** What its `options` take, but for `connector`. */
    options: z.record(z.string(), z.unknown()).default({}),
  })
  .transform(({ entry, options }, context): OwnPointsApi => {
    const refuse = (message: string, path: PropertyKey[]): typeof z.NEVER => {
      context.addIssue({ code: "custom", message, path });
      return z.NEVER;
    };
    let connector: OwnConnector;
    try {
      connector = loadConnector(entry);
    } catch (error) {
      return refuse(error instanceof Error ? error.message : String(error), ["entry"]);
    }
    const given = { connector: connector.name, ...options };
    const parsed = connector.options.safeParse(given);
    if (!parsed.success) {
      for (const { message, path } of parsed.error.issues) refuse(message, ["options", ...path]);
      return z.NEVER;
    }
    const describe = (other: object) => connector.describe(connector.options.parse(other));
    const { data } = parsed;
    return { options: data, description: connector.describe(data), given, entry, describe };
  });

const loadedSchema = z.object({
  ownConnectors: z.array(
    z.custom<OwnConnector>((value) => typeof value === "object" && value !== null),
  ),
});

/** @throws {Error} that says what is wrong with the module */
function loadConnector(entry: string): OwnConnector {
  const text = bundleConnectors([entry]);
  const directory = mkdtempSync(join(tmpdir(), "paysheet-connector-"));
  try {
    const file = join(directory, OWN_CONNECTORS_FILE);
    writeFileSync(file, text);
    // Constructs are made synchronously, and `import` is not.
    const { ownConnectors } = loadedSchema.parse(createRequire(import.meta.url)(file));
    const [connector, ...others] = ownConnectors;
    if (connector === undefined || others.length > 0) {
      throw new Error(
        `${entry} has to export one connector (name, options, describe, codes), and exports ${ownConnectors.length}`,
      );
    }
    if (isShipped(connector.name)) {
      throw new Error(`${entry} is called “${connector.name}”, as a connector that ships`);
    }
    return connector;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * The module of own connectors, whose export is as that of `connectors/own-connectors.ts`: all that they
 * import is in it.
 * @throws {Error} where one of them can't be bundled
 */
export function bundleConnectors(entries: readonly string[]): string {
  const paths = [...new Set(entries.map((entry) => resolve(entry)))];
  const imports = paths.map((path, index) => `import * as m${index} from ${JSON.stringify(path)};`);
  const modules = paths.map((_, index) => `m${index}`).join(", ");
  const contents = `${imports.join("\n")}
const isConnector = (value) => typeof value?.describe === "function" && typeof value.name === "string"
  && "options" in value && "codes" in value;
const exported = [${modules}].flatMap((module) => Object.values(module));
export const ownConnectors = [...new Set(exported)].filter(isConnector);`;
  const { outputFiles } = buildSync({
    ...BUNDLE,
    stdin: { contents, resolveDir: process.cwd(), sourcefile: OWN_CONNECTORS_FILE },
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
