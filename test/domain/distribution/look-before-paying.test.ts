import { describe, expect, it } from "vitest";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import type { FloatAnswer } from "../../../domain/distribution/points-api.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import type { AccountStatus } from "../../../domain/payout/directory.ts";
import { type Payout, payoutSchema } from "../../../domain/payout/payout.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const DOWN: FloatAnswer = { kind: "not_done", code: "connection_failed", unavailable: true };
const REFUSED: FloatAnswer = { kind: "ours", code: "http_401" };
const told = (points: number): FloatAnswer => ({ kind: "told", points });

interface Given {
  readonly float?: (asked: number) => FloatAnswer;
  readonly others?: readonly Payout[];
  readonly dryRun?: true;
  readonly settings?: Partial<PayingSettings>;
  /** What the sign-in provider says of everybody, the how manieth time it is asked. */
  readonly provider?: (asked: number) => AccountStatus;
}

/** A payout of 2,800 points whose time has come. */
async function setup({ others = [], dryRun, settings, provider, ...says }: Given) {
  const example = payoutIn("scheduled");
  const clock = createVirtualClock(Date.parse(example.schedule.at));
  const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
  const payout = payoutSchema.parse({
    ...example,
    dryRun,
    check: { ...example.check, payments, totalPoints, digest },
  });
  const payouts = createMemoryPayoutStore();
  for (const one of [payout, ...others]) await payouts.create(one, createdEvent(one));
  const scheduler = createMemorySchedules();
  const { payoutId } = payout;
  const { name: scheduleName, generation, at } = example.schedule;
  const firing = { payoutId, generation, scheduleName, run: 1 };
  await scheduler.create(firing, at);
  const pointsApi = createScriptedPointsApi({ clock, ...says });
  let asked = 0;
  const directory = provider && {
    async statusOf() {
      asked += 1;
      return provider(asked);
    },
  };
  const world = createMemoryDistribution({
    ...{ payouts, clock, scheduler, pointsApi, directory },
    ...(settings && { settings }),
  });
  const { engine, names } = createMemoryEngine({ clock, executionName: "execution-1" });
  const end = await clock.run(distributePayout(world.deps, firing, engine));
  const stored = await payouts.get(payoutId);
  const sentBack = stored?.state === "ready" ? stored.sentBack : undefined;
  const texts = world.slack.messages.map(({ message }) => message.text);
  const started = (await payouts.events(payoutId)).find(({ action }) => action === "started");
  return { end, sentBack, names, pointsApi, texts, scheduler, clock, at, asked, started };
}

const other = (changes: object): Payout => {
  const example = payoutIn("scheduled");
  return payoutSchema.parse({
    ...example,
    payoutId: "other",
    check: { ...example.check, totalPoints: 500 },
    ...changes,
  });
};

describe("a payout whose time has come", () => {
  it("is paid where the float is just enough", async () => {
    const { end, pointsApi } = await setup({ float: () => told(2_800) });
    expect(end).toEqual({ kind: "completed" });
    expect(pointsApi.grants.size).toBe(7);
  });

  it("goes back before anybody is paid where the float is short, and the channel is told", async () => {
    const { end, sentBack, pointsApi, texts, scheduler } = await setup({
      float: () => told(2_799),
    });
    expect(end).toMatchObject({ kind: "sent_back" });
    expect(sentBack?.reasons).toEqual([{ code: "float_short", amount: 2_800, limit: 2_799 }]);
    expect(pointsApi.calls).toEqual([]);
    expect(scheduler.existing.size).toBe(0);
    expect(texts[1]).toContain("The points system has 2,799 points left");
    expect(texts[1]).toContain("Top it up, then schedule again");
  });

  it("leaves the float to what was scheduled before it, and to nobody who comes after", async () => {
    const { schedule } = payoutIn("scheduled");
    const before = other({ schedule: { ...schedule, at: "2026-11-23T02:59:00.000Z" } });
    const after = other({ schedule: { ...schedule, at: "2027-01-01T00:00:00.000Z" } });
    const float = () => told(3_299);
    expect((await setup({ float, others: [before] })).sentBack?.reasons).toEqual([
      { code: "float_short", amount: 2_800, limit: 2_799 },
    ]);
    expect((await setup({ float, others: [after] })).end.kind).toBe("completed");
    const dryRun = other({ ...before, dryRun: true });
    expect((await setup({ float, others: [dryRun] })).end.kind).toBe("completed");
    const elsewhere = other({ ...before, pointsApi: "coupons" });
    expect((await setup({ float, others: [elsewhere] })).end.kind).toBe("completed");
  });

  it("goes back at once where our credentials are refused", async () => {
    const { sentBack, pointsApi, texts } = await setup({ float: () => REFUSED });
    expect(sentBack?.reasons).toEqual([{ code: "credentials_refused" }]);
    expect(pointsApi.calls).toEqual([]);
    expect(texts[1]).toContain("does not take our credentials");
  });

  it("goes back where the points API gives no answer for a minute", async () => {
    const { sentBack, pointsApi, clock, at, names } = await setup({ float: () => DOWN });
    expect(sentBack?.reasons).toEqual([{ code: "points_api_unavailable" }]);
    expect(pointsApi.lookedUp.get("float")).toBe(5);
    expect(clock.nowMs() - Date.parse(at)).toBeGreaterThanOrEqual(60_000);
    expect(names).toEqual(expect.arrayContaining(["claim", "claim-2", "claim-5"]));
  });

  it("is paid where it answers meanwhile", async () => {
    const { end, pointsApi } = await setup({
      float: (asked) => (asked < 4 ? DOWN : told(10_000)),
    });
    expect(end).toEqual({ kind: "completed" });
    expect(pointsApi.grants.size).toBe(7);
  });

  it.each<[string, FloatAnswer]>([
    ["tells no number", { kind: "in_doubt", code: "unreadable_answer", unavailable: false }],
    ["does not let us see the float", { kind: "forbidden", code: "http_403" }],
    ["is busy", { kind: "not_done", code: "http_429", unavailable: false }],
    ["has no such address", { kind: "rejected", code: "http_404" }],
  ])("is paid where the points API %s: that proves nothing", async (_, answer) => {
    expect((await setup({ float: () => answer })).end).toEqual({ kind: "completed" });
  });

  it("asks nothing for a dry run, nor while the points API is maintained", async () => {
    const dry = await setup({ float: () => REFUSED, dryRun: true });
    expect(dry.end).toEqual({ kind: "completed" });
    const maintenance = [{ from: "00:00", to: "23:59", timeZone: "Asia/Seoul" }];
    const closed = await setup({ float: () => told(0), settings: { maintenance } });
    expect(closed.pointsApi.lookedUp.get("float")).toBeUndefined();
    expect(closed.sentBack).toBeUndefined();
  });
});

describe("a payout whose time has come, and whose people may have left", () => {
  const SILENT: AccountStatus = { kind: "no_answer", code: "TimeoutError" };

  it("goes back before anybody is paid or asked once its owner left, and the channel is told", async () => {
    const { end, sentBack, pointsApi, texts, scheduler } = await setup({
      float: () => told(10_000),
      provider: () => ({ kind: "left" }),
    });
    expect(end).toMatchObject({ kind: "sent_back" });
    expect(sentBack?.reasons).toEqual([{ code: "owner_left", person: "Marketer" }]);
    expect(pointsApi.calls).toEqual([]);
    expect(pointsApi.lookedUp.size).toBe(0);
    expect(scheduler.existing.size).toBe(0);
    expect(texts[1]).toContain("The account of its owner, Marketer, can’t be used any more");
  });

  it("is paid once the provider answers that they are there", async () => {
    const { end, asked, names, started } = await setup({
      provider: (time) => (time < 3 ? SILENT : { kind: "active" }),
    });
    expect(end).toEqual({ kind: "completed" });
    expect(asked).toBe(3);
    expect(names).toEqual(expect.arrayContaining(["claim", "claim-2", "claim-3"]));
    expect(started?.why).toBeUndefined();
  });

  it("is paid after a minute of silence, and its trail says so", async () => {
    const { end, asked, pointsApi, started } = await setup({ provider: () => SILENT });
    expect(end).toEqual({ kind: "completed" });
    expect(pointsApi.grants.size).toBe(7);
    expect(asked).toBe(5);
    expect(started?.why).toBe(
      "The sign-in provider did not say whether those who stand for it are still there: TimeoutError.",
    );
  });
});
