import { setTimeout as delay } from "node:timers/promises";

/** What comes of the work, or of `late` when it takes longer; the work goes on by itself then. */
export async function withTimeout<T>(
  work: Promise<T>,
  withinMs: number,
  late: () => T,
): Promise<T> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      work,
      delay(Math.max(0, withinMs), undefined, { signal: timer.signal }).then(late),
    ]);
  } finally {
    timer.abort();
  }
}
