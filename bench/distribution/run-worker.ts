import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { HttpInput } from "../../connectors/http/options.ts";
import type { BenchWorld, Calls, DynamoDbReport } from "./bench-world.ts";
import type { Cores } from "./cores.ts";
import type { BookSettings } from "./emulators/serve-points-api.ts";
import type { Paying } from "./follow-paying.ts";
import { type Child, readChildren } from "./run-in-child.ts";
import { type Resources, runProgram } from "./run-program.ts";

/** What a program says of its work, from after its imports to its end; see report-cost.ts. */
export const workSchema = z
  .object({ wallMs: z.number(), userCpuMs: z.number(), systemCpuMs: z.number() })
  .transform(({ wallMs, userCpuMs, systemCpuMs }) => ({ wallMs, cpuMs: userCpuMs + systemCpuMs }));
export type Work = z.output<typeof workSchema>;

const workerSchema = z.looseObject({
  kind: z.string(),
  stepsMs: z.record(z.string(), z.number()),
});

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

/** A run of our own worker. */
export type WorkerRun =
  | Extract<PayingRun, { readonly ok: false }>
  | (Extract<PayingRun, { readonly ok: true }> & {
      readonly work: Work;
      readonly payoutId: string;
      /** How long each step of the workflow took, by its name. */
      readonly stepsMs: Readonly<Record<string, number>>;
      /** The processes that paid its shards; none when it paid all by itself. */
      readonly children: readonly Child[];
    });

/** Pays one workbook with our own worker, in a process of its own, against a fresh book. */
export async function runWorker(
  { world, cores, folder }: BenchPlace,
  options: {
    readonly path: string;
    readonly book: BookSettings;
    readonly pointsApi: Pick<HttpInput, "ratePerSecond"> & Partial<HttpInput>;
    readonly timeoutMs?: number;
    /** Flags for Node, such as those of its profiler. */
    readonly flags?: readonly string[];
    /** Whether more workers may pay it when it is large: processes of their own, as many as Lambda would run. */
    readonly isSharded?: boolean;
    /** Whether it may ask for many payments in one call. */
    readonly inBulk?: boolean;
    /** Goes on beside it until it ends. */
    alongside?(paying: Paying): Promise<void>;
  },
): Promise<WorkerRun> {
  const { path, book: settings, pointsApi, timeoutMs, flags = [] } = options;
  const { isSharded = false, inBulk = false } = options;
  const firing = await world.schedule(path);
  const book = await world.openBook(settings);
  await world.takeDynamoDbReport();
  const runFolder = await mkdtemp(join(folder, "worker-"));
  const program = join(import.meta.dirname, "worker-process.ts");
  const command = [process.execPath, ...flags, program, JSON.stringify(firing)];
  if (isSharded) command.push("sharded");
  const over = new AbortController();
  const running = runProgram(cores.measured(command), {
    folder: runFolder,
    isTied: true,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    env: world.environment({
      url: book.url,
      transactionIdPath: "transactionId",
      idempotency: "key",
      ...(inBulk && { bulk: { url: `${book.url}/bulk` } }),
      ...pointsApi,
    }),
  }).finally(() => over.abort());
  const beside = options.alongside?.({ book, folder: runFolder, ended: over.signal });
  const [run] = await Promise.all([running, beside]);
  if (!run.ok) return run;
  const report: unknown = JSON.parse(run.output);
  const { kind, stepsMs } = workerSchema.parse(report);
  if (kind !== "completed") return { ok: false, why: `the payout ended ${run.output.trim()}` };
  return {
    ok: true,
    payoutId: firing.payoutId,
    calls: await book.calls(),
    whole: run.whole,
    work: workSchema.parse(report),
    stepsMs,
    children: await readChildren(runFolder),
    dynamoDb: await world.takeDynamoDbReport(),
  };
}
