import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type RangeResult, rangeResultSchema, type SeedRange } from "./seeds-message.ts";

export interface SeedWorker {
  /** One range at a time. */
  run(range: SeedRange): Promise<RangeResult>;
  stop(): void;
}

const HERE = fileURLToPath(new URL("seeds-worker.ts", import.meta.url));

/** A process that runs seeds, of this simulation or of a copy of it. */
export function startSeedWorker(script = HERE): SeedWorker {
  const child = fork(script, { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return {
    run: (range) =>
      new Promise((resolve, reject) => {
        const exited = (code: number | null): void =>
          reject(new Error(`The worker of ${script} ended with ${code}.`));
        child.once("exit", exited);
        child.once("message", (message) => {
          child.off("exit", exited);
          resolve(rangeResultSchema.parse(message));
        });
        child.send(range);
      }),
    stop() {
      // One that died is not to hide why.
      if (child.connected) child.disconnect();
    },
  };
}

/** Hands the seeds from `from` on to `workers` processes, a batch at a time. */
export async function runSeeds(options: {
  readonly from: number;
  readonly seeds: number;
  readonly workers: number;
  readonly batch: number;
  readonly onResult: (result: RangeResult) => void;
}): Promise<void> {
  const { from, seeds, batch, onResult } = options;
  const end = from + seeds;
  let next = from;
  const work = async (): Promise<void> => {
    const worker = startSeedWorker();
    try {
      while (next < end) {
        const range = { from: next, count: Math.min(batch, end - next), stopsAtFailure: false };
        next += range.count;
        onResult(await worker.run(range));
      }
    } finally {
      worker.stop();
    }
  };
  await Promise.all(Array.from({ length: options.workers }, work));
}
