import { join } from "node:path";
import { z } from "zod";
import type { PointsApiConfig } from "../../adapters/points-api/points-api-config.ts";
import type { BenchWorld, Calls, DynamoDbReport } from "./bench-world.ts";
import type { Cores } from "./cores.ts";
import { type Resources, runProgram } from "./run-program.ts";
import type { BookSettings } from "./stand-ins/serve-points-api.ts";

/** What a program says of its work, from after its imports to its end; see report-cost.ts. */
export const workSchema = z
  .object({ wallMs: z.number(), userCpuMs: z.number(), systemCpuMs: z.number() })
  .transform(({ wallMs, userCpuMs, systemCpuMs }) => ({ wallMs, cpuMs: userCpuMs + systemCpuMs }));
export type Work = z.output<typeof workSchema>;

const workerSchema = z.looseObject({ kind: z.string() });

export interface BenchPlace {
  readonly world: BenchWorld;
  readonly cores: Cores;
  /** For what a run leaves behind. */
  readonly folder: string;
}

export type PayingRun =
  | {
      readonly ok: true;
      readonly calls: Calls;
      readonly whole: Resources;
      readonly work?: Work;
      readonly dynamoDb?: DynamoDbReport;
    }
  | { readonly ok: false; readonly why: string };

/** Pays one workbook with our own worker, in a process of its own, against a fresh book. */
export async function runWorker(
  { world, cores, folder }: BenchPlace,
  options: {
    readonly path: string;
    readonly book: BookSettings;
    readonly pointsApi: Pick<PointsApiConfig, "ratePerSecond"> & Partial<PointsApiConfig>;
    readonly timeoutMs?: number;
    /** Flags for Node, such as those of its profiler. */
    readonly flags?: readonly string[];
  },
): Promise<PayingRun> {
  const { path, book, pointsApi, timeoutMs, flags = [] } = options;
  const firing = await world.schedule(path);
  const { url, calls } = await world.openBook(book);
  await world.takeDynamoDbReport();
  const program = join(import.meta.dirname, "worker-process.ts");
  const command = [process.execPath, ...flags, program, JSON.stringify(firing)];
  const run = await runProgram(cores.measured(command), {
    folder,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    env: world.environment({
      url,
      transactionIdPath: "transactionId",
      idempotency: "key",
      ...pointsApi,
    }),
  });
  if (!run.ok) return run;
  const report: unknown = JSON.parse(run.output);
  const { kind } = workerSchema.parse(report);
  if (kind !== "completed") return { ok: false, why: `the payout ended ${run.output.trim()}` };
  const dynamoDb = await world.takeDynamoDbReport();
  const work = workSchema.parse(report);
  return { ok: true, calls: await calls(), whole: run.whole, work, dynamoDb };
}
