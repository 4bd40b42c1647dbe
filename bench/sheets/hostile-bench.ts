import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { HostileFile } from "../../test/sheets/hostile-file.ts";
import { type Costs, costsOf } from "../costs.ts";
import { type Measured, measureProgram } from "../measure-program.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";

/** What the check of one hostile file took, each time in a process of its own. */
export interface HostileResult {
  readonly file: string;
  readonly fileBytes: number;
  readonly runs: number;
  readonly outcome: Outcome<Checked>;
}

interface Checked extends Costs {
  /** Whether every run came to the one problem that the file must come to. */
  readonly asExpected: boolean;
}

const foundSchema = z.object({ codes: z.array(z.string()), payments: z.int() });
type Found = Measured<z.infer<typeof foundSchema>>;

/** Checks each file `runs` times, one process after the other. */
export async function benchHostileFiles(plan: {
  readonly folder: string;
  readonly files: readonly HostileFile[];
  readonly runs: number;
}): Promise<HostileResult[]> {
  const program = join(import.meta.dirname, "readers", "paysheet-check.ts");
  const path = join(plan.folder, "hostile");
  const results: HostileResult[] = [];
  for (const { name, bytes, fileName = "sheet.xlsx", problem } of plan.files) {
    const content = bytes();
    await writeFile(path, content);
    const found: Found[] = [];
    for (let run = 0; run < plan.runs; run += 1) {
      found.push(await measureProgram([process.execPath, program, path, fileName], foundSchema));
    }
    const outcome = outcomeOf(found, (good) => ({
      asExpected: good.every(({ codes, payments }) => codes.join() === problem && payments === 0),
      ...costsOf(good),
    }));
    results.push({ file: name, fileBytes: content.length, runs: plan.runs, outcome });
  }
  return results;
}
