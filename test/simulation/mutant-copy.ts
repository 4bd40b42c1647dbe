import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mutant, Patch } from "./mutant.ts";
import { type SeedWorker, startSeedWorker } from "./seed-workers.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const COPIED = [
  "domain",
  "connectors",
  "presentation",
  "adapters",
  "test/simulation",
  "package.json",
];

export class StaleMutantError extends Error {
  override readonly name = "StaleMutantError";
}

/**
 * Breaks a copy of the code that the simulation runs, in a temporary directory, and starts a worker
 * of it. `remove` ends the worker and removes the copy.
 * @throws {StaleMutantError} when the code no longer reads as the mutant expects
 */
export async function startMutant(
  mutant: Mutant,
): Promise<{ readonly worker: SeedWorker; readonly remove: () => Promise<void> }> {
  await assertFits(mutant);
  const copy = await mkdtemp(join(tmpdir(), "paysheet-mutant-"));
  const discard = () => rm(copy, { recursive: true, force: true });
  try {
    for (const path of COPIED) await cp(join(ROOT, path), join(copy, path), { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
    for (const patch of mutant.patches) await apply(patch, copy);
  } catch (error) {
    await discard();
    throw error;
  }
  const worker = startSeedWorker(join(copy, "test/simulation/seeds-worker.ts"));
  return {
    worker,
    async remove() {
      worker.stop();
      await discard();
    },
  };
}

/** @throws {StaleMutantError} unless each of its texts stands exactly once in the code */
export async function assertFits({ name, patches }: Mutant): Promise<void> {
  for (const { file, find } of patches) {
    const times = (await readFile(join(ROOT, file), "utf8")).split(find).length - 1;
    if (times === 1) continue;
    throw new StaleMutantError(
      `Mutant ${name}: its text stands ${times} times in ${file}, not once:\n${find}`,
    );
  }
}

async function apply({ file, find, replace }: Patch, root: string): Promise<void> {
  const path = join(root, file);
  const text = await readFile(path, "utf8");
  await writeFile(path, text.split(find).join(replace));
}
