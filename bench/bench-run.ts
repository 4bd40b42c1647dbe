import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMachine, showMachine } from "./machine.ts";
import { replaceSection } from "./markdown-table.ts";

const DOCUMENT = join(import.meta.dirname, "..", "docs", "performance.md");

export interface Bench {
  readonly name: string;
  readonly quick: boolean;
  /**
   * What the bench came to, as it stands below the line that names command, date and machine.
   * `folder` is empty, and removed at the end.
   */
  measure(folder: string, tell: (line: string) => void): Promise<string>;
}

/** Runs a bench and prints what it came to; a full one takes its place in docs/performance.md. */
export async function runBench({ name, quick, measure }: Bench): Promise<void> {
  const tell = (line: string) => void process.stdout.write(`${line}\n`);
  const command = `npm run bench -- ${name}${quick ? " --quick" : ""}`;
  const date = new Date().toISOString().slice(0, 10);
  const machine = describeMachine();
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  try {
    const text = await measure(folder, tell);
    const section = `\`${command}\`, ${date}: ${showMachine(machine)}.\n${text}`;
    tell(`\n${section}`);
    if (quick) return;
    const document = await readFile(DOCUMENT, "utf8");
    await writeFile(DOCUMENT, replaceSection(document, name, section));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
