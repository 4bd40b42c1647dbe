import { execFile } from "node:child_process";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = import.meta.dirname;
export const PAGE_DIST = join(ROOT, "dist");
const STAMP = "built-from.txt";
const SOURCES = ["index.html", "vite.config.ts", "public", "src", "../package-lock.json"];

/** Builds the page into `admin-page/dist` unless what stands there was built from these sources. */
export async function buildPage(log: (line: string) => void): Promise<void> {
  const newestMs = Math.max(
    ...(await Promise.all(SOURCES.map((name) => newest(join(ROOT, name))))),
  );
  if (await isBuiltFrom(newestMs)) return;
  log("The admin page is being built; this takes some seconds.");
  // Built apart and moved into place, since several stacks may start at once.
  const draft = join(ROOT, `dist.${process.pid}`);
  await viteBuild(draft);
  await writeFile(join(draft, STAMP), String(newestMs));
  const old = join(ROOT, `dist.${process.pid}.old`);
  if (await isBuiltFrom(newestMs)) {
    await rm(draft, { recursive: true });
    return;
  }
  await rename(PAGE_DIST, old).catch(notThereYet);
  await rename(draft, PAGE_DIST);
  await rm(old, { recursive: true, force: true });
}

/** In a process of its own: React is what NODE_ENV says, and a test's or a developer's stays theirs. */
async function viteBuild(outDir: string): Promise<void> {
  const vite = join(
    dirname(fileURLToPath(import.meta.resolve("vite/package.json"))),
    "bin/vite.js",
  );
  const options = ["--config", join(ROOT, "vite.config.ts"), "--outDir", outDir, "--emptyOutDir"];
  const env = { ...process.env, NODE_ENV: "production" };
  const args = [vite, "build", ...options, "--logLevel", "warn"];
  await promisify(execFile)(process.execPath, args, { env });
}

async function isBuiltFrom(newestMs: number): Promise<boolean> {
  const text = await readFile(join(PAGE_DIST, STAMP), "utf8").catch(notThereYet);
  return text === String(newestMs);
}

/** When a file, or the newest file of a folder, was changed. */
async function newest(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path, { recursive: true });
  const times = entries.map(async (entry) => (await stat(join(path, entry))).mtimeMs);
  return Math.max(...(await Promise.all(times)));
}

function notThereYet(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

if (import.meta.main) await buildPage(console.log);
