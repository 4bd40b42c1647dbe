import { describe, expect, it } from "vitest";
import { resolvePayment } from "../../../domain/distribution/resolve-payment.ts";
import { PayoutChangedError } from "../../../domain/payout/payout-store.ts";
import { createUserIdMask } from "../../../domain/payout/user-id-mask.ts";
import { completePayout } from "../../../domain/report/complete-payout.ts";
import { createRecoveryWorld } from "../distribution/recovery-world.ts";
import { MARKETER } from "../payout/payouts.ts";

const EMAIL = "hong.gildong@example.com";
const REFUSED = { state: "rejected", code: "no_such_user" } as const;
const userIdMask = createUserIdMask("personal");

/** A payout of which everything is settled, and a report that was written of it just now. */
async function setup() {
  const world = await createRecoveryWorld("distributing", ["paid", "unknown", "rejected"]);
  const written = {
    counts: {
      payments: 3,
      paid: 1,
      rejected: 1,
      unknown: 1,
      accepted: 0,
      withdrawn: 0,
      pending: 0,
    },
    points: { total: 600, paid: 100 },
    resultKey: "results/1.xlsx",
    failures: [
      { row: 4, userId: EMAIL, points: 300, ...REFUSED, detail: `no such user: ${EMAIL}` },
    ],
    reasons: [],
    finishedAt: "2026-11-23T00:59:00.000Z",
  };
  const distributing = async () => {
    const payout = await world.stored();
    if (payout.state !== "distributing") throw new Error(`It is ${payout.state}.`);
    return payout;
  };
  return {
    ...world,
    userIdMask,
    written,
    distributing,
    complete: async () => completePayout({ ...world, userIdMask }, await distributing(), written),
    /** As a settlement does that began before the payout was resumed. */
    settle: () => {
      const ref = { payoutId: world.payoutId, chunk: 0, row: 3 };
      const word = {
        as: "paid",
        note: "seen",
        by: MARKETER,
        at: written.finishedAt,
      } as const;
      return world.ledger.resolve({ ref, word });
    },
  };
}

describe("completing a payout", () => {
  it("keeps what its report says", async () => {
    const { complete, stored, written } = await setup();
    await complete();
    // The payout is kept longer than what names its users.
    const shown = { userId: "ho***@***", detail: "no such user: ho***@***" };
    const failures = [{ row: 4, points: 300, ...REFUSED, ...shown }];
    expect(await stored()).toMatchObject({ state: "completed", report: { ...written, failures } });
    expect(await stored()).not.toHaveProperty("report.resultIsBehind");
  });

  it("counts what a person settled since the report was written, and calls its workbook stale", async () => {
    const { complete, settle, stored } = await setup();
    await settle();
    await complete();
    expect(await stored()).toMatchObject({
      report: {
        counts: {
          payments: 3,
          paid: 2,
          rejected: 1,
          unknown: 0,
          accepted: 0,
          withdrawn: 0,
          pending: 0,
        },
        points: { total: 600, paid: 300 },
        resultIsBehind: true,
      },
    });
  });

  it("looks again when a settlement is noted between its count and its write", async () => {
    const { complete, settle, payouts, payoutId, ...world } = await setup();
    const { tallies } = world.ledger;
    world.ledger.tallies = async (id) => {
      const counted = await tallies(id);
      world.ledger.tallies = tallies;
      await settle();
      const request = { row: 3, as: "paid", note: "seen" } as const;
      await resolvePayment({ ...world, payouts }, payoutId, request, MARKETER);
      return counted;
    };

    await expect(complete()).rejects.toThrow(PayoutChangedError);
    // The step is tried again.
    await complete();

    expect(await world.stored()).toMatchObject({ report: { counts: { paid: 2, unknown: 0 } } });
    expect(await world.actions()).toEqual(["created", "payment_resolved", "completed"]);
  });

  it("is done once", async () => {
    const { complete, payouts, stored, actions, written } = await setup();
    await complete();
    const completed = await stored();
    if (completed.state !== "completed") throw new Error("It is not completed.");
    await completePayout({ ...(await setup()), payouts }, completed, written);
    expect(await actions()).toEqual(["created", "completed"]);
  });
});
