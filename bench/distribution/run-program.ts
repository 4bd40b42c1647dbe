import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as z from "zod";

const resourcesSchema = z.object({
  exitCode: z.int(),
  wallMs: z.number(),
  /** User's and system's. */
  cpuMs: z.number(),
  peakRssMb: z.number(),
});
/** What a process took, from its start to its end. */
export type Resources = z.output<typeof resourcesSchema>;

export type ProgramRun =
  | { readonly ok: true; readonly whole: Resources; readonly output: string }
  /** `signal` is what killed it. */
  | { readonly ok: false; readonly why: string; readonly signal?: NodeJS.Signals };

/** Longer than programs take unless told otherwise; a hang must not stop the bench. */
const TIMEOUT_MS = 300_000;
const PRELOAD = join(import.meta.dirname, "report-resources.cjs");

/** Runs a program of Node's to its end. One that fails is a result, not an error. */
export async function runProgram(
  command: readonly string[],
  options: {
    readonly folder: string;
    readonly env: Readonly<Record<string, string>>;
    /** 0 for none. */
    readonly timeoutMs?: number;
    /** The file in `folder` to which it tells what it took, see report-resources.cjs. */
    readonly report?: string;
    /** Holds its standard input open, so that it can tell when we are gone. */
    readonly isTied?: boolean;
  },
): Promise<ProgramRun> {
  const { timeoutMs = TIMEOUT_MS, report = "resources.json", isTied = false } = options;
  const [program = "", ...args] = command;
  const path = join(options.folder, report);
  await rm(path, { force: true });
  const child = spawn(program, args, {
    stdio: ["pipe", "pipe", "pipe"],
    timeout: timeoutMs,
    env: {
      ...process.env,
      ...options.env,
      NODE_OPTIONS: `--require ${PRELOAD}`,
      BENCH_RESOURCES: path,
    },
  });
  if (!isTied) child.stdin.end();
  const [output, complaints, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  if (code === 0) {
    const whole = resourcesSchema.parse(JSON.parse(await readFile(path, "utf8")));
    return { ok: true, output, whole };
  }
  if (signal === "SIGTERM") return { ok: false, why: `no end in ${timeoutMs / 1000} s` };
  const said = complaints.trim() === "" ? output : complaints;
  // What it threw says more than its traces, which name places on this machine.
  const [thrown = said.slice(-200)] = /^\w*Error: .*$/m.exec(said) ?? [];
  const why = `ended with ${signal ?? code}: ${thrown.slice(0, 200)}`;
  return { ok: false, why, ...(signal === null ? {} : { signal }) };
}
