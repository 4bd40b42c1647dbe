import type { Payment } from "../sheet/payment.ts";
import type { ChunkPlan, ChunkStore } from "./chunk-store.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { ChunkTally } from "./ledger-store.ts";
import { type PayEnd, type PayRun, type PayTask, payPayment } from "./pay-payment.ts";

export interface ChunkRun extends PayRun {
  readonly chunks: ChunkStore;
  readonly payoutId: string;
  readonly plan: ChunkPlan;
}

export interface ChunksEnd {
  /** Payments settled by this worker. */
  readonly settled: number;
  /** True when every chunk is closed: nothing is left to pay. */
  readonly allClosed: boolean;
}

/** Pays every payment not settled yet, chunk after chunk, `concurrency` at a time. */
export async function payChunks(run: ChunkRun): Promise<ChunksEnd> {
  const work = createChunkWork(run);
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    try {
      for (let task = await work.next(); task !== undefined; task = await work.next()) {
        await work.ended(task, await payPayment(task, run));
      }
    } catch (error) {
      failures.push(error);
      // The others finish and record what is in flight; the round as a whole has failed.
      run.control.end({ kind: "stopped" });
    }
  };
  await Promise.all(Array.from({ length: run.settings.concurrency }, worker));
  if (failures.length > 0) throw failures[0];
  return work.result();
}

interface OpenChunk {
  readonly chunk: number;
  readonly size: number;
  unfinished: number;
  left: number;
}

/** Hands out the payments to be paid and closes each chunk when its last one is settled. */
function createChunkWork(run: ChunkRun) {
  const { ledger, payoutId, plan } = run;
  const open = new Map<number, OpenChunk>();
  const tasks = generateTasks();
  let settled = 0;
  let closed = 0;

  async function* generateTasks(): AsyncGenerator<PayTask, void> {
    const done = new Set<number>();
    for (const tally of await ledger.tallies(payoutId)) {
      if (tally.status === "closed") done.add(tally.chunk);
    }
    closed = done.size;
    for (let chunk = 0; chunk < plan.chunkCount && run.control.stop === undefined; chunk += 1) {
      if (!done.has(chunk)) yield* tasksOfChunk(chunk);
    }
  }

  async function* tasksOfChunk(chunk: number): AsyncGenerator<PayTask, void> {
    await ledger.openChunk(payoutId, chunk);
    const [payments, entries] = await Promise.all([
      run.chunks.read(payoutId, chunk),
      ledger.readChunk(payoutId, chunk),
    ]);
    const unsettled = unsettledOf(payments, entries);
    const progress = { chunk, size: payments.length, unfinished: unsettled.length, left: 0 };
    open.set(chunk, progress);
    if (unsettled.length === 0) await close(progress);
    for (const payment of unsettled) {
      yield { ref: { payoutId, chunk, row: payment.row }, payment };
    }
  }

  async function close(progress: OpenChunk): Promise<void> {
    const tally = tallyOf(progress.chunk, await ledger.readChunk(payoutId, progress.chunk));
    if (tally.paid + tally.rejected + tally.unknown !== progress.size) return;
    await ledger.closeChunk(payoutId, tally);
    closed += 1;
  }

  return {
    async next(): Promise<PayTask | undefined> {
      if (run.control.stop !== undefined) return undefined;
      const result = await tasks.next();
      return result.done === true ? undefined : result.value;
    },
    async ended(task: PayTask, end: PayEnd): Promise<void> {
      if (end === "settled") settled += 1;
      const progress = open.get(task.ref.chunk);
      if (progress === undefined) return;
      progress.unfinished -= 1;
      if (end === "left") progress.left += 1;
      if (progress.unfinished === 0 && progress.left === 0) await close(progress);
    },
    result: (): ChunksEnd => ({ settled, allClosed: closed === plan.chunkCount }),
  };
}

function unsettledOf(
  payments: readonly Payment[],
  entries: readonly LedgerEntry[],
): readonly Payment[] {
  const settledRows = new Set(
    entries.filter((entry) => entry.state !== "sending").map((entry) => entry.row),
  );
  return payments.filter((payment) => !settledRows.has(payment.row));
}

/** Counts a wholly settled chunk from its entries. */
export function tallyOf(chunk: number, entries: readonly LedgerEntry[]): ChunkTally {
  const inState = (state: LedgerEntry["state"]) => entries.filter((entry) => entry.state === state);
  const paid = inState("paid");
  return {
    chunk,
    status: "closed",
    paid: paid.length,
    rejected: inState("rejected").length,
    unknown: inState("unknown").length,
    pointsPaid: paid.reduce((sum, entry) => sum + entry.points, 0),
  };
}
