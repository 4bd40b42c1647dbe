import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

export const ROOT = join(import.meta.dirname, "../..");

/** What is published, by the folder that holds its sources. */
const FOLDERS = [
  ".",
  "packages/aws-emulator",
  "packages/emulator-server",
  "packages/slack-emulator",
];

/** Comes with the app of whoever installs it; constructs of two CDKs do not fit each other. */
const PEERS = ["aws-cdk-lib", "constructs"];

const namesSchema = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  exports: namesSchema,
  imports: namesSchema,
  bin: namesSchema,
  dependencies: namesSchema,
  devDependencies: namesSchema,
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A package as its sources are, which run as they are written. */
export interface SourcePackage {
  /** From the repository's root. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** What others reach: of its exports those that are no tests, its subpath imports, its commands. */
  readonly entries: readonly string[];
}

/** The packages that are published, ours by their sources. */
export async function readPackages(): Promise<readonly SourcePackage[]> {
  return await Promise.all(
    FOLDERS.map(async (folder) => {
      const text = await readFile(join(ROOT, folder, "package.json"), "utf8");
      const manifest = manifestSchema.parse(JSON.parse(text));
      const { exports, imports, bin } = manifest;
      const reached = [...Object.values(published(exports)), ...Object.values(imports)];
      const entries = [...reached, ...Object.values(bin)].map((file) => join(ROOT, folder, file));
      return { folder, manifest, entries };
    }),
  );
}

/**
 * The manifest of a package as it is published: what it exports is JavaScript with types. Paysheet itself
 * depends on what its files import and no longer on what is bundled into its functions, in the versions
 * that the repository tests with; an emulator on what it lists.
 * @param imported names of the packages that its files import
 * @param version of all packages that are published together
 * @throws {Error} naming what it imports and does not list
 */
export function publishedManifest(
  { folder, manifest }: SourcePackage,
  {
    imported,
    version,
    ours,
  }: {
    readonly imported: ReadonlySet<string>;
    readonly version: string;
    readonly ours: ReadonlySet<string>;
  },
) {
  const { name, description, license, exports, imports, bin } = manifest;
  const { dependencies, devDependencies } = manifest;
  const isPaysheet = folder === ".";
  const listed = isPaysheet ? { ...devDependencies, ...dependencies } : dependencies;
  const versionOf = (dependency: string): string => {
    const found = listed[dependency];
    if (found === undefined) throw new Error(`${name} imports ${dependency} and does not list it.`);
    return ours.has(dependency) ? version : found;
  };
  const used = isPaysheet ? imported : new Set([...imported, ...Object.keys(dependencies)]);
  const names = [...used].sort();
  const named = (chosen: readonly string[], prefix = "") =>
    Object.fromEntries(chosen.map((one) => [one, `${prefix}${versionOf(one)}`]));
  return {
    ...{ name, version, description, license },
    type: "module",
    // What it is tested on, and what its functions run on.
    engines: { node: ">=24" },
    exports: mapped(published(exports), (file) => ({
      types: file.replace(/\.ts$/, ".d.ts"),
      default: asJavaScript(file),
    })),
    imports: mapped(imports, asJavaScript),
    bin: mapped(bin, asJavaScript),
    dependencies: named(names.filter((one) => !PEERS.includes(one))),
    peerDependencies: named(
      names.filter((one) => PEERS.includes(one)),
      "^",
    ),
  };
}

/** What stands under `test/` is for tests in this repository. */
function published(exports: Manifest["exports"]): Manifest["exports"] {
  return Object.fromEntries(
    Object.entries(exports).filter(([, file]) => !file.startsWith("./test/")),
  );
}

function mapped<T>(files: Readonly<Record<string, string>>, to: (file: string) => T) {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, to(file)]));
}

function asJavaScript(file: string): string {
  return file.replace(/\.ts$/, ".js");
}
