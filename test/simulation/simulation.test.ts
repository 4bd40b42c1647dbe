import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { huntMutant } from "./hunt-mutant.ts";
import type { Mutant } from "./mutant.ts";
import { assertFits, StaleMutantError, startMutant } from "./mutant-copy.ts";
import { MUTANTS } from "./mutants.ts";
import { runSeed } from "./run-seed.ts";
import { runSeeds } from "./seed-workers.ts";
import type { Failure } from "./seeds-message.ts";

const SEEDS = 300;
/** Seconds on two quiet cores; a busy machine must fail nothing. */
const TIMEOUT_MS = 900_000;

describe("the simulation", { timeout: TIMEOUT_MS }, () => {
  it("finds every invariant kept over 300 seeds", async () => {
    const failures: Failure[] = [];
    let ran = 0;
    await runSeeds({
      from: 1,
      seeds: SEEDS,
      workers: availableParallelism(),
      batch: 100,
      onResult(result) {
        ran += result.ran;
        failures.push(...result.failures);
      },
    });
    expect({ ran, failures }).toEqual({ ran: SEEDS, failures: [] });
  });

  it("reproduces a run from its seed, line by line", async () => {
    const once = await runSeed(23, { keepsLines: true });
    const twice = await runSeed(23, { keepsLines: true });
    const other = await runSeed(24, { keepsLines: true });

    expect(twice).toEqual(once);
    expect(once.lines.length).toBeGreaterThan(50);
    expect(other.hash).not.toBe(once.hash);
  });

  it.each([
    "call-before-claim",
    "schedule-deleted-first",
    "counts-told-from-memory",
    "claim-without-condition",
  ])("catches the mutant %s", async (name) => {
    const hunt = await huntMutant(mutantOf(name), 500);
    expect(hunt).toMatchObject({ kind: "caught" });
  });

  it("has mutants that all fit the code as it is", async () => {
    for (const mutant of MUTANTS) await assertFits(mutant);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });

  it("refuses a mutant whose text is gone from the code", async () => {
    const patches = [{ file: "domain/clock.ts", find: "no such text", replace: "" }];
    const started = startMutant({ name: "stale", part: "none", breaks: "Nothing.", patches });
    await expect(started).rejects.toThrow(StaleMutantError);
  });
});

function mutantOf(name: string): Mutant {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (mutant === undefined) throw new Error(`There is no mutant ${name}.`);
  return mutant;
}
