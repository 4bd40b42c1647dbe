import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import * as z from "zod";
import { runSeed } from "./run-seed.ts";
import { runSeeds } from "./seed-workers.ts";
import type { Failure } from "./seeds-message.ts";

const USAGE = `node test/simulation/simulate.ts [--seeds <how many>] [--from <first seed>]
node test/simulation/simulate.ts --seed <one seed> [--trace]`;
const BATCH = 250;
const SHOWN_FAILURES = 20;
const LINE_EVERY_MS = 10_000;

const wholeNumberSchema = z.string().regex(/^\d+$/, "must be a whole number").transform(Number);
const optionsSchema = z.object({
  seeds: wholeNumberSchema.default(10_000),
  from: wholeNumberSchema.default(1),
  seed: wholeNumberSchema.optional(),
  trace: z.boolean().default(false),
});

/** One seed, told as it happened; it is run twice, for a seed must reproduce its run. */
async function runOne(seed: number, trace: boolean): Promise<boolean> {
  const run = await runSeed(seed, { keepsLines: trace });
  const again = await runSeed(seed);
  if (trace) console.log(`${JSON.stringify(run.plan, null, 2)}\n${run.lines.join("\n")}\n`);
  console.log(`seed ${seed}, trace ${run.hash}, payouts ${run.endStates.join(", ")}`);
  if (again.hash !== run.hash) console.log(`NOT REPRODUCED: trace ${again.hash} the second time`);
  const { violation } = run;
  if (violation !== undefined) console.log(`VIOLATED: ${violation.invariant}\n${violation.detail}`);
  return violation === undefined && again.hash === run.hash;
}

async function runMany(from: number, seeds: number): Promise<boolean> {
  const failures: Failure[] = [];
  const progress = startProgress(seeds);
  const beganMs = performance.now();
  let ran = 0;
  let repeats = 0;
  await runSeeds({
    from,
    seeds,
    workers: availableParallelism(),
    batch: BATCH,
    onResult(result) {
      ran += result.ran;
      repeats += result.repeats;
      failures.push(...result.failures);
      progress.show(ran, failures.length);
    },
  });
  progress.end();
  const seconds = (performance.now() - beganMs) / 1000;
  console.log(
    `${ran} seeds in ${seconds.toFixed(1)} s (${Math.round(ran / seconds)} a second), ` +
      `${failures.length} failed; ${repeats} messages came twice (clocks minutes apart)`,
  );
  tellFailures(failures);
  return failures.length === 0;
}

function tellFailures(failures: Failure[]): void {
  failures.sort((one, other) => one.seed - other.seed);
  for (const { seed, invariant, detail } of failures.slice(0, SHOWN_FAILURES)) {
    console.log(`  seed ${seed}: ${invariant}: ${detail}`);
  }
  const [first] = failures;
  if (first === undefined) return;
  console.log(`See what happened: node test/simulation/simulate.ts --seed ${first.seed} --trace`);
}

/** A bar on a terminal, a line now and then elsewhere. */
function startProgress(seeds: number) {
  if (process.stdout.isTTY !== true) {
    let toldMs = performance.now();
    return {
      show(ran: number, failed: number): void {
        if (performance.now() - toldMs < LINE_EVERY_MS) return;
        toldMs = performance.now();
        console.log(`${ran} of ${seeds} seeds, ${failed} failed`);
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({
    format: "{bar} {value}/{total} seeds  {failed} failed  {eta_formatted} left",
    hideCursor: true,
  });
  bar.start(seeds, 0, { failed: 0 });
  return {
    show: (ran: number, failed: number): void => bar.update(ran, { failed }),
    end: (): void => bar.stop(),
  };
}

const { values } = parseArgs({
  options: {
    seeds: { type: "string" },
    from: { type: "string" },
    seed: { type: "string" },
    trace: { type: "boolean" },
  },
});
const options = optionsSchema.safeParse(values);
if (!options.success) {
  console.error(`${z.prettifyError(options.error)}\n${USAGE}`);
  process.exitCode = 2;
} else {
  const { seeds, from, seed, trace } = options.data;
  const isClean = seed === undefined ? await runMany(from, seeds) : await runOne(seed, trace);
  process.exitCode = isClean ? 0 : 1;
}
