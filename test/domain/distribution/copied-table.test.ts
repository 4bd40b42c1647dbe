import { describe, expect, it } from "vitest";
import { endPayout } from "../../../domain/distribution/end-payout.ts";
import type { LedgerOrigin, Origin } from "../../../domain/distribution/ledger-origin.ts";
import { markLedgerRestored } from "../../../domain/distribution/mark-ledger-restored.ts";
import { retryPayout } from "../../../domain/distribution/retry-payout.ts";
import { reversePayout } from "../../../domain/distribution/reverse-payout.ts";
import { resumePayout } from "../../../domain/distribution/stop-and-resume.ts";
import { approvalReasons } from "../../../domain/payout/approval-reasons.ts";
import type { Payout, PayoutIn } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createMemoryLedger, createMemoryReservations } from "../../doubles/memory-stores.ts";
import { DOUBT_MODES } from "../../doubles/scripted-points-api.ts";
import { MARKETER, payoutIn } from "../payout/payouts.ts";
import { createPayingWorld } from "./paying-world.ts";
import { createRetryWorld, refusal } from "./retry-world.ts";

const NOTE = "restored to 09:00";
const COPY: Origin = { isCopy: true, copiedAt: "2026-11-23T00:30:00.000Z" };

/** A table that a test says what it is of. */
function createOrigin(origin: Origin = { isCopy: false }) {
  const seen = { looks: 0 };
  const ledgerOrigin: LedgerOrigin = {
    read: async () => {
      seen.looks += 1;
      return origin;
    },
    adopt: async ({ at }) => {
      origin = { isCopy: false, adoptedAt: at };
    },
  };
  return {
    ledgerOrigin,
    seen,
    become: (next: Origin) => {
      origin = next;
    },
  };
}

async function setup(options: Parameters<typeof createPayingWorld>[0] = {}, origin?: Origin) {
  const world = await createPayingWorld(options);
  const table = createOrigin(origin);
  Object.assign(world.deps, { ledgerOrigin: table.ledgerOrigin });
  return {
    ...world,
    ...table,
    mark: () =>
      world.clock.run(
        markLedgerRestored(
          { ...world.deps, ledgerOrigin: table.ledgerOrigin },
          { note: NOTE },
          MARKETER,
        ),
      ),
    grants: () => [...world.pointsApi.grants.values()].reduce((sum, times) => sum + times, 0),
  };
}

describe("a table that was restored or copied, before an admin has looked", () => {
  it("sends what is due back, and nobody is paid", async () => {
    const { pay, stored, pointsApi, slack } = await setup({}, COPY);

    expect((await pay()).end).toMatchObject({ kind: "sent_back" });

    expect(await stored()).toMatchObject({
      state: "ready",
      sentBack: { reasons: [{ code: "table_copied" }] },
    });
    expect(pointsApi.calls).toEqual([]);
    expect(JSON.stringify(slack.messages)).toContain("restored from a backup, or copied");
  });

  it.each([
    ["one worker pays", { ratePerSecond: 2 }],
    ["several workers pay", { ratePerSecond: 3, ratePerWorker: 1, chunksPerWorker: 1 }],
  ])("pauses what %s between two rounds, and nobody else is paid", async (_, settings) => {
    const { pay, become, stored, clock, grants } = await setup({
      ...{ settings, users: 12, yieldAfterMs: 1_000 },
    });
    const restoring = clock.sleep(2_500).then(() => become(COPY));

    expect((await pay(restoring)).end).toEqual({ kind: "stopped", why: "table_copied" });

    expect(await stored()).toMatchObject({ state: "paused", pause: { reason: "table_copied" } });
    expect(grants()).toBeGreaterThan(0);
    expect(grants()).toBeLessThan(12);
  });

  it("looks once a claim and once a round, whatever is paid in it", async () => {
    const { pay, seen, grants } = await setup({ users: 12, settings: { ratePerSecond: 4 } });
    await pay();
    expect([grants(), seen.looks]).toEqual([12, 2]);
  });

  it("lets a dry run go on, which pays nobody", async () => {
    const { pay, stored, deps } = await setup({}, COPY);
    const payout = { ...(await stored()), dryRun: true as const };
    deps.payouts.get = async () => payout;
    deps.payouts.change = async () => undefined;
    expect((await pay()).end).not.toMatchObject({ kind: "sent_back" });
  });

  it("lets nobody resume, end, retry or take back", async () => {
    const paused = await createRetryWorld("paused");
    const { ledgerOrigin } = createOrigin(COPY);
    const deps = { ...paused, ledgerOrigin, starter: { start: async () => undefined } };
    const { payoutId } = paused;
    expect(await refusal(resumePayout(deps, payoutId, {}, MARKETER))).toEqual(NOT_YET);
    expect(await refusal(endPayout(deps, payoutId, { reason: "x" }, MARKETER))).toEqual(NOT_YET);

    const done = await createRetryWorld("completed");
    const through = { ...done.depsOf(done.ports), ledgerOrigin };
    const reversal = { reason: "x" };
    expect(await refusal(retryPayout(through, done.payoutId, {}, MARKETER))).toEqual(NOT_YET);
    expect(await refusal(reversePayout(through, done.payoutId, reversal, MARKETER))).toEqual(
      NOT_YET,
    );
    expect(await done.actions()).toEqual(["created"]);
  });
});

const NOT_YET = ["table_copied", undefined];

describe("once an admin has looked", () => {
  it.each(DOUBT_MODES)(
    "what paused goes on with every claim in doubt, and pays nobody twice, in mode %s",
    async (idempotency) => {
      const world = await setup({
        ...{ idempotency, users: 12, yieldAfterMs: 6_000, settings: { ratePerSecond: 1 } },
      });
      const { pay, become, mark, resume, stored, clock, deps, grants } = world;
      const restoring = clock.sleep(7_000).then(() => {
        // Nothing of it stands in the restored ledger.
        deps.ledger = createMemoryLedger();
        become(COPY);
      });
      await pay(restoring);
      const before = grants();

      expect(await mark()).toEqual([(await stored()).payoutId]);
      expect(await mark()).toEqual([]);
      const { distribution } = await resume().then(stored).then(asDistributing);
      expect(distribution.execution).toMatch(/-r2-[0-9a-z]+$/);
      expect((await pay()).end).toEqual({ kind: "completed" });

      const counts = idempotency === "none" ? { paid: 0, unknown: 12 } : { paid: 12, unknown: 0 };
      expect(await stored()).toMatchObject({ report: { counts } });
      expect(grants()).toBe(idempotency === "none" ? before : 12);
      expect(Math.max(...world.pointsApi.grants.values())).toBe(1);
    },
  );

  it("marks once more what was marked at an earlier restore", async () => {
    const { mark, become, stored, clock } = await setup({}, COPY);
    const { payoutId } = await stored();
    expect(await mark()).toEqual([payoutId]);
    const { ledgerRestoredAt } = await stored();
    clock.jumpTo(clock.nowMs() + 3_600_000);
    become({ isCopy: true, copiedAt: new Date(clock.nowMs()).toISOString() });
    expect(await mark()).toEqual([payoutId]);
    expect(await stored()).not.toMatchObject({ ledgerRestoredAt });
  });

  it("a retry of an older payout needs another person, as one that was made since is not known", async () => {
    const { retryOf, original } = await derivedSince("completed");
    expect(retryOf).toMatchObject({ afterRestore: true });
    expect(retryOf).not.toHaveProperty("ledgerRestoredAt");
    const nothing = () => Promise.reject(new Error("Not needed."));
    const deps = {
      ...{ policy: policySchema.parse({}), clock: { nowMs: () => 0 }, payouts: original.payouts },
      ...{ checks: { get: async () => undefined }, ledger: { ofUser: nothing } },
      reservations: createMemoryReservations(),
    };
    const ready = { ...payoutIn("ready"), afterRestore: retryOf?.afterRestore };
    const sending = { ...ready, scheduledFor: ready.createdAt, people: [MARKETER] };
    const reasons = await approvalReasons(deps, sending, { warnings: [], hasHistory: true });
    expect(reasons).toEqual([{ code: "after_restore" }]);
  });

  it("a reversal of an older payout has each claim in doubt, since that was made", async () => {
    const { reversal, original } = await derivedSince("completed");
    const { createdAt } = await original.stored();
    expect(reversal).toMatchObject({ inDoubtSince: createdAt, ledgerRestoredAt: ADOPTED_AT });
  });

  it("what is made of a younger payout is as ever", async () => {
    const { retryOf, reversal } = await derivedSince("completed", "2000-01-01T00:00:00.000Z");
    expect(retryOf).not.toHaveProperty("afterRestore");
    expect(reversal).not.toHaveProperty("ledgerRestoredAt");
  });
});

const ADOPTED_AT = "2027-01-01T00:00:00.000Z";

/** A retry and a reversal of a payout, made after the table was adopted. */
async function derivedSince(state: "completed", adoptedAt = ADOPTED_AT) {
  const original = await createRetryWorld(state);
  const { ledgerOrigin } = createOrigin({ isCopy: false, adoptedAt });
  const deps = { ...original.depsOf(original.ports), ledgerOrigin };
  const retried = await retryPayout(deps, original.payoutId, {}, MARKETER);
  const reversed = await reversePayout(deps, original.payoutId, { reason: "x" }, MARKETER);
  return {
    original,
    retryOf: await original.payouts.get(retried.payoutId),
    reversal: await original.payouts.get(reversed.payoutId),
  };
}

function asDistributing(payout: Payout): PayoutIn<"distributing"> {
  if (payout.state !== "distributing") throw new Error(`It is ${payout.state}.`);
  return payout;
}
