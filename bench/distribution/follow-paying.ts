import type { Book } from "./bench-world.ts";
import { readChildren } from "./run-in-child.ts";

const UPDATES = 20;

/** Where a payout is being paid, see `runWorker`. */
export interface Paying {
  readonly book: Book;
  /** That of its workers, see {@link readChildren}. */
  readonly folder: string;
  readonly ended: AbortSignal;
}

/** Tells how many are paid, each time that it is a twentieth more. */
export async function tellHowFar(
  paying: Paying,
  payments: number,
  tell: (progress: string) => void,
): Promise<void> {
  for (let update = 1; update < UPDATES; update += 1) {
    const count = Math.ceil((payments * update) / UPDATES);
    if (!(await isReached(paying, count))) return;
    tell(`${count.toLocaleString("en-US")} of ${payments.toLocaleString("en-US")} are paid.`);
  }
}

/** Kills one of the workers once so many are paid, as a machine would take it: without a word. */
export async function killOneAt(
  paying: Paying,
  count: number,
  tell: (progress: string) => void,
): Promise<void> {
  if (!(await isReached(paying, count))) return;
  const [victim] = (await readChildren(paying.folder)).filter(({ hasEnded }) => !hasEnded);
  if (victim === undefined) return tell("No worker is left to be killed.");
  process.kill(victim.pid, "SIGKILL");
  tell("One worker was killed.");
}

/** False when the payout came to its end before. */
async function isReached({ book, ended }: Paying, count: number): Promise<boolean> {
  try {
    await book.untilPaid(count, ended);
    return true;
  } catch (error) {
    if (ended.aborted) return false;
    throw error;
  }
}
