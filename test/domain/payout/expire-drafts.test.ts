import { describe, expect, it } from "vitest";
import { measureChanges } from "../../../adapters/metrics/measured-payout-store.ts";
import { createPowertoolsMetrics } from "../../../adapters/metrics/powertools-metrics.ts";
import { toInstant } from "../../../domain/clock.ts";
import { expireDrafts } from "../../../domain/payout/expire-drafts.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { PayoutChangedError } from "../../../domain/payout/payout-store.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "./payouts.ts";

const CREATED = "2026-11-23T00:00:00.000Z";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

async function setup(...payouts: readonly Payout[]) {
  const clock = createVirtualClock(Date.parse(CREATED));
  const store = createMemoryPayoutStore();
  for (const payout of payouts) await store.create(payout, createdEvent(payout));
  let made = 0;
  const deps = {
    payouts: store,
    clock,
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    policy: policySchema.parse({}),
  };
  return {
    store,
    deps,
    expireAfter: (ms: number) => {
      clock.jumpTo(Date.parse(CREATED) + ms);
      return expireDrafts(deps);
    },
    states: async () =>
      Object.fromEntries(
        await Promise.all(
          payouts.map(async ({ payoutId }) => [payoutId, (await store.get(payoutId))?.state]),
        ),
      ),
  };
}

const named = (payoutId: string, payout: Payout): Payout => ({ ...payout, payoutId });

describe("what nobody goes on with", () => {
  it("ends by itself: an upload after a day, a draft or what nobody approved in time after a month; nothing else does", async () => {
    const states = [
      ...(["uploading", "checking", "invalid", "ready", "awaiting_approval", "scheduled"] as const),
      ...(["paused", "halted", "completed"] as const),
    ];
    const world = await setup(
      ...states.map((state) => named(state, payoutIn(state))),
      named("dry run", { ...payoutIn("ready"), dryRun: true }),
      named("for next year", {
        ...payoutIn("awaiting_approval"),
        request: { ...payoutIn("awaiting_approval").request, at: "2027-01-01T00:00:00.000Z" },
      }),
    );
    const before = await world.states();
    await world.expireAfter(DAY_MS);
    expect(await world.states()).toEqual(before);
    await world.expireAfter(DAY_MS + 1);
    const uploadsEnded = { ...before, uploading: "cancelled", checking: "cancelled" };
    expect(await world.states()).toEqual(uploadsEnded);
    await world.expireAfter(30 * DAY_MS);
    expect(await world.states()).toEqual(uploadsEnded);
    await world.expireAfter(30 * DAY_MS + 1);
    expect(await world.states()).toEqual({
      ...uploadsEnded,
      invalid: "cancelled",
      ready: "cancelled",
      awaiting_approval: "cancelled",
      "dry run": "cancelled",
    });
    expect(await world.store.events("ready")).toEqual([
      { ...createdEvent(payoutIn("ready")), payoutId: "ready" },
      {
        eventId: expect.any(String),
        payoutId: "ready",
        revision: 2,
        at: toInstant(Date.parse(CREATED) + 30 * DAY_MS + 1),
        by: { kind: "system", name: "watch" },
        action: "expired",
        from: "ready",
        to: "cancelled",
        why: `Nobody changed it since ${CREATED}.`,
      },
    ]);
  });

  it("is counted from its last change, and lives on when somebody changes it at that moment", async () => {
    const changed = "2026-12-10T00:00:00.000Z";
    const world = await setup(
      named("old", payoutIn("ready")),
      named("declined lately", { ...payoutIn("ready"), updatedAt: changed }),
    );
    const { change } = world.deps.payouts;
    world.deps.payouts.change = async () => {
      throw new PayoutChangedError("old");
    };
    await world.expireAfter(31 * DAY_MS);
    world.deps.payouts.change = change;
    expect(await world.states()).toEqual({ old: "ready", "declined lately": "ready" });
    await world.expireAfter(31 * DAY_MS);
    expect(await world.states()).toEqual({ old: "cancelled", "declined lately": "ready" });
  });

  it("is measured", async () => {
    const { deps, expireAfter } = await setup(named("one", payoutIn("ready")));
    const measured: object[] = [];
    const metrics = { ...createPowertoolsMetrics({ stage: "dev" }) };
    metrics.measure = (values) => void measured.push(values);
    deps.payouts = measureChanges(deps.payouts, metrics);
    await expireAfter(31 * DAY_MS);
    expect(measured).toEqual([{ PayoutsExpired: 1 }]);
  });
});
