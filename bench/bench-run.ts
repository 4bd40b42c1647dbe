import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchRecord, keepResults } from "./keep-results.ts";
import { describeMachine, showMachine } from "./machine.ts";

/** What a bench came to. */
export interface BenchOutcome extends Pick<BenchRecord, "results" | "versions"> {
  /** What stands below the line that names command, date and machine. */
  readonly text: string;
}

export interface Bench {
  readonly name: string;
  readonly quick: boolean;
  /** `folder` is empty, and removed at the end. */
  measure(folder: string, tell: (line: string) => void): Promise<BenchOutcome>;
}

/** Runs a bench and prints what it came to; a full one is also kept, see {@link keepResults}. */
export async function runBench({ name, quick, measure }: Bench): Promise<void> {
  const tell = (line: string) => void process.stdout.write(`${line}\n`);
  const command = `npm run bench -- ${name}${quick ? " --quick" : ""}`;
  const date = new Date().toISOString().slice(0, 10);
  const machine = describeMachine();
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  try {
    const { text, ...found } = await measure(folder, tell);
    const section = `\`${command}\`, ${date}: ${showMachine(machine)}.\n${text}`;
    tell(`\n${section}`);
    if (!quick) await keepResults({ bench: name, command, date, machine, ...found }, section);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
