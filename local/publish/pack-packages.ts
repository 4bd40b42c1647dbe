import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { buildPackages } from "./build-packages.ts";
import { ROOT } from "./published-packages.ts";

const packedSchema = z.array(z.object({ filename: z.string(), size: z.number() }));

/** A package as a registry takes it, and as `npm install` does by its path. */
export interface Archive {
  readonly path: string;
  readonly manifest: unknown;
  /** Compressed. */
  readonly bytes: number;
}

/** Builds what companies install and packs each of them into `directory`. */
export async function packPackages(
  directory: string,
  log: (line: string) => void,
): Promise<readonly Archive[]> {
  const built = await mkdtemp(join(tmpdir(), "paysheet-packages-"));
  try {
    const folders = await buildPackages(built, log);
    await mkdir(directory, { recursive: true });
    const { stdout } = await promisify(execFile)(
      "npm",
      ["pack", "--json", "--ignore-scripts", "--pack-destination", resolve(directory), ...folders],
      { maxBuffer: Number.POSITIVE_INFINITY },
    );
    const packed = packedSchema.parse(JSON.parse(stdout));
    return await Promise.all(
      packed.map(async ({ filename, size }, index) => {
        const manifest = await readFile(join(folders[index] ?? "", "package.json"), "utf8");
        return { path: join(directory, filename), manifest: JSON.parse(manifest), bytes: size };
      }),
    );
  } finally {
    await rm(built, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  for (const { path, bytes } of await packPackages(join(ROOT, "release"), console.log)) {
    console.log(`${path} (${Math.round(bytes / 1_024)} KB)`);
  }
}
