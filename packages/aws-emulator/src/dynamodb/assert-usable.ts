import { createRequire } from "node:module";
import * as z from "zod";

/** dynalite's own LevelDB, the very one that will open the directory. */
const levelSchema = z.object({
  Level: z.custom<new (path: string) => { open(): Promise<void>; close(): Promise<void> }>(
    (value) => typeof value === "function",
  ),
});

/**
 * dynalite ends the process when it can't open its directory; here it is an error.
 * @throws {DataDirectoryError} when another process has it open, or it is damaged
 */
export async function assertUsable(path: string): Promise<void> {
  const requireAsDynalite = createRequire(createRequire(import.meta.url).resolve("dynalite"));
  const { Level } = levelSchema.parse(requireAsDynalite("level"));
  const probe = new Level(path);
  try {
    await probe.open();
  } catch (cause) {
    throw new DataDirectoryError(path, { cause });
  }
  await probe.close();
}

export class DataDirectoryError extends Error {
  override readonly name = "DataDirectoryError";
  constructor(path: string, options?: ErrorOptions) {
    super(`${path} can't be opened: another process has it open, or it is damaged.`, options);
  }
}
