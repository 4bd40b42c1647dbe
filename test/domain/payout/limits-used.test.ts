import { expect, it } from "vitest";
import { usedInDay, usedInMonth } from "../../../domain/payout/limits-used.ts";
import { MARKETER, payoutIn } from "./payouts.ts";
import { setUpSending } from "./sending-world.ts";

const AT = "2026-12-01T03:00:00.000Z";
const BIG = { totalPoints: 900_000, payments: 9 };

it("counts what is to be paid and what was, as the limits do, and nothing that was taken back", async () => {
  const { deps, create, schedule } = await setUpSending();
  for (const payoutId of ["a", "b", "c"]) {
    await create(payoutId, BIG);
    await schedule(payoutId, BIG);
  }
  const month = await usedInMonth(deps, undefined, AT);
  expect(month).toEqual({ points: 2_700_000, pointsPaid: 0, payouts: 3 });
  expect(await usedInMonth(deps, undefined, "2027-01-01T03:00:00.000Z")).toMatchObject({
    points: 0,
    payouts: 0,
  });
  // Whatever waits for another person, they do not send alone.
  const day = await usedInDay(deps, undefined, { at: AT, person: MARKETER });
  expect(day).toEqual({ points: 900_000, pointsPaid: 0, payouts: 1 });

  const { payouts } = deps;
  const paid = payoutIn("completed");
  const points = { total: 900_000, paid: 800_000 };
  const completed = async (payoutId: string) => {
    const payout = await payouts.get(payoutId);
    if (payout?.state !== "scheduled") return payout;
    const { schedule: own, ...rest } = payout;
    return {
      ...paid,
      ...rest,
      state: "completed" as const,
      schedule: own,
      report: { ...paid.report, points },
    };
  };
  const later = { ...deps, payouts: { ...payouts, get: completed } };
  expect(await usedInMonth(later, undefined, AT)).toEqual({
    points: 2_600_000,
    pointsPaid: 800_000,
    payouts: 3,
  });
});
