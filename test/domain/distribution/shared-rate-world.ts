import { type PayRoundDeps, payRound } from "../../../domain/distribution/pay-round.ts";
import type { CallPermit, PointsApi } from "../../../domain/distribution/points-api.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { KEPT_FOR_EVER } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const LATENCY_MS = 20;

/** Workers of several payouts that ask one points API, which counts when it is asked. */
export async function createSharedRateWorld(
  settings: Partial<PayingSettings>,
  onCall: (permit: CallPermit, call: number) => void = () => undefined,
) {
  const clock = createVirtualClock();
  const beganMs = clock.nowMs();
  const payouts = createMemoryPayoutStore();
  /** When it was asked, in milliseconds from the beginning. */
  const asked: number[] = [];
  const askedBy = new Map<string, number[]>();
  const pointsApi: PointsApi = {
    keys: KEPT_FOR_EVER,
    async pay({ userId }, _, permit) {
      permit.assertMaySend();
      const atMs = clock.nowMs() - beganMs;
      asked.push(atMs);
      askedBy.set(userId, [...(askedBy.get(userId) ?? []), atMs]);
      await clock.sleep(LATENCY_MS);
      onCall(permit, asked.length);
      return { kind: "paid" };
    },
  };
  const { deps } = createMemoryDistribution({
    ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() },
    settings: { ratePerSecond: 20, concurrency: 100, ...settings },
  });
  let workers = 0;

  /** One round of one worker, for payments of which each is its own chunk's; users are named by the payout. */
  async function pay(
    payoutId: string,
    work: {
      readonly payments: number;
      readonly afterMs?: number;
      readonly shards?: number;
      readonly shard?: number;
    },
    more: Partial<PayRoundDeps> = {},
  ) {
    const { payments, afterMs = 0, shards = 1, shard = 0 } = work;
    await clock.sleep(afterMs);
    const distributing = { ...payoutIn("distributing"), payoutId };
    if ((await payouts.get(payoutId)) === undefined) {
      await payouts.create(distributing, createdEvent(distributing));
    }
    const rows = Array.from({ length: payments }, (_, index) => index + 2 + shard * payments);
    const chunk = rows.map((row) => ({ row, userId: payoutId, points: 100 }));
    await deps.chunks.write(payoutId, shard, chunk);
    workers += 1;
    return await payRound(
      { ...deps, ...more },
      {
        ...{ payoutId, run: distributing.distribution.run, shard, owner: `worker-${workers}` },
        plan: { chunkSize: payments, chunkCount: shards, shards },
        yieldAtMs: clock.nowMs() + 600_000,
      },
    );
  }

  return { clock, beganMs, deps, asked, askedBy, pay };
}

/** In whatever second. */
export function mostInASecond(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((ms) => ms >= from && ms < from + 1_000).length),
  );
}

export function countBetween(times: readonly number[], fromMs: number, untilMs: number): number {
  return times.filter((ms) => ms >= fromMs && ms < untilMs).length;
}
