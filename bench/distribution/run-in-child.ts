import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { runProgram } from "./run-program.ts";

/** A worker that dies over and over must not hold the bench. */
const MOST_TRIES = 5;
/** A worker that is killed tells nothing any more: what it told last must do. */
const TELL_EVERY_MS = 500;
const CHILD = ".child.json";

/**
 * Runs a program on an input, given as JSON, in a process of its own; and again on the same when
 * that was killed, as Lambda does with an invocation that is gone.
 * @returns the JSON that it printed
 * @throws when it fails by itself, or was killed too often
 */
export async function runInChild(
  /** Unique within `folder`, where each of its processes tells what it took: see {@link readChildren}. */
  name: string,
  input: object,
  { command, folder }: { readonly command: readonly string[]; readonly folder: string },
): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    const run = await runProgram([...command, JSON.stringify(input)], {
      folder,
      report: `${name}-${tries}${CHILD}`,
      env: { BENCH_RESOURCES_EVERY_MS: String(TELL_EVERY_MS) },
      // Whoever runs this one has a limit of its own, and takes it along.
      timeoutMs: 0,
      isTied: true,
    });
    if (run.ok) return JSON.parse(run.output);
    if (run.signal === undefined || tries === MOST_TRIES) throw new Error(`${name} ${run.why}`);
  }
}

const childSchema = z
  .object({
    pid: z.int(),
    exitCode: z.int().optional(),
    cpuMs: z.number(),
    peakRssMb: z.number(),
  })
  .transform(({ exitCode, ...child }) => ({ ...child, hasEnded: exitCode !== undefined }));
/** A process of {@link runInChild}, as it told last; one that was killed never says that it ended. */
export type Child = z.output<typeof childSchema>;

/** Every process that was run with this folder so far, by its name. */
export async function readChildren(folder: string): Promise<Child[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(CHILD)).toSorted();
  return Promise.all(
    names.map(async (name) =>
      childSchema.parse(JSON.parse(await readFile(join(folder, name), "utf8"))),
    ),
  );
}
