import { describe, expect, it } from "vitest";
import { createPayingWorld } from "./paying-world.ts";

type WorldOptions = Parameters<typeof createPayingWorld>[0];

/** A payout of so many users, one a second, that begins at ten in the morning of Seoul. */
async function setup(latest: string, options: WorldOptions = {}) {
  const world = await createPayingWorld({
    ...options,
    settings: { ratePerSecond: 1, concurrencyAtStart: 1, ...options.settings },
    latest: { localTime: latest, at: new Date(`${latest}+09:00`).toISOString() },
  });
  const everyone = Array.from({ length: options.users ?? 7 }, (_, index) => `user-${index}`);
  return { ...world, everyoneOnce: new Map(everyone.map((user) => [user, 1])) };
}

const IN_FOUR_SECONDS = "2026-11-23T10:00:04";

describe("the latest time of a payout", () => {
  it("ends paying, tells people, and a person goes on with whoever is left", async () => {
    const { pay, resume, stored, pointsApi, clock, slack, everyoneOnce } =
      await setup(IN_FOUR_SECONDS);

    expect((await pay()).end).toEqual({ kind: "stopped", why: "past_latest" });

    const paidInTime = pointsApi.calls.length;
    expect(paidInTime).toBeGreaterThan(0);
    expect(paidInTime).toBeLessThan(7);
    const latestMs = Date.parse(`${IN_FOUR_SECONDS}+09:00`);
    expect(pointsApi.calls.every(({ atMs }) => atMs < latestMs)).toBe(true);
    expect(clock.nowMs()).toBeLessThan(latestMs + 2_000);
    expect(await stored()).toMatchObject({ state: "paused", pause: { reason: "past_latest" } });
    expect(slack.messages.map(({ key }) => key.split(":")[1])).toEqual(["message", "paused"]);

    await resume();
    expect((await pay()).end).toEqual({ kind: "completed" });
    expect(pointsApi.grants).toEqual(everyoneOnce);
  });

  it("ends it for all workers of a payout in shards", async () => {
    const { pay, stored, resume, pointsApi, everyoneOnce } = await setup(IN_FOUR_SECONDS, {
      users: 24,
      settings: { ratePerSecond: 3, ratePerWorker: 1, chunksPerWorker: 1 },
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "past_latest" });
    expect(await stored()).toMatchObject({ state: "paused", pause: { reason: "past_latest" } });

    await resume();
    expect((await pay()).end).toEqual({ kind: "completed" });
    expect(pointsApi.grants).toEqual(everyoneOnce);
  });

  it("leaves what is not paid by then to a person who ends the payout", async () => {
    const { pay, end, outcomes, pointsApi } = await setup(IN_FOUR_SECONDS);
    await pay();
    const paidInTime = pointsApi.calls.length;

    await end();
    expect((await pay()).end).toEqual({ kind: "completed" });

    expect(pointsApi.calls).toHaveLength(paidInTime);
    expect(await outcomes()).toMatchObject({ "user-0": "paid", "user-6": "withdrawn" });
  });

  it("lets what was accepted be decided after it", async () => {
    const { pay, stored } = await setup("2026-11-23T10:00:10", {
      confirm: {
        deadlineMs: 3_600_000,
        says: (_, asked) =>
          asked < 4 ? { kind: "pending", code: "processing" } : { kind: "paid" },
      },
    });

    expect((await pay()).end).toEqual({ kind: "completed" });

    expect(await stored()).toMatchObject({ report: { counts: { paid: 7 } } });
  });

  it("in an outage is heeded when it comes, not when the outage ends", async () => {
    const down = { kind: "not_done", code: "http_503", unavailable: true } as const;
    const { pay, clock, stored } = await setup("2026-11-23T10:10:00", {
      fault: () => ({ kind: "answer", answer: down }),
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "past_latest" });

    expect(clock.nowMs()).toBeLessThan(Date.parse("2026-11-23T10:10:30+09:00"));
    expect(await stored()).toMatchObject({ state: "paused", pause: { reason: "past_latest" } });
  });

  it("in quiet hours is heeded when it comes, not in the morning", async () => {
    const { pay, clock, pointsApi } = await setup("2026-11-23T12:00:00", {
      settings: { quietHours: [{ from: "09:00", to: "20:00", timeZone: "Asia/Seoul" }] },
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "past_latest" });

    expect(pointsApi.calls).toEqual([]);
    expect(clock.nowMs()).toBeLessThan(Date.parse("2026-11-23T12:01:00+09:00"));
  });

  it("is heeded by the first payments as well", async () => {
    const { pay, pointsApi, canary } = await setupCanary("2026-11-23T10:00:01");

    expect((await pay()).end).toEqual({ kind: "stopped", why: "past_latest" });

    expect(pointsApi.calls.length).toBeLessThan(3);
    expect(await canary()).toEqual({ payments: 3 });
  });
});

async function setupCanary(latest: string) {
  const world = await setup(latest, { users: 24, policy: { canary: {} } });
  const canary = async () => {
    const payout = await world.stored();
    return "distribution" in payout ? payout.distribution.canary : undefined;
  };
  return { ...world, canary };
}
