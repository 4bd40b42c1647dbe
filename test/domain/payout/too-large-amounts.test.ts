import fc from "fast-check";
import { expect, it } from "vitest";
import { createdEvent, payoutIn } from "./payouts.ts";
import { setUpSending } from "./sending-world.ts";

const THOUSAND = 1_000;
const DAY_MS = 86_400_000;

/** A sheet as it is meant to be: how many people get how much, the largest of them so many times that. */
const meantSheet = fc.record({
  payments: fc.integer({ min: 1, max: 200_000 }),
  each: fc.integer({ min: 1, max: 100_000 }),
  largestTimes: fc.integer({ min: 1, max: 15 }),
});

const payoutOfTimes = (max: number) =>
  fc.record({
    payments: fc.integer({ min: 1, max: 200_000 }),
    eachTimes: fc.double({ min: 0.01, max, noNaN: true }),
  });

/**
 * What the company paid lately, the newest first: none, few or many payouts of any size, in which
 * people got up to a hundred times what they are to get now; and among the last ten up to four in
 * which they got any amount. Where half of all payouts are a hundred times as large, nothing but the
 * limit of every payout tells a thousandfold amount from a usual one.
 */
const history = fc
  .tuple(
    fc.array(payoutOfTimes(99), { maxLength: 15 }),
    fc.array(fc.record({ of: payoutOfTimes(10_000), at: fc.nat({ max: 9 }) }), { maxLength: 4 }),
  )
  .map(([usual, large]) => {
    const all = [...usual];
    for (const { of, at } of large) all.splice(at, 0, of);
    return all;
  });

it("of sheets above 1,000,000 points, none with all amounts a thousand times too large is sent by one person", async () => {
  await fc.assert(
    fc.asyncProperty(meantSheet, history, async (meant, past) => {
      const each = meant.each * THOUSAND;
      const largest = each * meant.largestTimes;
      const totalPoints = each * (meant.payments - 1) + largest;
      fc.pre(totalPoints > 1_000_000 && Number.isSafeInteger(totalPoints));
      const { create, schedule, deps, clock } = await setUpSending();
      for (const [nr, { payments, eachTimes }] of past.entries()) {
        const usual = Math.max(1, Math.floor(meant.each * eachTimes));
        const completed = payoutIn("completed");
        const payout = {
          ...completed,
          payoutId: `past-${nr}`,
          createdAt: new Date(clock.nowMs() - (nr + 1) * DAY_MS).toISOString(),
          check: {
            ...completed.check,
            payments,
            totalPoints: usual * payments,
            largestPoints: usual,
            medianPoints: usual,
            fingerprint: { exact: `1:past-${nr}`, sketch: [nr] },
          },
          report: {
            ...completed.report,
            finishedAt: new Date(clock.nowMs() - (nr + 1) * DAY_MS).toISOString(),
          },
        };
        await deps.payouts.create(payout, createdEvent(payout));
      }
      const check = { totalPoints, largestPoints: largest, medianPoints: each };
      const sheet = { payments: meant.payments, totalPoints, check };
      await create("new", sheet);

      const ticked = ["payment_far_above_others", "far_above_lately", "paid_lately_same"];
      const sent = await schedule("new", { ...sheet, acknowledgedWarnings: ticked });

      expect(sent.state).toBe("awaiting_approval");
    }),
    { numRuns: 120 },
  );
});
