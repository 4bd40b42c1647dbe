import { expect, it } from "vitest";
import { changePayout } from "../../../domain/payout/change-payout.ts";
import { createDistributeWorld } from "./distribute-world.ts";

it("writes the result workbook again when people settled payments, and pays nobody", async () => {
  const { execution, payouts, payoutId } = await createDistributeWorld();
  await execution()();
  const payout = await payouts.get(payoutId);
  if (payout?.state !== "completed") throw new Error("It is not completed.");
  const report = { ...payout.report, resultIsBehind: true };
  const by = { kind: "system", name: "distribute" } as const;
  const cause = { by, nowMs: 0, eventId: "settled" };
  const settled = changePayout("recounted", payout, { report }, cause);
  await payouts.change(settled.payout, settled.event);

  const end = await execution("rewriting")({ rewriteResultOf: payoutId });

  expect(end).toEqual({ kind: "rewritten" });
  const now = await payouts.get(payoutId);
  expect(now).toMatchObject({ state: "completed" });
  expect(now).not.toHaveProperty("report.resultIsBehind");
  const actions = (await payouts.events(payoutId)).map(({ action }) => action);
  expect(actions).toEqual(["created", "started", "completed", "recounted", "recounted"]);
});
