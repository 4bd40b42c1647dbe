import {
  type WatchPayoutsDeps,
  watchExecution,
  watchPayouts,
} from "../../domain/report/watch-payouts.ts";
import type { Scene } from "./scene.ts";
import { createProcess, type SimProcess } from "./sim-process.ts";

const LIMIT_MS = 30_000;

export interface Watch {
  /** One round over all payouts. */
  look(): void;
  /** The event that an execution failed, timed out or was stopped. */
  tellOfDeath(execution: { readonly name: string; readonly status: string }): void;
}

/** What finds payouts that stopped short. */
export function createWatch(
  scene: Scene,
  options: { readonly depsOf: (process: SimProcess) => WatchPayoutsDeps },
): Watch {
  const { timeline, random } = scene;

  /** Late, and again until it was taken. */
  function deliver(execution: { readonly name: string; readonly status: string }): void {
    timeline.after(random.spread(100, 120_000), () => {
      const again = (): void => deliver(execution);
      const process = createProcess(scene, {
        name: "watch (event)",
        limitMs: LIMIT_MS,
        onDeath: again,
      });
      watchExecution(options.depsOf(process), execution).then(
        ({ found }) => process.end(`${execution.name}: ${found.join() || "nothing to do"}`),
        (error: unknown) => process.kill(String(error)),
      );
    });
  }

  return {
    look() {
      const process = createProcess(scene, { name: "watch", limitMs: LIMIT_MS });
      watchPayouts(options.depsOf(process)).then(
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
