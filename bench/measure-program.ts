import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import type { Cost } from "./costs.ts";
import type { Outcome } from "./outcome.ts";

const run = promisify(execFile);
/** Longer than any program takes; a hang must not stop the bench. */
const TIMEOUT_MS = 300_000;

/** What a process reports of itself, see report-cost.ts. */
const costSchema = z.object({
  wallMs: z.number().positive(),
  userCpuMs: z.number().nonnegative(),
  peakRssMb: z.number().positive(),
});

export type Measured<Found> = Outcome<Found & Cost>;

/** One run of a program in a process of its own. One that fails is a result, not an error. */
export async function measureProgram<Found extends z.ZodRawShape>(
  command: readonly string[],
  found: z.ZodObject<Found>,
): Promise<Measured<z.output<z.ZodObject<Found>>>> {
  const [program = "", ...args] = command;
  try {
    const { stdout } = await run(program, args, { timeout: TIMEOUT_MS });
    const report: unknown = JSON.parse(stdout);
    return { ok: true, ...found.parse(report), ...costSchema.parse(report) };
  } catch (error) {
    return { ok: false, why: whyOf(error) };
  }
}

function whyOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/heap out of memory|heap limit/.test(text)) return "out of memory";
  const isKilled = error instanceof Error && "killed" in error && error.killed === true;
  if (isKilled) return `no end in ${TIMEOUT_MS / 1_000} s`;
  // What it threw says more than its command line, which names places on this machine.
  const [thrown = text] = /^\w*Error: .*$/m.exec(text) ?? [];
  return thrown.slice(0, 200);
}
