import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Removes at the end what synthesised apps leave behind: each of them some 20 MB. */
export default async function setup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "paysheet-synth-"));
  // The processes that run the tests inherit it.
  process.env["PAYSHEET_SYNTH_DIRECTORY"] = directory;
  return () => rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
