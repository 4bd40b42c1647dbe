import type { ChunkTally } from "../../domain/distribution/ledger-store.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { Plan } from "./plan.ts";
import type { SimProcess } from "./sim-process.ts";
import { START_MS, type Timeline } from "./timeline.ts";
import type { Grant, Shown } from "./world-books.ts";
import type { Execution } from "./world-host.ts";
import type { StoredEntry } from "./world-ledger.ts";
import type { StoredReceipt } from "./world-receipts.ts";

/** What the invariants may look at: everything, at once and without faults. */
export interface View {
  payouts(): readonly Payout[];
  payout(payoutId: string): Payout;
  entry(payoutId: string, row: number): StoredEntry | undefined;
  entries(payoutId: string): readonly StoredEntry[];
  tallies(payoutId: string): readonly ChunkTally[];
  /** What the points API's own books hold under an idempotency key. */
  grantsUnder(key: string): readonly Grant[];
  /** What the points API tells of a payment that it is asked for its books of. */
  shownOf(entry: StoredEntry): Shown;
  /** What comparing a payout has come to. */
  receipt(payoutId: string): StoredReceipt | undefined;
  schedules(): readonly string[];
  /** Schedules that nobody can be blamed for leaving: their firing, or what it started, was lost. */
  lostSchedules(): ReadonlySet<string>;
  execution(name: string): Execution | undefined;
  /** No clock jumps in this run. */
  readonly clocksAgree: boolean;
  /** What the payout's message in the channel shows, and what it was last told to say. */
  message(payoutId: string): {
    readonly shows: string | undefined;
    readonly says: string | undefined;
    /** Nothing older may still arrive, and nothing is owed. */
    readonly isSure: boolean;
  };
  /** Whether the points API never decides about that user. */
  isStuck(userId: string): boolean;
  /** Whether what it accepted under that reference failed for good. */
  hasFailed(reference: string, key: string): boolean;
  /** Whether it refuses that key though it has paid under it. */
  isBurnt(key: string): boolean;
  /** Whether the points API ever refused that user. */
  wasMissing(userId: string): boolean;
  /** Whether nothing could ever be taken back from that user. */
  wasSpent(userId: string): boolean;
  /** The payments of the sheet that was checked; none before. */
  approvedPayments(payoutId: string): readonly Payment[];
  sheetIsChanged(payoutId: string): boolean;
}

/** What the parts of the invariants share. */
export interface InvariantContext {
  readonly plan: Plan;
  readonly timeline: Timeline;
  view(): View;
  /** The first violation counts. */
  violate(invariant: string, detail: string): void;
  /** When a payout was last changed. */
  readonly changedAtMs: Map<string, number>;
  /** Payouts whose sheet had changed before they started. */
  readonly mayPayNobody: Set<string>;
  /** Payouts that a second person approved, and nobody held or declined since. */
  readonly approved: Set<string>;
  /** When the table was last restored from a backup: what was written before may be gone. */
  restoredAtMs(): number;
}

/** What a person or another worker changed must show within two looks. */
function showsWithinMs({ plan }: InvariantContext): number {
  return 2 * plan.settings.pollEveryMs;
}

/** False when the payout has long not been this process's run any more, and it could know. */
export function isOfRun(context: InvariantContext, process: SimProcess, payout: Payout): boolean {
  const isIts =
    "distribution" in payout && payout.distribution.run === process.execution?.firing.run;
  const isPaying = payout.state === "distributing" || payout.state === "completed";
  if (isIts && isPaying) return true;
  const sinceMs = context.changedAtMs.get(payout.payoutId) ?? 0;
  // A process that was asleep, or heard nothing, could not know.
  if (process.troubledAtMs() > sinceMs - 1_000) return true;
  return context.timeline.nowMs() - sinceMs <= showsWithinMs(context);
}

/** Whether what the process knows of the table may have been undone by a restore. */
export function isOvertaken(context: InvariantContext, process: SimProcess): boolean {
  return process.bornAtMs <= context.restoredAtMs();
}

/** Whether a person has had it closed. */
export function isEnded(payout: Payout): boolean {
  return "endedBy" in payout && payout.endedBy !== undefined;
}

export function quietFromMs({ plan }: InvariantContext): number {
  return START_MS + plan.quietAfterMs;
}
