import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as z from "zod";
import { buildPage, PAGE_DIST } from "./build-page.ts";

/** Compressed JavaScript that the first load may need, in bytes. */
export const FIRST_LOAD_LIMIT_BYTES = 350_000;

const ENTRY = "index.html";
/** What a visitor sees first once signed in; loaded right after the entry. */
const FIRST_PAGE = "src/overview/overview-page.tsx";

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]) }),
);

/** Bytes, gzipped, of all JavaScript that the sign-in page and the overview need, without what draws its charts. */
export async function measureFirstLoad(): Promise<number> {
  const text = await readFile(join(PAGE_DIST, "manifest.json"), "utf8");
  const manifest = manifestSchema.parse(JSON.parse(text));
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`${name} is not in the build's manifest.`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports.forEach(visit);
  };
  visit(ENTRY);
  visit(FIRST_PAGE);
  const sizes = [...files].map(async (file) => {
    return gzipSync(await readFile(join(PAGE_DIST, file)), { level: 9 }).byteLength;
  });
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}

if (import.meta.main) {
  await buildPage(console.log);
  const bytes = await measureFirstLoad();
  const [size, limit] = [bytes, FIRST_LOAD_LIMIT_BYTES].map((n) => `${Math.ceil(n / 1_000)} kB`);
  console.log(`The first load needs ${size} of compressed JavaScript; the limit is ${limit}.`);
  if (bytes > FIRST_LOAD_LIMIT_BYTES) process.exitCode = 1;
}
