import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Left } from "./release-world.ts";
import { playScene, SCENES } from "./scenes.ts";

/** Below the repository's root: a folder of each version, a file of each scene. */
export const RELEASES = "test/upgrade/releases";

/**
 * Writes down what this version leaves in table, bucket and flight, for all later ones to go on with: what
 * a release does before its commit. It takes the place of what stands there of the same version, and is
 * the same for the same sources, but for the times in the zip of a workbook.
 * @param root path of the repository
 * @param names of scenes; all when none is named
 * @returns the folder, below the root
 */
export async function writeReleasedItems(
  root: string,
  version: string,
  names: readonly string[] = [],
): Promise<string> {
  const unknown = names.filter((name) => !SCENES.some((scene) => scene.name === name));
  if (unknown.length > 0) throw new Error(`There is no scene ${unknown.join(", ")}.`);
  const folder = join(RELEASES, version);
  await rm(join(root, folder), { recursive: true, force: true });
  await mkdir(join(root, folder), { recursive: true });
  for (const scene of SCENES) {
    if (names.length > 0 && !names.includes(scene.name)) continue;
    await writeFile(join(root, folder, `${scene.name}.json`), inLines(await playScene(scene)));
  }
  return folder;
}

/** JSON with each item, message and grant in a line of its own. */
function inLines(left: Left): string {
  const members = Object.entries(left).map(([name, value]) => {
    const lines = Array.isArray(value)
      ? `[\n${value.map((each) => JSON.stringify(each)).join(",\n")}\n]`
      : JSON.stringify(value);
    return `${JSON.stringify(name)}: ${lines}`;
  });
  return `{\n${members.join(",\n")}\n}\n`;
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [version, ...names] = positionals;
  if (version === undefined) throw new Error("Say which version this is: 0.1.0 [scene …].");
  process.stdout.write(`${await writeReleasedItems(process.cwd(), version, names)}\n`);
}
