import { describe, expect, it } from "vitest";
import { createCallLimiter } from "../../../domain/distribution/call-limiter.ts";
import { payRound } from "../../../domain/distribution/pay-round.ts";
import type { Answer, PointsApi } from "../../../domain/distribution/points-api.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { KEPT_FOR_EVER } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock, type VirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const CHUNK_SIZE = 500;

/** Pays so many payments by an API that answers as `answer` says; how long it took and what was asked. */
async function payBy(
  answer: (clock: VirtualClock, inFlight: number, payment: Payment) => Promise<Answer>,
  {
    payments,
    forMs = 900_000,
    latencyMs,
    ...settings
  }: Partial<PayingSettings> & {
    readonly payments: number;
    readonly forMs?: number;
    /** As the first payments told it. */
    readonly latencyMs?: number;
  },
) {
  const clock = createVirtualClock();
  const asked = { calls: 0, inFlight: 0, most: 0, busy: 0, at: [] as number[] };
  const pointsApi: PointsApi = {
    keys: KEPT_FOR_EVER,
    async pay(payment) {
      asked.calls += 1;
      asked.at.push(clock.nowMs());
      asked.inFlight += 1;
      asked.most = Math.max(asked.most, asked.inFlight);
      const answered = await answer(clock, asked.inFlight, payment);
      asked.inFlight -= 1;
      if (answered.kind === "not_done") asked.busy += 1;
      return answered;
    },
  };
  const payouts = createMemoryPayoutStore();
  const payout = payoutIn("distributing");
  await payouts.create(payout, createdEvent(payout));
  const { payoutId, distribution } = payout;
  const { deps } = createMemoryDistribution({
    ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() },
    settings: { concurrency: 500, concurrencyAtStart: 16, ...settings },
  });
  const plan = { chunkSize: CHUNK_SIZE, chunkCount: Math.ceil(payments / CHUNK_SIZE), shards: 1 };
  for (let chunk = 0; chunk < plan.chunkCount; chunk += 1) {
    const left = Math.min(CHUNK_SIZE, payments - chunk * CHUNK_SIZE);
    const rows = Array.from({ length: left }, (_, index) => chunk * CHUNK_SIZE + index + 2);
    const chunkOf = rows.map((row) => ({ row, userId: `user-${row}`, points: 100 }));
    await deps.chunks.write(payoutId, chunk, chunkOf);
  }
  const beganMs = clock.nowMs();
  const { run } = distribution;
  const yieldAtMs = beganMs + forMs;
  const end = await clock.run(
    payRound(deps, { payoutId, run, plan, shard: 0, owner: "me", yieldAtMs, latencyMs }),
  );
  return {
    end,
    asked,
    lastMs: clock.nowMs(),
    seconds: ((asked.at.at(-1) ?? beganMs) - beganMs) / 1_000,
  };
}

/** An API that answers as fast to many as to one. */
const answersAfter = (ms: number) => async (clock: VirtualClock) => {
  await clock.sleep(ms);
  return PAID;
};
const PAID = { kind: "paid" } as const;

describe("how many payments are worked on at once", () => {
  it.each([
    { ratePerSecond: 50, latencyMs: 5 },
    { ratePerSecond: 50, latencyMs: 500 },
    { ratePerSecond: 400, latencyMs: 50 },
    { ratePerSecond: 400, latencyMs: 500 },
    { ratePerSecond: 800, latencyMs: 100 },
  ])("is found so that $ratePerSecond a second are paid at $latencyMs ms", async (load) => {
    const { ratePerSecond, latencyMs } = load;
    const payments = ratePerSecond * 8;

    const { end, asked, seconds } = await payBy(answersAfter(latencyMs), {
      payments,
      ratePerSecond,
    });

    expect(end).toEqual({ kind: "done", settled: payments });
    // The first ones tell how long an answer takes.
    expect(seconds).toBeLessThan(8 + latencyMs / 1_000 + 0.1);
    const needed = (ratePerSecond * latencyMs) / 1_000;
    expect(asked.most).toBeLessThanOrEqual(Math.max(16, needed * 1.2));
  });

  it("is right from the first call when the first payments told how long an answer takes", async () => {
    const load = { payments: 3_200, ratePerSecond: 400, latencyMs: 500 };

    const { end, asked, seconds } = await payBy(answersAfter(500), load);

    expect(end.kind).toBe("done");
    expect(seconds).toBeLessThan(8.01);
    expect(asked.most).toBe(200);
  });

  it("becomes no more when the API does not answer any more", async () => {
    let answered = 0;
    const falls = async (clock: VirtualClock) => {
      answered += 1;
      await clock.sleep(answered > 2_000 ? 600_000 : 50);
      return PAID;
    };

    const { asked } = await payBy(falls, { payments: 8_000, ratePerSecond: 400, forMs: 20_000 });

    // 20 are needed for 50 ms of answering, at 400 a second, and as many get ready.
    expect(asked.calls - 2_000).toBeLessThanOrEqual(50);
  });

  it("becomes as little as an API can do that only gets slower with more calls", async () => {
    // Ten at a time take 50 ms each; whoever comes on top of them queues.
    const mosts: number[] = [];
    const queues = async (clock: VirtualClock, inFlight: number) => {
      mosts.push(inFlight);
      await clock.sleep(50 * Math.max(1, inFlight / 10));
      return PAID;
    };
    const load = { payments: 4_000, ratePerSecond: 2_000, concurrencyAtStart: 8 };

    const { end } = await payBy(queues, load);

    expect(end.kind).toBe("done");
    // What the rate would need at the latency of the first answers, and then ever less.
    expect(Math.max(...mosts)).toBeLessThanOrEqual(200);
    expect(Math.max(...mosts.slice(-2_000))).toBeLessThan(80);
  });

  it("is never more than allowed", async () => {
    const load = { payments: 1_000, ratePerSecond: 400, concurrency: 7 };

    const { end, asked } = await payBy(answersAfter(200), load);

    expect(end.kind).toBe("done");
    expect(asked.most).toBe(7);
  });
});

describe("an API that takes less than the rate that was set", () => {
  it("is asked more slowly, not refused over and over", async () => {
    // Takes 100 a second, in any window of a tenth of it.
    let window = { startsMs: 0, taken: 0 };
    const takes100 = async (clock: VirtualClock): Promise<Answer> => {
      await clock.sleep(20);
      if (clock.nowMs() >= window.startsMs + 100) window = { startsMs: clock.nowMs(), taken: 0 };
      window.taken += 1;
      if (window.taken <= 10) return PAID;
      return { kind: "not_done", code: "http_429", unavailable: false };
    };
    const load = { payments: 6_000, ratePerSecond: 200 };

    const { end, asked, seconds } = await payBy(takes100, load);

    expect(end).toMatchObject({ kind: "done", settled: 6_000 });
    expect(asked.busy / asked.calls).toBeLessThan(0.15);
    expect(seconds).toBeLessThan(75);
  });
});

describe("an API that asks to be asked again later", () => {
  /** Says so of one user, for good, and pays all others. */
  const refusing =
    (retryAfterMs: number) =>
    async (_clock: VirtualClock, _inFlight: number, { row }: Payment): Promise<Answer> =>
      row === 2 ? { kind: "not_done", code: "http_409", unavailable: false, retryAfterMs } : PAID;

  it("is not asked at once, though it says so: we back off as if it said nothing", async () => {
    const load = { payments: 20, ratePerSecond: 10, forMs: 30_000 };

    const { asked } = await payBy(refusing(0), load);

    // 19 others, and 200 ms, doubling, into 30 s.
    expect(asked.calls).toBeGreaterThan(19 + 5);
    expect(asked.calls).toBeLessThan(19 + 10);
  });

  it("of one user keeps the others back for seconds only, and that user for an hour at most", async () => {
    const load = { payments: 20, ratePerSecond: 10, forMs: 30_000 };

    const { asked, end } = await payBy(refusing(3_600_000_000), load);

    expect(asked.calls).toBe(20);
    expect((asked.at.at(-1) ?? 0) - (asked.at[0] ?? 0)).toBeLessThan(8_000);
    expect(end).toMatchObject({ kind: "waiting", settled: 19 });
    expect("waitMs" in end && end.waitMs).toBeGreaterThan(3_590_000);
  });

  it("is an outage when all are told so, with the time that it names", async () => {
    const load = { payments: 500, ratePerSecond: 10, forMs: 600_000 };
    const answer: Answer = {
      kind: "not_done",
      code: "http_429",
      unavailable: false,
      retryAfterMs: 7_200_000,
    };

    const { asked, end, lastMs } = await payBy(async () => answer, load);

    expect(end).toEqual({
      kind: "unavailable",
      code: "http_429",
      settled: 0,
      until: expect.any(String),
    });
    expect(lastMs - (asked.at[0] ?? 0)).toBeLessThan(90_000);
    expect(asked.calls).toBeLessThan(40);
  });

  it.each([0, 1_500, Number.NaN, -1, 3_600_000_000])(
    "is called no faster than the rate after it said %d ms",
    async (retryAfterMs) => {
      const clock = createVirtualClock();
      const limiter = createCallLimiter({ ...LIMITS, ...paceOf(10), clock });
      const leftAtMs: number[] = [];
      const callInTurn = async (): Promise<void> => {
        while (leftAtMs.length < 10) {
          await limiter.take(await limiter.reserve());
          leftAtMs.push(clock.nowMs());
          limiter.closeFor(retryAfterMs);
        }
      };

      await clock.run(callInTurn());

      const gapsMs = leftAtMs.slice(1).map((ms, index) => ms - (leftAtMs[index] ?? 0));
      expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(100);
    },
  );
});

/** For one payment a call, of which the rate alone is of interest. */
const LIMITS = {
  concurrency: 16,
  concurrencyAtStart: 16,
  paymentsPerCall: 1,
  burst: 1,
  signal: new AbortController().signal,
};
const paceOf = (perSecond: number) => ({
  ratePerSecond: () => perSecond,
  limitPerSecond: perSecond,
});

/** Workers that prepare each call for so long, then make it for 20 ms. */
async function paceCalls(options: {
  readonly ratePerSecond: number;
  readonly workers: number;
  readonly preparingMs: number;
  readonly calls: number;
  /** The program stands still for so long every two seconds: nothing wakes meanwhile. */
  readonly stillMs?: number;
}) {
  const clock = createVirtualClock();
  const { stillMs = 0 } = options;
  const waking = {
    nowMs: clock.nowMs,
    sleep(ms: number, signal?: AbortSignal) {
      const wakesMs = clock.nowMs() + Math.max(0, ms);
      const stillForMs = Math.max(0, stillMs - (wakesMs % 2_000));
      return clock.sleep(ms + stillForMs, signal);
    },
  };
  const limiter = createCallLimiter({
    ...LIMITS,
    ...paceOf(options.ratePerSecond),
    clock: waking,
  });
  const leftAtMs: number[] = [];
  let preparing = 0;
  let mostPreparing = 0;
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < options.calls) {
      begun += 1;
      const slotMs = await limiter.reserve();
      preparing += 1;
      mostPreparing = Math.max(mostPreparing, preparing);
      await clock.sleep(options.preparingMs);
      await limiter.take(slotMs);
      preparing -= 1;
      leftAtMs.push(clock.nowMs());
      await clock.sleep(20);
    }
  };
  const beganMs = clock.nowMs();
  await clock.run(Promise.all(Array.from({ length: options.workers }, worker)));
  const mostInASecond = Math.max(
    ...leftAtMs.map((atMs) => leftAtMs.filter((ms) => ms >= atMs && ms < atMs + 1_000).length),
  );
  return { mostPreparing, mostInASecond, seconds: (clock.nowMs() - beganMs) / 1_000 };
}

describe("pacing calls", () => {
  it("prepares no more calls than are about to leave", async () => {
    const load = { ratePerSecond: 50, workers: 16, preparingMs: 10, calls: 500 };
    const { mostPreparing, mostInASecond, seconds } = await paceCalls(load);

    // 50 ms ahead at 50 a second.
    expect(mostPreparing).toBeLessThanOrEqual(4);
    expect(mostInASecond).toBeLessThanOrEqual(51);
    expect(seconds).toBeLessThan(10.1);
  });

  it("reaches the rate although preparing takes longer than thought", async () => {
    const load = { ratePerSecond: 50, workers: 16, preparingMs: 200, calls: 1_000 };
    const { mostInASecond, seconds } = await paceCalls(load);

    expect(mostInASecond).toBeLessThanOrEqual(51);
    expect(seconds).toBeLessThan(20 * 1.05);
  });

  it.each([20, 40, 200])("has no busier second after it stood still for %d ms", async (stillMs) => {
    const load = { ratePerSecond: 400, workers: 64, preparingMs: 10, calls: 4_000 };
    const { mostInASecond, seconds } = await paceCalls({ ...load, stillMs });

    expect(mostInASecond).toBeLessThanOrEqual(404);
    // No more is lost than it stood still, five times.
    expect(seconds).toBeLessThan(10.1 + (5 * stillMs) / 1_000);
  });

  it("lets nobody wait who is called off", async () => {
    const calledOff = new AbortController();
    const { signal } = calledOff;
    const clock = createVirtualClock();
    const limiter = createCallLimiter({ ...LIMITS, ...paceOf(1), clock, signal });
    await limiter.reserve();
    const waiting = [limiter.reserve(), limiter.take()];

    calledOff.abort(new Error("called off"));

    for (const waits of [...waiting, limiter.reserve()]) {
      await expect(waits).rejects.toThrow("called off");
    }
  });

  it("lets nothing leave while the API asks for a pause, not even what had its slot", async () => {
    const clock = createVirtualClock();
    const limiter = createCallLimiter({ ...LIMITS, ...paceOf(10), clock });
    const beganMs = clock.nowMs();
    const leftAfterMs: number[] = [];
    const call = async (): Promise<void> => {
      await limiter.take(await limiter.reserve());
      leftAfterMs.push(clock.nowMs() - beganMs);
    };
    // One is prepared when the pause is asked for, one waits for its slot, and one comes later.
    const ask = async (): Promise<void> => {
      await clock.sleep(70);
      limiter.closeFor(1_000);
      await call();
    };

    await clock.run(Promise.all([call(), call(), call(), ask()]));

    expect(leftAfterMs).toEqual([0, 1_070, 1_170, 1_270]);
  });
});
