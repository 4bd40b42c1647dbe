import type { Mutant } from "./mutant.ts";
import { startMutant } from "./mutant-copy.ts";
import { runRange } from "./run-range.ts";

/** How a mutant fared: the first seed that shows it, or how many did not. */
export type Hunt = { readonly mutant: Mutant; readonly seeds: number } & (
  | { readonly kind: "caught"; readonly seed: number; readonly invariant: string }
  | { readonly kind: "survived" }
);

const FIRST_SEED = 1;
const BATCH = 100;

/** Runs seeds on a broken copy until one shows that it is broken, at most `limit`. */
export async function huntMutant(mutant: Mutant, limit: number): Promise<Hunt> {
  const { worker, remove } = await startMutant(mutant);
  try {
    let seeds = 0;
    while (seeds < limit) {
      const count = Math.min(BATCH, limit - seeds);
      const range = { from: FIRST_SEED + seeds, count, stopsAtFailure: true };
      const { ran, failures } = await worker.run(range);
      seeds += ran;
      const [failure] = failures;
      if (failure === undefined) continue;
      const { seed, invariant } = failure;
      await assertClean(seed);
      return { kind: "caught", mutant, seeds, seed, invariant };
    }
    return { kind: "survived", mutant, seeds };
  } finally {
    await remove();
  }
}

/** A seed that fails without the mutant, too, says nothing about it. */
async function assertClean(seed: number): Promise<void> {
  const { failures } = await runRange({ from: seed, count: 1, stopsAtFailure: true });
  if (failures.length > 0) throw new Error(`Seed ${seed} fails on the code as it is.`);
}
