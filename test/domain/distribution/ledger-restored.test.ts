import { describe, expect, it } from "vitest";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import { endPayout } from "../../../domain/distribution/end-payout.ts";
import { idempotencyKeyOf } from "../../../domain/distribution/ledger.ts";
import { markLedgerRestored } from "../../../domain/distribution/mark-ledger-restored.ts";
import { resumePayout } from "../../../domain/distribution/stop-and-resume.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi, type DoubtMode } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";

const NOTE = "restored to 09:00";

/**
 * A payout of which the first three payments were made after the backup: the points API's books have
 * them, and the ledger does not.
 */
async function setup(
  idempotency: DoubtMode,
  payout: Payout = payoutIn("scheduled"),
  paidAlready = 3,
) {
  const clock = createVirtualClock();
  const payouts = createMemoryPayoutStore();
  const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
  const { check } = payoutIn("ready");
  const stored = { ...payout, check: { ...check, payments, totalPoints, digest } };
  await payouts.create(stored, createdEvent(payout));
  const api = createScriptedPointsApi({ clock, idempotency });
  for (const payment of SEVEN_PAYMENTS.slice(0, paidAlready)) {
    const permit = { deadlineMs: Number.POSITIVE_INFINITY, assertMaySend: () => undefined };
    await clock.run(api.pay(payment, idempotencyKeyOf(payout.payoutId, payment.row), permit));
  }
  const { deps } = createMemoryDistribution({
    ...{ payouts, clock, scheduler: createMemorySchedules(), pointsApi: api },
  });
  const { payoutId } = payout;
  const { name: scheduleName, generation } = payoutIn("scheduled").schedule;
  const starter = { start: async () => undefined };
  return {
    ...deps,
    lookedUp: api.lookedUp,
    grants: api.grants,
    mark: () => markLedgerRestored(deps, { note: NOTE }, MARKETER),
    resume: () => resumePayout({ ...deps, starter }, payoutId, {}, MARKETER),
    end: () => endPayout({ ...deps, starter }, payoutId, { reason: "The wrong sheet." }, MARKETER),
    /** By the execution that the payout names, or the first one. */
    pay: async () => {
      const now = await payouts.get(payoutId);
      const { run, execution: executionName } =
        now?.state === "distributing" ? now.distribution : { run: 1, execution: "execution-1" };
      const { engine } = createMemoryEngine({ clock, executionName });
      const firing = { payoutId, generation, scheduleName, run };
      return await clock.run(distributePayout(deps, firing, engine));
    },
    stored: () => payouts.get(payoutId),
    events: () => payouts.events(payoutId),
  };
}

const EVERYONE_ONCE = new Map(SEVEN_PAYMENTS.map(({ userId }) => [userId, 1]));

describe("once a table was restored", () => {
  it.each(["key", "lookup"] as const)(
    "a scheduled payout pays nobody again whose payment the ledger lost, in mode %s",
    async (idempotency) => {
      const { mark, pay, grants, stored } = await setup(idempotency);
      await mark();

      expect(await pay()).toEqual({ kind: "completed" });

      expect(grants).toEqual(EVERYONE_ONCE);
      expect(await stored()).toMatchObject({ report: { counts: { paid: 7, pending: 0 } } });
    },
  );

  it("a payout in mode none pays nobody: every payment that the ledger lacks waits for a person", async () => {
    const { mark, pay, grants, stored } = await setup("none");
    await mark();

    expect(await pay()).toEqual({ kind: "completed" });

    expect([...grants.values()].reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(await stored()).toMatchObject({ report: { counts: { paid: 0, unknown: 7 } } });
  });

  it.each(["distributing", "halted", "paused"] as const)(
    "a payout that stood %s at the backup goes on by looking up first",
    async (state) => {
      const example = payoutIn(state);
      const distribution = { ...example.distribution, chunkSize: 3, chunkCount: 3 };
      const { mark, resume, pay, grants } = await setup("lookup", { ...example, distribution });
      await mark();
      if (state !== "distributing") await resume();

      expect(await pay()).toEqual({ kind: "completed" });
      expect(grants).toEqual(EVERYONE_ONCE);
    },
  );

  it.each([
    ["key", undefined, { paid: 0, withdrawn: 0, unknown: 7 }],
    ["lookup", undefined, { paid: 3, withdrawn: 4, unknown: 0 }],
    ["none", undefined, { paid: 0, withdrawn: 0, unknown: 7 }],
    ["key", true, { paid: 0, withdrawn: 7, unknown: 0 }],
  ] as const)(
    "a payout that is ended asks for nobody, in mode %s (dry run: %s)",
    async (idempotency, dryRun, counts) => {
      const example = payoutIn("paused");
      const distribution = { ...example.distribution, chunkSize: 3, chunkCount: 3 };
      const paused = { ...example, distribution, dryRun };
      const { mark, end, pay, grants, stored } = await setup(idempotency, paused);
      await mark();
      await end();

      expect(await pay()).toEqual({ kind: "completed" });
      expect(grants).toEqual(new Map([...EVERYONE_ONCE].slice(0, 3)));
      expect(await stored()).toMatchObject({ report: { counts } });
    },
  );

  it("leaves in the trail who said so, when and why, once", async () => {
    const { mark, events, stored } = await setup("lookup");

    expect(await mark()).toEqual([(await stored())?.payoutId]);
    expect(await mark()).toEqual([]);

    const at = "2026-11-23T01:00:00.060Z";
    expect(await stored()).toMatchObject({ state: "scheduled", ledgerRestoredAt: at });
    expect((await events()).slice(1)).toMatchObject([
      { action: "ledger_restored", by: { kind: "person", ...MARKETER }, why: NOTE, at },
    ]);
  });

  it.each(["uploading", "checking", "ready", "awaiting_approval"] as const)(
    "marks a payout that was only %s at the backup: it may have been paid since",
    async (state) => {
      const { mark, stored } = await setup("lookup", payoutIn(state));
      expect(await mark()).toHaveLength(1);
      expect(await stored()).toMatchObject({ state, ledgerRestoredAt: expect.any(String) });
    },
  );

  it.each(["completed", "cancelled", "invalid"] as const)(
    "leaves a payout alone that is %s: nothing of it is paid any more",
    async (state) => {
      const { mark, stored } = await setup("lookup", payoutIn(state));
      expect(await mark()).toEqual([]);
      expect(await stored()).not.toHaveProperty("ledgerRestoredAt");
    },
  );

  it("a payout that was created afterwards is paid as always, and nobody is looked up", async () => {
    const { mark, pay, grants, lookedUp, payouts } = await setup(
      "lookup",
      payoutIn("scheduled"),
      0,
    );
    const scheduled = await payouts.list({ limit: 1 });
    payouts.list = async () => ({ items: [] });
    await mark();
    payouts.list = async () => scheduled;

    expect(await pay()).toEqual({ kind: "completed" });
    expect([grants, lookedUp.size]).toEqual([EVERYONE_ONCE, 0]);
  });

  it("marks what moved on while it looked", async () => {
    const { payouts, ...world } = await setup("lookup", payoutIn("ready"));
    const { list } = payouts;
    let isFirst = true;
    // Scheduled, and held again: it is never where the list is looked at.
    payouts.list = async (query) => {
      const page = await list(query);
      if (query.state !== "ready" || !isFirst) return page;
      isFirst = false;
      const other = { ...payoutIn("uploading"), payoutId: "other" };
      await payouts.create(other, createdEvent(other));
      return page;
    };
    expect(await world.mark()).toHaveLength(2);
  });
});
