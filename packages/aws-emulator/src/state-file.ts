import { readFileSync } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type * as z from "zod";

/** A value on disk, changed one change after the other, each written whole or not at all. */
export interface StateFile<T> {
  /** The value as it stands on disk. */
  read(): T;
  /**
   * Replaces the value by what `decide` makes of it and resolves once that is on disk. Whatever
   * `decide` throws is passed on with nothing changed; returning the same value writes nothing.
   */
  change<R>(decide: (value: T) => { readonly value: T; readonly result: R }): Promise<R>;
}

export async function openStateFile<T>(
  path: string,
  schema: z.ZodType<T>,
  empty: T,
): Promise<StateFile<T>> {
  await mkdir(dirname(path), { recursive: true });
  let current = load(path, schema, empty);
  let last: Promise<unknown> = Promise.resolve();

  async function apply<R>(decide: (value: T) => { value: T; result: R }): Promise<R> {
    const { value, result } = decide(current);
    if (value === current) return result;
    await replaceFile(path, JSON.stringify(value));
    current = value;
    return result;
  }

  return {
    read: () => current,
    change(decide) {
      const done = last.then(() => apply(decide));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

function load<T>(path: string, schema: z.ZodType<T>, empty: T): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return empty;
    throw error;
  }
}

/** A rename is atomic: a reader, and whoever starts after a crash, sees the old or the new. */
async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, "w");
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
