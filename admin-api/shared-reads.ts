import type { Clock } from "../domain/clock.ts";

/** Made once for all who ask within a second: what changes by itself is no older than that. */
const SHARED_MS = 1_000;

/** Makes a read, or hands out one of the same name that was begun a moment ago. */
export type SharedReads<T> = (name: string, read: () => Promise<T>) => Promise<T>;

/**
 * Reads that many make at the same time, of what is the same for all of them. A name has to say
 * everything that the answer depends on; what failed is asked for again by the next one.
 */
export function createSharedReads<T>({ nowMs }: Pick<Clock, "nowMs">): SharedReads<T> {
  const kept = new Map<string, { readonly untilMs: number; readonly read: Promise<T> }>();
  return (name, read) => {
    for (const [known, { untilMs }] of kept) {
      if (untilMs <= nowMs()) kept.delete(known);
    }
    const shared = kept.get(name);
    if (shared !== undefined) return shared.read;
    const begun = read();
    kept.set(name, { untilMs: nowMs() + SHARED_MS, read: begun });
    begun.catch(() => {
      if (kept.get(name)?.read === begun) kept.delete(name);
    });
    return begun;
  };
}
