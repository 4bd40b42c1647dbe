import { mkdir, open, readFile, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import type * as z from "zod";

/** An append-only file of JSON lines. */
export interface Journal<Entry> {
  /**
   * Resolves once the entry is with the operating system: it survives the death of this process,
   * not of the machine. Entries that come while one is being written go out together.
   */
  append(entry: Entry): Promise<void>;
  /** Writes what is waiting, then closes the file. */
  close(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Opens a journal and hands every entry in it to `replay`, in order. A last line that was cut by
 * a crash was never acknowledged; it is dropped.
 * @throws {JournalDamagedError} when any other line can't be read
 */
export async function openJournal<Entry>(
  path: string,
  schema: z.ZodType<Entry>,
  replay: (entry: Entry) => void,
): Promise<Journal<Entry>> {
  await mkdir(dirname(path), { recursive: true });
  await replayLines(path, schema, replay);
  const file = await open(path, "a");
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let broken: unknown;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        // After a failed write the file may end in half a line; nothing may follow that.
        if (broken !== undefined) throw broken;
        await file.appendFile(batch.map(({ line }) => line).join(""));
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        broken = cause;
        for (const { reject } of batch) reject(cause);
      }
    }
    writing = undefined;
  }

  return {
    append: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ line: `${JSON.stringify(entry)}\n`, resolve, reject });
        // The next turn of the loop, so that all calls of this one share a write.
        writing ??= new Promise<void>((next) => setImmediate(next)).then(writeAll);
      }),
    async close() {
      await writing;
      await file.close();
    },
  };
}

async function replayLines<Entry>(
  path: string,
  schema: z.ZodType<Entry>,
  replay: (entry: Entry) => void,
): Promise<void> {
  const bytes = await readIfThere(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) await truncate(path, end);
  let number = 0;
  for (let start = 0; start < end; ) {
    number += 1;
    const lineEnd = bytes.indexOf(0x0a, start);
    replay(parseLine(bytes.toString("utf8", start, lineEnd), schema, `${path}:${number}`));
    start = lineEnd + 1;
  }
}

function parseLine<Entry>(line: string, schema: z.ZodType<Entry>, where: string): Entry {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new JournalDamagedError(`${where} can't be read; mend or remove the file.`, { cause });
  }
}

async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return Buffer.alloc(0);
    }
    throw error;
  }
}

class JournalDamagedError extends Error {
  override readonly name = "JournalDamagedError";
}
