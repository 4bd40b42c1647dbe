import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Measured, measureProgram } from "../measure-program.ts";
import { benchTotals } from "../sheets/bench-rows.ts";
import { buildFiles } from "../sheets/build-files.ts";
import { WORKBOOK_FORMS } from "../sheets/workbook-forms.ts";
import { type Spread, spreadOf } from "../spread.ts";
import { countWritten } from "./count-written.ts";
import type { ResultWriterProgram } from "./result-writers.ts";

export interface ResultsPlan {
  readonly folder: string;
  readonly writers: readonly ResultWriterProgram[];
  /** How often each writer writes a workbook of so many payments. */
  readonly sizes: readonly { readonly payments: number; readonly runs: number }[];
  tell(line: string): void;
}

/** What one writer took for so many payments. */
export interface WritingResult {
  readonly payments: number;
  readonly writer: string;
  readonly runs: number;
  readonly outcome:
    | {
        readonly ok: true;
        /** Whether every workbook, read again, has every payment and the sum of all points. */
        readonly complete: boolean;
        readonly fileBytes: number;
        readonly wallMs: Spread;
        readonly userCpuMs: Spread;
        readonly peakRssMb: Spread;
      }
    | { readonly ok: false; readonly why: string };
}

const foundSchema = z.object({ fileBytes: z.int().positive() });
type Run = Measured<z.infer<typeof foundSchema>> & { readonly complete: boolean };

/** Has every writer write each size, in turns, so that all share good and bad times. */
export async function benchResults(plan: ResultsPlan): Promise<WritingResult[]> {
  const results: WritingResult[] = [];
  for (const { payments, runs } of plan.sizes) {
    plan.tell(`Writing results of ${payments.toLocaleString("en-US")} payments, ${runs} times …`);
    const files = await buildFiles(plan.folder, WORKBOOK_FORMS.slice(0, 1), payments);
    const sheet = files.get("Excel") ?? "";
    const done = new Map(plan.writers.map((writer): [ResultWriterProgram, Run[]] => [writer, []]));
    for (let turn = 0; turn < runs; turn += 1) {
      for (const [writer, list] of done) {
        if (turn > 0 && payments > writer.onceBeyondPayments) continue;
        list.push(await runOnce(writer, { payments, sheet, folder: plan.folder }));
      }
    }
    for (const [{ name }, list] of done) {
      results.push({ payments, writer: name, runs: list.length, outcome: summarise(list) });
    }
  }
  return results;
}

async function runOnce(
  { command }: ResultWriterProgram,
  plan: { readonly payments: number; readonly sheet: string; readonly folder: string },
): Promise<Run> {
  const { payments, sheet, folder } = plan;
  const target = join(folder, "result.xlsx");
  try {
    const run = await measureProgram([...command, String(payments), target, sheet], foundSchema);
    return { ...run, complete: run.ok && (await isComplete(target, payments)) };
  } finally {
    await rm(target, { force: true });
  }
}

async function isComplete(path: string, payments: number): Promise<boolean> {
  const written = await countWritten(path);
  const { rows, points } = benchTotals(payments);
  return written.rows === rows && written.points === points;
}

function summarise(runs: readonly Run[]): WritingResult["outcome"] {
  const failed = runs.find((one) => !one.ok);
  if (failed !== undefined && !failed.ok) return { ok: false, why: failed.why };
  const good = runs.filter((one) => one.ok);
  return {
    ok: true,
    complete: good.every(({ complete }) => complete),
    fileBytes: spreadOf(good.map(({ fileBytes }) => fileBytes)).median,
    wallMs: spreadOf(good.map(({ wallMs }) => wallMs)),
    userCpuMs: spreadOf(good.map(({ userCpuMs }) => userCpuMs)),
    peakRssMb: spreadOf(good.map(({ peakRssMb }) => peakRssMb)),
  };
}
