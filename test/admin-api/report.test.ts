import { ulid } from "ulid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { rewriteResult, translateResult } from "../../domain/report/rewrite-result.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { startDistribution } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld({
    rewriter: {
      rewrite(payoutId, _, language) {
        const deps = { ...world.stores, clock: systemClock, newId: ulid };
        return language === undefined
          ? rewriteResult(deps, payoutId)
          : translateResult(deps, payoutId, language);
      },
    },
  });
});
afterAll(() => world.close());

it("the result workbook is written again once a payment was settled, and one redirect away", async () => {
  const { payoutId, at, change, claim } = await startDistribution(world);
  const ref = await claim(2);
  const settlement = { state: "unknown", code: "in_doubt" } as const;
  await world.stores.ledger.settle({ ref, settlement, fence: 1, at });
  const counts = {
    payments: 3,
    paid: 0,
    rejected: 0,
    unknown: 1,
    accepted: 0,
    withdrawn: 0,
    pending: 2,
  };
  const points = { total: 600, paid: 0 };
  const resultKey = `results/${payoutId}/older.xlsx`;
  await change("completed", { report: { finishedAt: at, counts, points, resultKey } });
  const marketer = await world.clientOf("marketer");
  await marketer.resolve(payoutId, 2, { as: "paid", note: "기록 있음" });

  const workbook = await marketer.report(payoutId);

  expect(Buffer.from(workbook).toString()).toBe("the result workbook in ko");
  const english = await marketer.report(payoutId, "en");
  expect(Buffer.from(english).toString()).toBe("the result workbook in en");
  const payout = await world.stores.payouts.get(payoutId);
  expect(payout).toMatchObject({ report: { finishedAt: at, counts: { paid: 1, unknown: 0 } } });
  expect(payout).not.toHaveProperty("report.resultIsBehind");
  expect(payout).toHaveProperty(
    "report.resultKey",
    `results/${payoutId}/${(payout?.revision ?? 0) - 1}.xlsx`,
  );
});
