import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { build } from "esbuild";
import { buildPage, PAGE_DIST } from "../../admin-page/build-page.ts";
import { BUNDLE } from "../../config/bundle.ts";
import { buildFunctions } from "../../infra/build-functions.ts";
import { BUILT_FROM } from "../../infra/built-from.ts";
import { BUILT_FUNCTIONS } from "../../infra/functions.ts";
import { compile, packagesImportedIn } from "./compile.ts";
import { publishedManifest, ROOT, readPackages, type SourcePackage } from "./published-packages.ts";

/** Files that are read as they are, by what stands beside them. */
const READ_AS_THEY_ARE = ["infra/edge/page-paths.js"];

/** What the page, the commands and README.md refer to, in the words of the version that is installed. */
const DOCUMENTS = ["docs", "CHANGELOG.md", "SECURITY.md"];

/** What writes a workbook has the writer in it, which asks for packages that are given up long since. */
const BUNDLED = "cli/smoke/smoke-sheet";

/**
 * Builds what companies install, each package in a folder of `directory`, as it is packed: JavaScript with
 * types in the place of the sources, and with Paysheet itself its page and its functions.
 * @returns the folders
 */
export async function buildPackages(
  directory: string,
  log: (line: string) => void,
): Promise<readonly string[]> {
  const packages = await readPackages();
  const ours = new Set(packages.map(({ manifest }) => manifest.name));
  const version = packages[0]?.manifest.version ?? "";
  await mkdir(directory, { recursive: true });
  const compiled = await mkdtemp(join(directory, "compiled-"));
  await compile(packages, compiled);
  await rm(join(compiled, "tsconfig.json"));
  const folders: string[] = [];
  // The repository's own last: what is left is its.
  for (const one of packages.toReversed()) {
    const folder = join(directory, nameOf(one));
    await rm(folder, { recursive: true, force: true });
    await rename(join(compiled, one.folder), folder);
    if (one.folder === ".") {
      await rm(join(folder, "packages"), { recursive: true, force: true });
      await addWhatIsBuilt(folder, log);
    }
    const imported = await packagesImportedIn(folder);
    const manifest = publishedManifest(one, { imported, version, ours });
    await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await cp(join(ROOT, one.folder, "README.md"), join(folder, "README.md"));
    await cp(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
    folders.push(folder);
  }
  return folders.reverse();
}

/** `paysheet`, or `paysheet-aws-emulator` of `@paysheet/aws-emulator`: as its archive is called. */
function nameOf({ manifest }: SourcePackage): string {
  return manifest.name.replace("@", "").replace("/", "-");
}

async function addWhatIsBuilt(folder: string, log: (line: string) => void): Promise<void> {
  for (const file of READ_AS_THEY_ARE) await cp(join(ROOT, file), join(folder, file));
  for (const name of DOCUMENTS) {
    await cp(join(ROOT, name), join(folder, name), { recursive: true });
  }
  await build({
    ...BUNDLE,
    outExtension: {},
    entryPoints: [join(ROOT, `${BUNDLED}.ts`)],
    outfile: join(folder, `${BUNDLED}.js`),
    allowOverwrite: true,
  });
  await buildPage(log);
  buildFunctions();
  for (const built of [PAGE_DIST, BUILT_FUNCTIONS]) {
    await cp(built, join(folder, relative(ROOT, built)), {
      recursive: true,
      // Is for who builds them.
      filter: (source) => basename(source) !== BUILT_FROM,
    });
  }
}
