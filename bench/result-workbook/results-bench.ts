import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { type Costs, costsOf } from "../costs.ts";
import { interleave } from "../interleave.ts";
import { type Measured, measureProgram } from "../measure-program.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
import { benchTotals } from "../sheets/bench-rows.ts";
import { buildFiles } from "../sheets/build-files.ts";
import { WORKBOOK_FORMS } from "../sheets/workbook-forms.ts";
import { spreadOf } from "../spread.ts";
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
  readonly outcome: Outcome<Written>;
}

interface Written extends Costs {
  /** Whether every workbook, read again, has every payment and the sum of all points. */
  readonly complete: boolean;
  readonly fileBytes: number;
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
    const done = await interleave({
      subjects: plan.writers,
      turns: runs,
      run: (writer) => runOnce(writer, { payments, sheet, folder: plan.folder }),
      needsNoMore: ({ length }, writer) => length > 0 && payments > writer.onceBeyondPayments,
    });
    for (const [{ name }, list] of done) {
      results.push({
        payments,
        writer: name,
        runs: list.length,
        outcome: outcomeOf(list, summarise),
      });
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

function summarise(runs: readonly Extract<Run, { ok: true }>[]): Written {
  return {
    complete: runs.every(({ complete }) => complete),
    fileBytes: spreadOf(runs.map(({ fileBytes }) => fileBytes)).median,
    ...costsOf(runs),
  };
}
