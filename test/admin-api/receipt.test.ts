import { afterAll, beforeAll, expect, it } from "vitest";
import type { ReceiptRequest } from "../../domain/receipt/receipt.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked, sheetOfItsOwn, startDistribution } from "./payouts-in-states.ts";

const begun: (ReceiptRequest & { readonly name: string })[] = [];
let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld({
    comparer: { compare: async (request, name) => void begun.push({ ...request, name }) },
  });
});
afterAll(() => world.close());

const COUNTS = {
  ...{ payments: 3, paid: 3, rejected: 0, unknown: 0 },
  ...{ accepted: 0, withdrawn: 0, pending: 0 },
};

async function completePayout(): Promise<string> {
  const { payoutId, at, change, claim } = await startDistribution(world);
  for (const row of [2, 3, 4]) {
    const settlement = { state: "paid", transactionId: `t-${row}` } as const;
    await world.stores.ledger.settle({ ref: await claim(row), settlement, fence: 1, at });
  }
  const points = { total: 600, paid: 600 };
  const resultKey = `results/${payoutId}/1.xlsx`;
  await change("completed", { report: { finishedAt: at, counts: COUNTS, points, resultKey } });
  return payoutId;
}

it("shows the receipt to whoever sees the payments, and writes down that they saw it", async () => {
  const payoutId = await completePayout();
  const viewer = await world.clientOf("viewer");

  expect(await viewer.receipt(payoutId)).toMatchObject({
    ...{ payoutId, counts: COUNTS, points: { total: 600, paid: 600 } },
    createdBy: { id: "marketer" },
    schedule: { requestedBy: { id: "marketer" } },
  });
  const { items } = await world.stores.accesses.list({ payoutId }, { limit: 9 });
  expect(items).toMatchObject([{ action: "payments_listed", by: { id: "viewer" }, payoutId }]);
});

it("has it compared once by whoever may settle, however often they ask, and tells whose the findings are", async () => {
  const payoutId = await completePayout();
  const approver = await world.clientOf("approver");
  const asked = await approver.requestReceipt(payoutId);
  await approver.requestReceipt(payoutId);

  expect(asked.comparison).toMatchObject({
    scope: "all",
    state: "running",
    by: { id: "approver" },
  });
  expect(
    new Set(begun.filter((one) => one.receiptOf === payoutId).map(({ name }) => name)),
  ).toEqual(new Set([`receipt-${payoutId}-r1`]));

  const { receipts } = world.stores;
  const kept = await receipts.get(payoutId);
  if (kept === undefined) throw new Error("There is no receipt.");
  const finding = { code: "paid_not_in_books", row: 3, chunk: 0, state: "paid" } as const;
  await receipts.save({ ...kept, state: "done", findings: [finding], findingCount: 1 });
  const { comparison } = await approver.receipt(payoutId);
  expect(comparison?.findings).toEqual([
    {
      ...{ code: "paid_not_in_books", row: 3, state: "paid", userId: `${payoutId}/user 2%` },
      reference: `paysheet-${payoutId}-3`,
      what: { ko: expect.stringContaining("기록에는 없습니다"), en: expect.any(String) },
      toDo: { ko: expect.any(String), en: expect.stringContaining("Search for its reference") },
    },
  ]);
});

it("is signed by another person than the uploader, as they saw it, and shows what came later", async () => {
  const payoutId = await completePayout();
  const approver = await world.clientOf("approver");
  const marketer = await world.clientOf("marketer");
  await approver.requestReceipt(payoutId);
  const { receipts } = world.stores;
  const kept = await receipts.get(payoutId);
  if (kept === undefined) throw new Error("There is no receipt.");
  await receipts.save({ ...kept, state: "done" });
  const { revision, comparison } = await approver.receipt(payoutId);
  const seen = { revision, run: comparison?.run ?? 0, note: "통장과 맞춰 봤습니다" };
  const sign = (client: typeof approver, changed: object = {}) =>
    client.signReceipt(payoutId, { ...seen, ...changed });

  await expect(sign(marketer)).rejects.toMatchObject({ problem: { code: "own_receipt" } });
  await expect(sign(approver, { run: 9 })).rejects.toMatchObject({
    problem: { code: "receipt_changed", message: { ko: expect.stringContaining(": 다시 대조.") } },
  });
  expect((await sign(approver)).signOff).toEqual({
    ...{ by: { id: "approver", name: expect.any(String) }, at: expect.any(String) },
    ...{ note: seen.note, revision, isCurrent: true, isComparedAgain: false, changes: [] },
    comparison: { run: 1, scope: "all", findingCount: 0 },
  });
  expect((await marketer.events(payoutId)).items.at(-1)).toMatchObject({
    ...{ action: "receipt_signed", by: { id: "approver" }, why: seen.note },
  });

  await approver.requestReceipt(payoutId);
  const again = await marketer.receipt(payoutId);
  expect(again).toMatchObject({ signOff: { isCurrent: false, isComparedAgain: true } });
  await expect(sign(approver, { revision: again.revision, run: 2 })).rejects.toMatchObject({
    problem: { code: "compare_first", status: 409 },
  });
});

it("refuses one of a payout that is not completed, and of a dry run", async () => {
  const client = await world.clientOf("marketer");
  const { payoutId } = await createChecked(world, sheetOfItsOwn([100]));
  const refusedWith = (code: string) => ({ problem: { code, status: 409 } });
  await expect(client.receipt(payoutId)).rejects.toMatchObject(refusedWith("no_receipt_yet"));
  await expect(client.requestReceipt(payoutId)).rejects.toMatchObject(
    refusedWith("no_receipt_yet"),
  );

  const paid = await world.stores.payouts.get(await completePayout());
  if (paid === undefined) throw new Error("The payout is gone.");
  const dryRun = { ...paid, payoutId: "01KDRYRUN", revision: 1, dryRun: true } as const;
  await world.stores.payouts.create(dryRun, {
    ...{ eventId: "made", payoutId: dryRun.payoutId, revision: 1, at: paid.createdAt },
    ...{ by: { kind: "system", name: "distribute" }, action: "created", to: "completed" },
  });
  await expect(client.requestReceipt(dryRun.payoutId)).rejects.toMatchObject(
    refusedWith("dry_run_has_no_receipt"),
  );
});
