import { toEpochMs } from "../clock.ts";
import { optional } from "../optional.ts";
import type { Payment } from "../sheet/payment.ts";
import type { ApiHealth } from "./api-health.ts";
import type { ChunkStore } from "./chunk-store.ts";
import type { ConfirmEnd, ConfirmTask } from "./confirm-payment.ts";
import { tallyOf } from "./count-tallies.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { LedgerStore, PaymentRef } from "./ledger-store.ts";
import type { PayEnd, PayTask } from "./pay-payment.ts";
import type { RoundControl } from "./round-control.ts";
import type { PayingSettings } from "./settings.ts";
import { chunksOf, type PayPlan } from "./shards.ts";

export interface PaymentQueueDeps {
  readonly ledger: LedgerStore;
  readonly chunks: ChunkStore;
  readonly payoutId: string;
  readonly plan: PayPlan;
  /** Which of the plan's shards, from 0. */
  readonly shard: number;
  readonly control: RoundControl;
  readonly settings: PayingSettings;
  readonly health: Pick<ApiHealth, "acted">;
  /**
   * Another chunk comes first, and of each another payment, with each number: a probe must not ask
   * for the same payment each time, which may be the one that can't be paid.
   */
  readonly turnedBy?: number | undefined;
  /** Only so many payments, the first ones of the first chunk; all of the shard's when absent. */
  readonly canary?: number | undefined;
}

/** What is to be done for a payment: ask for it, or ask what became of it. */
export type QueuedTask =
  | ({ readonly kind: "pay" } & PayTask)
  | ({ readonly kind: "confirm" } & ConfirmTask);

/** The payments of a shard that are not settled yet, and which of its chunks are done. */
export interface PaymentQueue {
  /** Undefined when none is left, or the round ends. */
  next(): Promise<QueuedTask | undefined>;
  /** Takes note of how a payment ended. */
  ended(task: QueuedTask, end: PayEnd | ConfirmEnd): Promise<void>;
  /** Resolves once no chunk is being read any more. */
  atRest(): Promise<void>;
  progress(): QueueProgress;
}

export interface QueueProgress {
  /** Payments settled by this worker. */
  readonly settled: number;
  /** True when every chunk of the shard is closed: nothing is left to pay. */
  readonly allClosed: boolean;
  /**
   * When the first of those that wait is looked at again, in epoch milliseconds: accepted ones, and
   * those that the points API wants to be asked for later. Undefined when none waits.
   */
  readonly nextAtMs: number | undefined;
}

interface OpenChunk {
  readonly chunk: number;
  readonly size: number;
  unfinished: number;
  left: number;
}

interface LoadedChunk {
  readonly progress: OpenChunk;
  readonly unsettled: readonly QueuedTask[];
}

/**
 * Calls a second for which one chunk is open: each takes two writes to the chunk's partition of
 * the ledger, and 1,000 a second is what a partition takes.
 */
const RATE_OF_A_CHUNK = 400;
/** Where the payments of a canary stand. */
export const FIRST_CHUNK = 0;
/** More than one worker could keep busy; each open chunk keeps two in memory. */
const MOST_CHUNKS_AT_ONCE = 16;

/**
 * Hands out the payments to be paid and closes each chunk when its last one is settled. The next
 * chunk is read while one is paid, and as many are paid at once as the rate needs partitions.
 */
export function createPaymentQueue(deps: PaymentQueueDeps): PaymentQueue {
  const { ledger, payoutId, control } = deps;
  const ours = deps.canary === undefined ? chunksOf(deps.plan, deps.shard) : [FIRST_CHUNK];
  const open = new Map<number, OpenChunk>();
  const loads = new Set<Promise<LoadedChunk | undefined>>();
  const chunksAtOnce = Math.ceil(deps.settings.ratePerSecond / RATE_OF_A_CHUNK);
  const lanes = Array.from({ length: Math.min(MOST_CHUNKS_AT_ONCE, chunksAtOnce) }, tasksOfLane);
  let nextLane = 0;
  let begun: ReturnType<typeof begin> | undefined;
  let nextChunk = 0;
  let settled = 0;
  let closed = 0;
  let nextAtMs: number | undefined;

  /** The chunks that are not closed yet. */
  async function begin(): Promise<readonly number[]> {
    const tallies = await ledger.tallies(payoutId);
    const done = new Set(
      tallies.filter(({ status }) => status === "closed").map(({ chunk }) => chunk),
    );
    const left = turned(
      ours.filter((chunk) => !done.has(chunk)),
      deps.turnedBy,
    );
    closed = ours.length - left.length;
    return left;
  }

  async function* tasksOfLane(): AsyncGenerator<QueuedTask, void> {
    let loading = load();
    for (let loaded = await loading; loaded !== undefined; loaded = await loading) {
      loading = load();
      const { progress, unsettled } = loaded;
      const { chunk } = progress;
      open.set(chunk, progress);
      if (unsettled.length === 0) await close(progress);
      yield* unsettled;
    }
  }

  /** Undefined when none is left, or the round ends. */
  function load(): Promise<LoadedChunk | undefined> {
    const loading = loadNext();
    loads.add(loading);
    loading.then(
      () => loads.delete(loading),
      // The lane that awaits the load gets the error; at the end of the round there may be none.
      () => undefined,
    );
    return loading;
  }

  async function loadNext(): Promise<LoadedChunk | undefined> {
    begun ??= begin();
    const left = await begun;
    const chunk = left[nextChunk];
    if (chunk === undefined || control.stop !== undefined) return undefined;
    nextChunk += 1;
    await ledger.openChunk(payoutId, chunk);
    const [payments, entries] = await Promise.all([
      deps.chunks.read(payoutId, chunk),
      ledger.readChunk(payoutId, chunk),
    ]);
    for (const { state, settledAt } of entries) {
      const isActedOn = state === "paid" || state === "rejected";
      if (isActedOn && settledAt !== undefined) deps.health.acted(toEpochMs(settledAt));
    }
    const first = payments.slice(0, deps.canary);
    const unsettled = turned(unsettledOf({ payoutId, chunk }, first, entries), deps.turnedBy);
    const progress = { chunk, size: payments.length, unfinished: unsettled.length, left: 0 };
    return { progress, unsettled };
  }

  async function close(progress: OpenChunk): Promise<void> {
    const tally = tallyOf(progress.chunk, await ledger.readChunk(payoutId, progress.chunk));
    const { paid, rejected, unknown, withdrawn } = tally;
    if (paid + rejected + unknown + withdrawn !== progress.size) return;
    await ledger.closeChunk(payoutId, tally);
    closed += 1;
  }

  return {
    async next() {
      const first = nextLane;
      nextLane += 1;
      for (let tried = 0; tried < lanes.length; tried += 1) {
        if (control.stop !== undefined) return undefined;
        const result = await lanes[(first + tried) % lanes.length]?.next();
        if (result?.done === false) return result.value;
      }
      return undefined;
    },
    async atRest() {
      await Promise.allSettled(loads);
    },
    async ended(task, end) {
      if (end.kind === "settled" || end.kind === "accepted") settled += 1;
      if ("untilMs" in end) nextAtMs = Math.min(nextAtMs ?? end.untilMs, end.untilMs);
      const progress = open.get(task.ref.chunk);
      if (progress === undefined) return;
      progress.unfinished -= 1;
      if (end.kind !== "settled" && end.kind !== "taken") progress.left += 1;
      if (progress.unfinished === 0 && progress.left === 0) await close(progress);
    },
    progress: () => ({ settled, allClosed: closed === ours.length, nextAtMs }),
  };
}

function unsettledOf(
  chunk: Omit<PaymentRef, "row">,
  payments: readonly Payment[],
  entries: readonly LedgerEntry[],
): readonly QueuedTask[] {
  const entryOf = new Map(entries.map((entry) => [entry.row, entry]));
  const tasks: QueuedTask[] = [];
  const accepted: QueuedTask[] = [];
  for (const payment of payments) {
    const entry = entryOf.get(payment.row);
    const ref = { ...chunk, row: payment.row };
    const asked = { ...payment, ...optional("accountId", entry?.accountId) };
    if (entry === undefined || entry.state === "sending") {
      const wasLeftSending = entry !== undefined;
      tasks.push({ kind: "pay", ref, payment: asked, wasLeftSending });
    } else if (entry.state === "accepted") {
      const { idempotencyKey, reference = "", acceptedAt = entry.claimedAt } = entry;
      accepted.push({
        kind: "confirm",
        ref,
        payment: asked,
        idempotencyKey,
        reference,
        acceptedAt,
      });
    }
  }
  return [...tasks, ...accepted];
}

function turned<T>(list: readonly T[], by = 0): readonly T[] {
  const first = by % Math.max(1, list.length);
  return [...list.slice(first), ...list.slice(0, first)];
}
