import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

/**
 * What has a version: the packages, all of which have one and the same, the API, and the format of stored
 * items. docs/stability.md says what each promises.
 */
export interface Versions {
  readonly package: string;
  readonly api: string;
  readonly storedItems: string;
}

const OF_OTHERS = "versions.json";
const otherVersionsSchema = z.object({ api: z.string(), storedItems: z.string() });
/** As it is read, so that its fields keep their order when it is written. */
const objectSchema = z.record(z.string(), z.unknown());
const packageSchema = z.object({ name: z.string(), version: z.string() });
const entriesSchema = z.record(z.string(), objectSchema);
/** In which a package of ours may be named with its version. */
const DEPENDENCIES = ["dependencies", "devDependencies", "peerDependencies"];
const LOCKFILE = "package-lock.json";

export async function readVersions(root: string): Promise<Versions> {
  const { version } = packageSchema.parse(await readJson(join(root, "package.json")));
  return {
    package: version,
    ...otherVersionsSchema.parse(await readJson(join(root, OF_OTHERS))),
  };
}

/**
 * Writes the versions wherever they stand: in the package, those beside it and what they want of each
 * other, in the lockfile, and in the file of the others. Returns the files, as paths within `root`.
 */
export async function writeVersions(root: string, versions: Versions): Promise<readonly string[]> {
  const { package: version, api, storedItems } = versions;
  const manifests = ["package.json", ...(await workspacesIn(root))];
  const read = await Promise.all(
    manifests.map(async (path) => objectSchema.parse(await readJson(join(root, path)))),
  );
  const ours = new Set(read.map((manifest) => packageSchema.parse(manifest).name));
  for (const [index, path] of manifests.entries()) {
    await writeJson(join(root, path), withVersion({ ...read[index] }, version, ours));
  }
  const lock = objectSchema.parse(await readJson(join(root, LOCKFILE)));
  const locked = Object.entries(entriesSchema.parse(lock["packages"])).map(([path, entry]) => [
    path,
    // What is installed from a registry stands below node_modules; ours stands beside it.
    path.includes("node_modules/") ? entry : withVersion(entry, version, ours),
  ]);
  await writeJson(join(root, LOCKFILE), { ...lock, version, packages: Object.fromEntries(locked) });
  await writeJson(join(root, OF_OTHERS), { api, storedItems });
  return [...manifests, LOCKFILE, OF_OTHERS];
}

/** The same with its version, and that version wherever it wants one of ours. */
function withVersion(
  manifest: Readonly<Record<string, unknown>>,
  version: string,
  ours: ReadonlySet<string>,
): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...manifest, version };
  for (const field of DEPENDENCIES) {
    const wanted = z.record(z.string(), z.string()).safeParse(manifest[field]).data;
    if (wanted === undefined) continue;
    const ranges = Object.entries(wanted).map(([name, range]) => [
      name,
      ours.has(name) ? version : range,
    ]);
    changed[field] = Object.fromEntries(ranges);
  }
  return changed;
}

async function workspacesIn(root: string): Promise<readonly string[]> {
  const names = await readdir(join(root, "packages")).catch(() => []);
  return names.toSorted().map((name) => `packages/${name}/package.json`);
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}

async function writeJson(path: string, value: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
