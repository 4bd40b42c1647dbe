import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

export interface Cores {
  /** Says of what is measured which core it runs on. */
  readonly told: string;
  /** A command on the core of what is measured, and of it alone. */
  measured(command: readonly string[]): readonly string[];
  /** A command on the other cores. */
  other(command: readonly string[]): readonly string[];
}

/** What is measured gets a core, and the emulators the others, where there is `taskset`. */
export function shareCores(): Cores {
  const last = availableParallelism() - 1;
  if (last === 0 || !hasTaskset()) return allCores();
  return {
    told: "What is measured ran on one core, the emulators on the others.",
    measured: (command) => ["taskset", "-c", "0", ...command],
    other: (command) => ["taskset", "-c", `1-${last}`, ...command],
  };
}

/** Everything gets every core: for what is done by many processes. */
export function allCores(): Cores {
  const asItIs = (command: readonly string[]) => command;
  return { told: "All ran on the same cores.", measured: asItIs, other: asItIs };
}

function hasTaskset(): boolean {
  try {
    execFileSync("taskset", ["-c", "0", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
