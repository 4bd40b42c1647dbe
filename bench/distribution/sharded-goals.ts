import type { PaidInShards, ShardedResult } from "./sharded-bench.ts";

/** How far a payment's time at one size may be from that at the largest. */
const CONSTANT_WITHIN = 0.1;
const MOST_WORKER_MB = 512;
/** As one worker by itself: how far above the rate a second may be, and the time above the limit. */
const MAX_ABOVE_RATE = 1.02;
const MAX_ABOVE_LIMIT = 1.03;

/** A case that was paid. */
interface Paid extends Omit<ShardedResult, "outcome"> {
  readonly outcome: PaidInShards;
}

/**
 * What we set out for, and whether it was met; a line a goal. `sizes` are paid as fast as the
 * machine can, the smallest first, and `held` at a rate that it can hold.
 */
export function goalsOf(
  sizes: readonly ShardedResult[],
  held: readonly ShardedResult[],
): readonly string[] {
  const all = [...sizes, ...held];
  const once = all.filter(({ outcome }) => outcome.ok && outcome.complete).length;
  return [
    `- every payment once, by the API's books and the ledger: ${once} of ${all.length} rows (${verdict(once === all.length)})`,
    ...timesOf(paidOf(sizes)),
    ...memoryOf(paidOf(all)),
    ...paidOf(held).flatMap(ratesOf),
  ];
}

/** What each size takes a payment beside the largest, and what a payment more takes. */
function timesOf(sizes: readonly Paid[]): string[] {
  const largest = sizes.at(-1);
  if (largest === undefined) return [];
  return sizes.slice(0, -1).flatMap((one, index) => {
    const next = sizes[index + 1] ?? largest;
    const paying = perPayment(one, payingMs) / perPayment(largest, payingMs);
    const cpu = perPayment(one, cpuMs) / perPayment(largest, cpuMs);
    const isMet = [paying, cpu].every((ratio) => Math.abs(ratio - 1) <= CONSTANT_WITHIN);
    const more = next.payments - one.payments;
    const further = ((cpuMs(next) - cpuMs(one)) / more) * 1_000;
    return [
      `- time of a payment, ${show(one.payments)} beside ${show(largest.payments)}: paying ` +
        `${paying.toFixed(2)}, CPU ${cpu.toFixed(2)} (goal 1 ± ${CONSTANT_WITHIN}: ${verdict(isMet)}); ` +
        `from ${show(one.payments)} to ${show(next.payments)} each further one took ${further.toFixed(0)} µs of CPU`,
    ];
  });
}

function memoryOf(all: readonly Paid[]): string[] {
  if (all.length === 0) return [];
  const most = (of: (paid: PaidInShards) => number) =>
    Math.max(...all.map((one) => of(one.outcome)));
  const workerMb = most(({ workerPeakMb }) => workerPeakMb.max);
  const parentMb = most(({ parentPeakMb }) => parentPeakMb.max);
  const isMet = Math.max(workerMb, parentMb) <= MOST_WORKER_MB;
  return [
    `- memory: the largest worker that pays ${workerMb.toFixed(0)} MB, that splits and reports ` +
      `${parentMb.toFixed(0)} MB (goal ${MOST_WORKER_MB} MB: ${verdict(isMet)})`,
  ];
}

function ratesOf(one: Paid): string[] {
  const { ratePerSecond, isOneKilled, outcome } = one;
  const above = outcome.busiestSecond.max / ratePerSecond;
  const who = `${show(ratePerSecond)}/s over ${outcome.shards} workers`;
  const isKept = verdict(above <= MAX_ABOVE_RATE);
  const busiest = `the busiest second had ${above.toFixed(3)} of the rate (goal ${MAX_ABOVE_RATE}: ${isKept})`;
  const toLimit = outcome.payingMs.median / limitMsOf(one);
  const time = `${toLimit.toFixed(3)} of the limit's time`;
  // A worker that is killed is waited for, as long as its lease lasts.
  if (isOneKilled) return [`- ${who}, one killed: ${busiest}; ${time}`];
  const isReached = verdict(toLimit <= MAX_ABOVE_LIMIT);
  return [`- ${who}: ${busiest}; ${time} (goal ${MAX_ABOVE_LIMIT}: ${isReached})`];
}

/** How long it takes at best: payments by rate. */
export function limitMsOf({ payments, ratePerSecond }: ShardedResult | Paid): number {
  return (payments / ratePerSecond) * 1_000;
}

function paidOf(results: readonly ShardedResult[]): Paid[] {
  return results.flatMap(({ outcome, ...one }) => (outcome.ok ? [{ ...one, outcome }] : []));
}

const payingMs = ({ outcome }: Paid) => outcome.payingMs.median;
const cpuMs = ({ outcome }: Paid) => outcome.cpuMs.median;

function perPayment(one: Paid, of: (one: Paid) => number): number {
  return of(one) / one.payments;
}

function verdict(isMet: boolean): "met" | "MISSED" {
  return isMet ? "met" : "MISSED";
}

function show(count: number): string {
  return count.toLocaleString("en-US");
}
