import { expect, it } from "vitest";
import { idempotencyKeyOf } from "../../domain/distribution/ledger.ts";
import { rowsOf, startStackUnderTest } from "./stack-under-test.ts";

it("finds exactly the rows whose books were changed behind our back, and tells of them once", async (test) => {
  const hands = await startStackUnderTest({ POINTS_RATE_PER_SECOND: "200" });
  test.onTestFinished(() => hands.close());
  const { client, clientOf, upload, schedule, until, setFaults, messages } = hands;
  const [[first = "", points = 0] = [], ...others] = rowsOf(60);
  const facts = ["fall-2026", "보너스", "가을 감사 적립", "2099-12-31"] as const;
  const rows = [[first, points, "가을", ...facts] as const, ...others, ["missing-1", 500] as const];
  const columns = ["캠페인", "포인트 종류", "회원 안내 문구", "포인트 만료일"];
  const { payoutId } = await schedule(await upload(rows, "가을 이벤트", { columns }), 3_000);
  await until(payoutId, "completed");
  // What a row says besides reached the points API.
  const user = await (await fetch(new URL(`/v1/users/${first}`, hands.stack.pointsUrl))).json();
  expect(user).toMatchObject({
    grants: [
      {
        ...{ points, campaign: "fall-2026", pointType: "보너스" },
        ...{ userNote: "가을 감사 적립", expiresOn: "2099-12-31" },
      },
    ],
  });

  // By itself, after the payout: what it says of twenty payments agrees.
  const comparison = async () => (await client.receipt(payoutId)).comparison;
  await expect.poll(async () => (await comparison())?.state, { timeout: 60_000 }).toBe("done");
  expect(await comparison()).toMatchObject({
    ...{ scope: "sample", books: "look_up", findingCount: 0, isBehind: false },
    counted: { sheet: { payments: 61 }, compared: { payments: 20 } },
  });
  const told = async () =>
    (await messages())[0]?.thread.filter(({ text }) => text.includes("포인트 시스템의 기록과")) ??
    [];
  expect(await told()).toEqual([]);

  const keyOf = (row: number) => idempotencyKeyOf(payoutId, row);
  await setFaults({
    lookUps: {
      [keyOf(7)]: null,
      [keyOf(62)]: { userId: "missing-1", points: 500, transactionId: "tx-elsewhere" },
    },
  });
  const viewer = await clientOf("viewer");
  await expect(viewer.requestReceipt(payoutId)).rejects.toMatchObject({
    problem: { code: "wrong_role" },
  });
  await client.requestReceipt(payoutId);
  await expect.poll(async () => (await comparison())?.state, { timeout: 60_000 }).toBe("done");

  const { counts, digest, comparison: compared } = await viewer.receipt(payoutId);
  expect(counts).toMatchObject({ payments: 61, paid: 60, rejected: 1 });
  expect(digest).toMatch(/^sha256:/);
  expect(compared).toMatchObject({
    ...{ scope: "all", findingCount: 2, by: { id: "marketer" } },
    counted: { compared: { payments: 61 }, inBooks: { payments: 60 } },
    findings: [
      { code: "paid_not_in_books", row: 7, userId: "user-0006", state: "paid" },
      { code: "in_books_not_paid", row: 62, state: "rejected", inBooks: "tx-elsewhere" },
    ],
  });
  await expect.poll(async () => (await told()).length, { timeout: 60_000 }).toBe(1);
  expect((await told())[0]?.text).toContain(`/payouts/${payoutId}/receipt`);
  expect((await client.payout(payoutId)).counts).toEqual(counts);
});
