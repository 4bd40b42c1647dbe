import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT, type SourcePackage } from "./published-packages.ts";

/**
 * Compiles the packages' sources, and what of the repository they reach, to JavaScript and declarations
 * in `directory`, laid out as the sources are.
 * @throws {Error} with what the compiler says
 */
export async function compile(
  packages: readonly SourcePackage[],
  directory: string,
): Promise<void> {
  const project = join(directory, "tsconfig.json");
  const folders = packages.flatMap(({ folder }) => (folder === "." ? [] : folder));
  await writeFile(
    project,
    JSON.stringify({
      extends: join(ROOT, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        // `npm run check` says what is wrong with types; here they are written.
        noCheck: true,
        declaration: true,
        rewriteRelativeImportExtensions: true,
        rootDir: ROOT,
        outDir: directory,
        typeRoots: [join(ROOT, "node_modules/@types")],
      },
      files: packages.flatMap(({ entries }) => entries),
      include: folders.map((folder) => join(ROOT, folder, "src")),
    }),
  );
  const compiler = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  try {
    await promisify(execFile)(process.execPath, [join(compiler, "bin/tsc"), "--project", project]);
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    throw new Error(`The packages do not compile.\n${said}`, { cause: error });
  }
}

/** As the compiler writes them: of packages, not of files beside or of Node's own. */
const IMPORT =
  /^(?:import|export) (?:[^"';]*? from )?"([^".#/][^"]*)"|\bimport\("([^".#/][^"]*)"\)/gm;

/** Names of the packages that the JavaScript in a folder imports. */
export async function packagesImportedIn(directory: string): Promise<ReadonlySet<string>> {
  const files = await readdir(directory, { recursive: true });
  const imported = new Set<string>();
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    const text = await readFile(join(directory, file), "utf8");
    for (const [, static_, dynamic] of text.matchAll(IMPORT)) {
      const specifier = static_ ?? dynamic ?? "";
      if (!specifier.startsWith("node:")) imported.add(packageOf(specifier));
    }
  }
  return imported;
}

function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
