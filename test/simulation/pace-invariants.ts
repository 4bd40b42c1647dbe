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
  readonly payoutId: string;
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
  let calls: readonly Call[] = [];
  const notBefore = new Map<string, number>();
  const windowMs = Math.max(SECOND_MS, (FEWEST_CALLS / ratePerSecond) * SECOND_MS);
  const allowed = (ratePerSecond * (windowMs + CATCH_UP_MS)) / SECOND_MS;
  // Where credentials come late, or a gathered call waits for a claim, calls whose turn is long over
  // leave together.
  const { credentialsExpire, freeze, callIsSlow } = plan.rates;
  const isGathered = plan.bulkMost !== undefined && freeze + callIsSlow > 0;
  const mayWait = credentialsExpire > 0 || isGathered;
  const held = mayWait ? concurrency : 0;

  /** All payouts ask one points API, and share its rate. */
  function checkRate(): void {
    const recent = calls.filter(({ atMs }) => atMs > timeline.nowMs() - windowMs);
    // Each worker begins with a call of its own, whenever the one before it had its last.
    const workers = new Set(recent.map(({ process }) => process)).size;
    if (recent.length <= allowed + workers + held) return;
    violate(
      "calls come no faster than the rate",
      `${recent.length} in ${windowMs} ms by ${workers}, at ${ratePerSecond} a second`,
    );
  }

  function checkConcurrency(payoutId: string): void {
    const inFlight = calls.filter(
      (call) =>
        call.payoutId === payoutId && call.process.isAlive() && call.untilMs > timeline.nowMs(),
    );
    const payments = inFlight.reduce((sum, call) => sum + call.payments, 0);
    if (payments <= concurrency) return;
    violate("no more in flight than concurrency", `${payoutId}: ${payments}, not ${concurrency}`);
  }

  return {
    paceOf(process, keys, answersAfterMs) {
      // A clock that jumps ahead lets workers overlap, and ends waits early.
      if (plan.rates.clockJump > 0) return;
      const nowMs = timeline.nowMs();
      const early = keys.find((one) => (notBefore.get(`${process.name} ${one}`) ?? 0) > nowMs);
      if (early !== undefined) violate("Retry-After is heeded", `${early} is asked for too early`);
      const payoutId = process.execution?.firing.payoutId ?? "nobody";
      const untilMs = nowMs + Math.round(answersAfterMs);
      const ongoing = calls.filter((call) => call.atMs > nowMs - windowMs || call.untilMs > nowMs);
      calls = [...ongoing, { process, payoutId, payments: keys.length, atMs: nowMs, untilMs }];
      checkRate();
      checkConcurrency(payoutId);
    },
    isToWait(process, key, retryAfterMs) {
      notBefore.set(`${process.name} ${key}`, timeline.nowMs() + retryAfterMs);
    },
  };
}
