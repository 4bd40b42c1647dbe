import { describe, expect, it } from "vitest";
import type { ConfirmationAnswer } from "../../../domain/distribution/points-api.ts";
import { createPayingWorld } from "./paying-world.ts";

const DAY_MS = 24 * 3_600_000;
const PENDING: ConfirmationAnswer = { kind: "pending", code: "queued" };

/** Accepts whatever it is asked for, and tells after so many looks what became of it. */
const accepting = (
  says: (key: string, asked: number) => ConfirmationAnswer,
  others: Partial<Parameters<typeof createPayingWorld>[0]> = {},
) => createPayingWorld({ users: 9, confirm: { deadlineMs: DAY_MS, says }, ...others });

const paidAfter =
  (looks: number) =>
  (key: string, asked: number): ConfirmationAnswer =>
    asked < looks ? PENDING : { kind: "paid", transactionId: `tx-${key}` };

describe("a payment that the points API only accepts", () => {
  it("is paid when it says so, and asked for once", async () => {
    const world = await accepting(paidAfter(4));

    const { end, names } = await world.pay();

    expect(end).toEqual({ kind: "completed" });
    expect(world.pointsApi.calls).toHaveLength(9);
    expect(await world.entries()).toMatchObject(
      Array(9).fill({
        state: "paid",
        reference: expect.stringContaining("ref-"),
        acceptedAt: expect.any(String),
        transactionId: expect.stringContaining("tx-"),
      }),
    );
    // Few durable operations a payout, whatever it waits for.
    expect(names.length).toBeLessThan(20);
  });

  it("counts as accepted until then, and the payout is not complete", async () => {
    const world = await accepting(() => PENDING);
    const seen: unknown[] = [];
    const looked = world.clock.sleep(3_600_000).then(async () => {
      seen.push(await world.deps.ledger.tallies((await world.stored()).payoutId));
      seen.push(await world.stored());
      await world.stop();
    });

    await world.pay(looked);

    expect(seen).toMatchObject([
      Array(3).fill({ status: "open", paid: 0, accepted: 3 }),
      { state: "distributing" },
    ]);
  });

  it("is refused when it failed for good, and only then", async () => {
    const world = await accepting((key, asked) =>
      key.endsWith("-5") && asked > 2
        ? { kind: "rejected", code: "reverted", detail: "onchain status 0" }
        : paidAfter(3)(key, asked),
    );

    await world.pay();

    const { "user-3": failed, ...others } = await world.outcomes();
    expect(failed).toBe("rejected reverted");
    expect(new Set(Object.values(others))).toEqual(new Set(["paid"]));
  });

  it("is asked about less and less often, and is a person's after its deadline", async () => {
    const world = await accepting(() => ({ ...PENDING, detail: "still queued" }), { users: 3 });

    const { end, tookMs } = await world.pay();

    expect(end).toEqual({ kind: "completed" });
    expect(await world.entries()).toMatchObject(
      Array(3).fill({ state: "unknown", code: "not_confirmed", detail: "still queued" }),
    );
    expect(tookMs).toBeGreaterThanOrEqual(DAY_MS);
    const looks = [...world.pointsApi.lookedUp.values()];
    expect(Math.max(...looks)).toBeLessThan(320);
    expect(world.pointsApi.calls).toHaveLength(3);
  });

  it("is not asked for again by a worker that comes after a crash", async () => {
    const world = await accepting(paidAfter(50), { yieldAfterMs: 3_000 });
    const stopped = world.clock.sleep(20_000).then(() => world.stop());
    await world.pay(stopped);
    await world.resume();

    await world.pay();

    expect(world.pointsApi.calls).toHaveLength(9);
    expect([...world.pointsApi.grants.values()]).toEqual(Array(9).fill(1));
  });

  it("is confirmed once a person goes on, also long after the deadline", async () => {
    let isDecided = false;
    const world = await accepting((key) => (isDecided ? paidAfter(1)(key, 1) : PENDING));
    await world.pay(world.clock.sleep(20_000).then(() => world.stop()));
    await world.sleep(3 * DAY_MS);
    isDecided = true;
    await world.resume();

    await world.pay();

    expect(new Set(Object.values(await world.outcomes()))).toEqual(new Set(["paid"]));
  });

  it("is polled within the rate", async () => {
    const askedAtMs: number[] = [];
    const world = await accepting(
      () => {
        askedAtMs.push(world.clock.nowMs());
        return paidAfter(2)("key", askedAtMs.length > 60 ? 2 : 1);
      },
      { users: 60, settings: { ratePerSecond: 10, concurrency: 30 } },
    );

    await world.pay();

    const perSecond = askedAtMs.map(
      (from) => askedAtMs.filter((ms) => ms >= from && ms < from + 1_000).length,
    );
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(11);
  });
});
