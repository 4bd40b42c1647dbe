import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Gives the whole run a directory of its own for what its tests leave behind, and removes it: each
 * synthesised app alone leaves some 20 MB.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "paysheet-test-"));
  // The processes that run the tests, and those that they start, inherit it.
  process.env["TMPDIR"] = directory;
  return () => rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
