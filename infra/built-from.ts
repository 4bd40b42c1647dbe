import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Beside what was built: what was read for it, and a digest of all that. */
export const BUILT_FROM = "built-from.txt";

/** Notes in `directory` from which files it was built; their paths are relative to `root`. */
export function noteBuiltFrom(directory: string, root: string, files: readonly string[]): void {
  const lines = [digestOf(root, files), ...files];
  writeFileSync(join(directory, BUILT_FROM), `${lines.join("\n")}\n`);
}

/** Whether `directory` was built from these very files: as they are now, and none of them gone. */
export function isBuiltFromNow(directory: string, root: string): boolean {
  try {
    const note = readFileSync(join(directory, BUILT_FROM), "utf8");
    const [digest, ...files] = note.trimEnd().split("\n");
    return digest === digestOf(root, files);
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
}

function digestOf(root: string, files: readonly string[]): string {
  const digest = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(join(root, file));
    digest.update(`${file} ${content.length}\n`).update(content);
  }
  return digest.digest("hex");
}

function isNotThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
