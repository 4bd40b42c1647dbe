import { describe, expect, it } from "vitest";
import { distributePayout } from "../../domain/distribute-payout.ts";
import type { PayingSettings } from "../../domain/distribution/settings.ts";
import { payShard } from "../../domain/pay-payout.ts";
import { type ShardEnd, shardRequestSchema } from "../../domain/pay-requests.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../doubles/memory-engine.ts";
import { checkOf } from "../doubles/memory-objects.ts";
import { createMemorySchedules } from "../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../doubles/memory-stores.ts";
import { type CallFault, createScriptedPointsApi } from "../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "./payout/payouts.ts";

/** Seven payments in three chunks, of which three workers pay one each. */
async function setup(
  options: {
    readonly fault?: (call: number, userId: string) => CallFault | undefined;
    readonly latencyMs?: number;
    readonly settings?: Partial<PayingSettings>;
  } = {},
) {
  const clock = createVirtualClock();
  const payouts = createMemoryPayoutStore();
  const scheduled = payoutIn("scheduled");
  const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
  const payout = { ...scheduled, check: { ...scheduled.check, payments, totalPoints, digest } };
  await payouts.create(payout, createdEvent(payout));
  const scheduler = createMemorySchedules();
  const pointsApi = createScriptedPointsApi({ clock, ...options });
  const settings = {
    ...{ ratePerSecond: 30, ratePerWorker: 10, chunksPerWorker: 1, concurrency: 6 },
    ...options.settings,
  };
  const { deps, slack } = createMemoryDistribution({
    ...{ payouts, clock, scheduler, pointsApi, settings },
  });
  const ran: string[] = [];
  const ends: ShardEnd[] = [];
  const { engine, names } = createMemoryEngine({
    clock,
    async runOne(input, shardEngine) {
      // What AWS carries is JSON.
      const request = shardRequestSchema.parse(JSON.parse(JSON.stringify(input)));
      ran.push(`${shardEngine.executionName} of ${request.plan.shards}`);
      const end = await payShard(deps, request, shardEngine);
      ends.push(end);
      return end;
    },
  });
  const { name: scheduleName, generation } = payout.schedule;
  const { payoutId } = payout;
  const firing = { payoutId, generation, scheduleName, run: 1 };
  return {
    clock,
    deps,
    ends,
    names,
    pointsApi,
    ran,
    slack,
    distribute: () => clock.run(distributePayout(deps, firing, engine)),
    stored: () => payouts.get(payoutId),
    actions: async () => (await payouts.events(payoutId)).map(({ action }) => action),
  };
}

const EVERYONE_ONCE = new Map(SEVEN_PAYMENTS.map(({ userId }) => [userId, 1]));
const API_IS_DOWN = { kind: "not_done", code: "http_503", unavailable: true } as const;

describe("a payout that one worker is too slow for", () => {
  it("is paid by several at once, everyone once, and reported by one", async () => {
    const { distribute, names, pointsApi, ran, slack, stored } = await setup();

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(ran).toEqual(["shards-1-0 of 3", "shards-1-1 of 3", "shards-1-2 of 3"]);
    expect(names.filter((name) => name.startsWith("pay-"))).toEqual([]);
    expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
    expect(await stored()).toMatchObject({
      state: "completed",
      distribution: { shards: 3 },
      report: {
        counts: {
          payments: 7,
          paid: 7,
          rejected: 0,
          unknown: 0,
          accepted: 0,
          withdrawn: 0,
          pending: 0,
        },
      },
    });
    expect(slack.messages.map(({ key }) => key.split(":")[1])).toEqual(["message", "report"]);
  });

  it("keeps to the rate over all of them together", async () => {
    const { distribute, pointsApi } = await setup({
      settings: { ratePerSecond: 3, ratePerWorker: 1 },
    });

    await distribute();

    const at = pointsApi.calls.map(({ atMs }) => atMs);
    const mostInASecond = Math.max(
      ...at.map((from) => at.filter((ms) => ms >= from && ms < from + 1_000).length),
    );
    expect(mostInASecond).toBeLessThanOrEqual(3);
  });

  it("ends for all when one finds the points API down, which is reported once, and goes on", async () => {
    const { distribute, pointsApi, stored, actions, slack } = await setup({
      latencyMs: 1_000,
      // The users of the second chunk meet an API that is gone, for a while.
      fault: (call, userId) =>
        ["user-3", "user-4", "user-5"].includes(userId) && call < 12
          ? { kind: "answer", answer: API_IS_DOWN }
          : undefined,
      settings: { unavailableAfterAnswers: 2, backoffMaxMs: 200 },
    });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
    expect(await actions()).toEqual([
      ...["created", "started", "outage_began", "outage_ended", "completed"],
    ]);
    expect(await stored()).toMatchObject({ state: "completed" });
    expect(slack.messages.filter(({ key }) => key.endsWith(":report"))).toHaveLength(1);
  });

  it("stops for all when one meets what is ours to mend, and tells so", async () => {
    const { distribute, stored, actions, slack, ends } = await setup({
      latencyMs: 1_000,
      fault: (_, userId) =>
        userId === "user-6"
          ? { kind: "answer", answer: { kind: "ours", code: "http_405", detail: "Use PUT." } }
          : undefined,
    });

    expect(await distribute()).toEqual({ kind: "stopped", why: "refused_credentials" });

    expect(await stored()).toMatchObject({
      state: "paused",
      pause: { reason: "points_api_refuses_calls", detail: "http_405: Use PUT." },
    });
    expect(await actions()).toEqual(["created", "started", "paused"]);
    // A worker's end is logged, and the API's words may name a user.
    expect(ends).toContainEqual({ kind: "refused_credentials", code: "http_405" });
    expect(slack.messages).not.toEqual([]);
  });

  it("fails as a whole when one of its executions fails, for the sweeper to find", async () => {
    const { distribute, deps, stored } = await setup();
    const { read } = deps.chunks;
    deps.chunks.read = async (payoutId, chunk) => {
      if (chunk === 2) throw new Error("S3 does not answer.");
      return await read(payoutId, chunk);
    };

    await expect(distribute()).rejects.toThrow("S3 does not answer.");

    expect(await stored()).toMatchObject({ state: "distributing" });
  });
});
