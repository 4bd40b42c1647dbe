import { type SweepPayoutsDeps, sweepExecution, sweepPayouts } from "../../domain/sweep-payouts.ts";
import type { Setup } from "./setup.ts";
import { createProcess, type SimProcess } from "./sim-process.ts";

const LIMIT_MS = 30_000;
const EVENT_TRIES = 3;

export interface Sweeper {
  /** One round over all payouts. */
  look(): void;
  /** The event that an execution failed, timed out or was stopped. */
  tellOfDeath(execution: { readonly name: string; readonly status: string }): void;
}

/** What finds payouts that stopped short. */
export function createSweeper(
  setup: Setup,
  options: { readonly depsOf: (process: SimProcess) => SweepPayoutsDeps },
): Sweeper {
  const { timeline, random } = setup;

  /** Late, and three times at most until it was taken, as Lambda tries what it is told of. */
  function deliver(
    execution: { readonly name: string; readonly status: string },
    tries = EVENT_TRIES,
  ): void {
    timeline.after(random.spread(100, 120_000), () => {
      const again = (): void => {
        if (tries > 1) deliver(execution, tries - 1);
      };
      const process = createProcess(setup, {
        name: "sweeper (event)",
        limitMs: LIMIT_MS,
        onDeath: again,
      });
      sweepExecution(options.depsOf(process), execution).then(
        ({ found }) => process.end(`${execution.name}: ${found.join() || "nothing to do"}`),
        (error: unknown) => process.kill(String(error)),
      );
    });
  }

  return {
    look() {
      const process = createProcess(setup, { name: "sweeper", limitMs: LIMIT_MS });
      sweepPayouts(options.depsOf(process)).then(
        ({ found }) => process.end(`found ${found.join() || "nothing"}`),
        (error: unknown) => process.end(String(error)),
      );
    },
    tellOfDeath(execution) {
      deliver(execution);
      if (random.chance(0.2)) deliver(execution);
    },
  };
}
