import { join } from "node:path";
import type { PayoutIn } from "../../domain/payout/payout.ts";
import { LAMBDA_HEAP_FLAG, nodeCommand } from "../programs.ts";
import { measureReading } from "../sheets/measure-reading.ts";
import { killOneAt, tellHowFar } from "./follow-paying.ts";
import { arePaidOnce } from "./paid-once.ts";
import { type BenchPlace, runWorker, type WorkerRun } from "./run-worker.ts";

export interface ShardedCase {
  readonly payments: number;
  /** What the points API allows to all workers together. */
  readonly ratePerSecond: number;
  readonly latencyMs: number;
  /** Whether one of the workers is killed when half is paid. */
  readonly isOneKilled: boolean;
}

type Paid = Extract<WorkerRun, { readonly ok: true }>;
export type ShardedRun =
  | Exclude<WorkerRun, Paid>
  | (Paid & {
      /** Reading the sheet with all rules, as it is done when a sheet comes. */
      readonly checkMs: number;
      /** How many workers it was cut up for. */
      readonly shards: number;
      readonly killed: number;
      /** Whether the points API's books and the ledger say that every payment was paid, and once. */
      readonly complete: boolean;
    });

/** Who pays fewer hangs; it is given up. */
const SLOWEST_PER_SECOND = 150;
const TIME_AROUND_MS = 180_000;
const READERS = join(import.meta.dirname, "..", "sheets", "readers");
const CHECK = { command: nodeCommand(join(READERS, "paysheet.ts")) };

/** Checks a workbook, and pays it with as many workers as it takes, each a process of its own. */
export async function runSharded(
  place: BenchPlace,
  plan: ShardedCase & { readonly path: string; tell(progress: string): void },
): Promise<ShardedRun> {
  const { path, payments, ratePerSecond, latencyMs, isOneKilled, tell } = plan;
  const check = await measureReading(CHECK, path);
  if (!check.ok) return check;
  const slowest = Math.min(SLOWEST_PER_SECOND, ratePerSecond);
  const run = await runWorker(place, {
    path,
    book: { latencyMs, ratePerSecond },
    pointsApi: { ratePerSecond },
    timeoutMs: Math.ceil((payments / slowest) * 1_000) + TIME_AROUND_MS,
    flags: [LAMBDA_HEAP_FLAG],
    isSharded: true,
    async alongside(paying) {
      const killing = isOneKilled ? killOneAt(paying, Math.ceil(payments / 2), tell) : undefined;
      await Promise.all([tellHowFar(paying, payments, tell), killing]);
    },
  });
  if (!run.ok) return run;
  const payout = await place.world.payout(run.payoutId);
  if (payout.state !== "completed") return { ok: false, why: `the payout is ${payout.state}` };
  const killed = run.children.filter(({ hasEnded }) => !hasEnded).length;
  const found = { ...run, checkMs: check.wallMs, shards: payout.distribution.shards ?? 1, killed };
  return { ...found, complete: isPaidOnce(found, plan) && isBookedSo(payout, payments) };
}

/** Only what a killed worker had in flight may have been asked for again, under the same key. */
function isPaidOnce(
  { calls, killed }: Paid & { readonly killed: number },
  { payments, isOneKilled }: ShardedCase,
): boolean {
  const duplicates = isOneKilled ? 0 : calls.duplicates;
  const isAsPlanned = killed === (isOneKilled ? 1 : 0);
  return isAsPlanned && arePaidOnce([{ calls: { ...calls, duplicates } }], payments);
}

function isBookedSo({ report }: PayoutIn<"completed">, payments: number): boolean {
  const { counts } = report;
  return counts.payments === payments && counts.paid === payments && counts.pending === 0;
}
