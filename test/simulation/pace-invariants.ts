import { paymentOfKey } from "./expected-transitions.ts";
import type { InvariantContext } from "./invariant-context.ts";
import type { SimProcess } from "./sim-process.ts";

/** How the points API must see calls come: how many a second, how many at once, how soon again. */
export interface PaceInvariants {
  /** A call for these keys leaves, and is answered, or given up, by then. */
  paceOf(process: SimProcess, keys: readonly string[], answersAfterMs: number): void;
  /** It was asked to wait so long before it asks for that payment again. */
  isToWait(process: SimProcess, key: string, retryAfterMs: number): void;
}

interface Call {
  readonly process: SimProcess;
  readonly payments: number;
  readonly atMs: number;
  readonly untilMs: number;
}

const SECOND_MS = 1_000;
/** Late wake-ups may be made up for by so much, twice; see domain/distribution/call-limiter.ts. */
const CATCH_UP_MS = 10;
/** A slower rate is measured over as many of its calls. */
const FEWEST_CALLS = 3;

export function createPaceInvariants(context: InvariantContext): PaceInvariants {
  const { plan, timeline, violate } = context;
  const { ratePerSecond, concurrency } = plan.settings;
  const callsOf = new Map<string, Call[]>();
  const notBefore = new Map<string, number>();
  const windowMs = Math.max(SECOND_MS, (FEWEST_CALLS / ratePerSecond) * SECOND_MS);
  const allowed = (ratePerSecond * (windowMs + CATCH_UP_MS)) / SECOND_MS;
  // Where credentials come late, or a gathered call waits for a claim, calls whose turn is long over
  // leave together.
  const { credentialsExpire, freeze, callIsSlow } = plan.rates;
  const isGathered = plan.bulkMost !== undefined && freeze + callIsSlow > 0;
  const mayWait = credentialsExpire > 0 || isGathered;
  const held = mayWait ? concurrency : 0;

  /** Place for one rate over all payouts: then all of them count as one. */
  const sharesRateWith = (payoutId: string): string => payoutId;

  function checkRate(payoutId: string, calls: readonly Call[]): void {
    const recent = calls.filter(({ atMs }) => atMs > timeline.nowMs() - windowMs);
    // Each worker begins with a call of its own, whenever the one before it had its last.
    const workers = new Set(recent.map(({ process }) => process)).size;
    if (recent.length <= allowed + workers + held) return;
    violate(
      "calls come no faster than the rate",
      `${payoutId}: ${recent.length} in ${windowMs} ms by ${workers}, at ${ratePerSecond} a second`,
    );
  }

  function checkConcurrency(payoutId: string, calls: readonly Call[]): void {
    const inFlight = calls.filter(
      ({ process, untilMs }) => process.isAlive() && untilMs > timeline.nowMs(),
    );
    const payments = inFlight.reduce((sum, call) => sum + call.payments, 0);
    if (payments <= concurrency) return;
    violate("no more in flight than concurrency", `${payoutId}: ${payments}, not ${concurrency}`);
  }

  return {
    paceOf(process, keys, answersAfterMs) {
      const [key] = keys;
      // A clock that jumps ahead lets workers overlap, and ends waits early.
      if (key === undefined || plan.rates.clockJump > 0) return;
      const nowMs = timeline.nowMs();
      const early = keys.find((one) => (notBefore.get(`${process.name} ${one}`) ?? 0) > nowMs);
      if (early !== undefined) violate("Retry-After is heeded", `${early} is asked for too early`);
      const name = sharesRateWith(paymentOfKey(key).payoutId);
      const untilMs = nowMs + Math.round(answersAfterMs);
      const calls = (callsOf.get(name) ?? []).filter(
        (call) => call.atMs > nowMs - windowMs || call.untilMs > nowMs,
      );
      calls.push({ process, payments: keys.length, atMs: nowMs, untilMs });
      callsOf.set(name, calls);
      checkRate(name, calls);
      checkConcurrency(name, calls);
    },
    isToWait(process, key, retryAfterMs) {
      notBefore.set(`${process.name} ${key}`, timeline.nowMs() + retryAfterMs);
    },
  };
}
