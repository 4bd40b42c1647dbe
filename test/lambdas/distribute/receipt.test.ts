import { expect, it } from "vitest";
import { createDistributeWorld } from "./distribute-world.ts";

it("begins a receipt of what it completed, and none of a dry run", async () => {
  const paid = await createDistributeWorld();
  expect(await paid.execution()()).toEqual({ kind: "completed" });
  expect(paid.compared).toEqual([paid.payoutId]);

  const dryRun = await createDistributeWorld({ dryRun: true });
  expect(await dryRun.execution()()).toEqual({ kind: "completed" });
  expect(dryRun.compared).toEqual([]);
});

it("completes a payout all the same whose receipt can't be begun", async () => {
  const { execution, slack } = await createDistributeWorld({
    comparer: {
      compare: async () => {
        throw new Error("Lambda does not answer.");
      },
    },
  });

  expect(await execution()()).toEqual({ kind: "completed" });
  expect(slack.files).toHaveLength(1);
});

it("compares a payout when it is asked to", async () => {
  const { execution, payoutId } = await createDistributeWorld();
  await execution()();

  expect(await execution("receipt-1")({ receiptOf: payoutId, run: 1 })).toEqual({
    kind: "done",
    findings: 0,
  });
});
