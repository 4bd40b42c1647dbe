import { runSeed } from "./run-seed.ts";
import type { Failure, RangeResult, SeedRange } from "./seeds-message.ts";

/** Every so many seeds are run twice, to see that a seed reproduces its run. */
const REPEAT_EVERY = 50;

/** Runs seeds one after the other. A run that throws has failed, too. */
export async function runRange({ from, count, stopsAtFailure }: SeedRange): Promise<RangeResult> {
  const failures: Failure[] = [];
  let ran = 0;
  let repeats = 0;
  for (let seed = from; seed < from + count; seed += 1) {
    ran += 1;
    const failure = await failureOf(seed, (repeated) => {
      repeats += repeated;
    });
    if (failure === undefined) continue;
    failures.push(failure);
    if (stopsAtFailure) break;
  }
  return { ran, failures, repeats };
}

async function failureOf(
  seed: number,
  countRepeated: (reports: number) => void,
): Promise<Failure | undefined> {
  try {
    const { violation, hash, repeats } = await runSeed(seed);
    countRepeated(repeats);
    if (violation !== undefined) return { seed, ...violation };
    if (seed % REPEAT_EVERY !== 0) return undefined;
    const again = await runSeed(seed);
    if (again.hash === hash) return undefined;
    return { seed, invariant: "a seed reproduces its run", detail: `${hash}, then ${again.hash}` };
  } catch (error) {
    return { seed, invariant: "no run throws", detail: String(error) };
  }
}
