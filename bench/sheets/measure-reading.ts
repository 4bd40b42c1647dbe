import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import type { SheetReaderProgram } from "./sheet-readers.ts";

const run = promisify(execFile);
/** Longer than any reader takes; a hang must not stop the bench. */
const TIMEOUT_MS = 300_000;

const reportSchema = z.object({
  rows: z.int(),
  points: z.number(),
  wallMs: z.number().positive(),
  userCpuMs: z.number().nonnegative(),
  peakRssMb: z.number().positive(),
});

export type Reading =
  | ({ readonly ok: true } & z.infer<typeof reportSchema>)
  | { readonly ok: false; readonly why: string };

/** One reading in a process of its own. A reader that fails is a result, not an error. */
export async function measureReading(reader: SheetReaderProgram, path: string): Promise<Reading> {
  const [program = "", ...args] = reader.command;
  try {
    const { stdout } = await run(program, [...args, path], { timeout: TIMEOUT_MS });
    return { ok: true, ...reportSchema.parse(JSON.parse(stdout)) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      why: /heap out of memory/.test(text) ? "out of memory" : text.slice(0, 200),
    };
  }
}
