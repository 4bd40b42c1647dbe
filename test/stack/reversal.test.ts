import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { refusalOf, rowsOf, startStackUnderTest } from "./stack-under-test.ts";

let world: Awaited<ReturnType<typeof startStackUnderTest>>;
beforeAll(async () => {
  world = await startStackUnderTest();
});
afterAll(() => world.close());

const ROWS = rowsOf(5, "undo");
const CHOSEN = [3, 6];

/** What the points API's own books say. */
async function books() {
  const schema = z.object({
    ...{ grants: z.number(), reversals: z.number(), pointsTakenBack: z.number() },
    takenBackTwice: z.number(),
  });
  return schema.parse(await (await fetch(`${world.stack.pointsUrl}/_state`)).json());
}

async function balanceOf(userId: string): Promise<number> {
  const url = `${world.stack.pointsUrl}/v1/users/${userId}`;
  return z.object({ balance: z.number() }).parse(await (await fetch(url)).json()).balance;
}

it("takes two of five payments back once a second person approved it, whatever answers are lost", async () => {
  const { client, clientOf } = world;
  const ready = await world.upload(ROWS, "두 번 지급한 이벤트");
  expect(ready.takesBack).toBe(true);
  await world.schedule(ready, 3_000);
  const { payoutId } = await world.until(ready.payoutId, "completed");
  const before = await balanceOf("undo-0001");
  expect(before).toBeGreaterThan(0);

  const asked = await client.reverse(payoutId, { rows: CHOSEN, reason: "두 번 지급함" });
  const reversal = await world.until(asked.payoutId, "ready", "invalid");
  expect(reversal).toMatchObject({
    ...{ state: "ready", reversalOf: payoutId, reversalReason: "두 번 지급함" },
    title: "두 번 지급한 이벤트 (회수)",
    check: { payments: 2, warningCount: 0, sample: [{ row: 3 }, { row: 6 }] },
  });
  const points = reversal.check?.totalPoints ?? 0;

  // The one who asked for it may not let it go, however it is scheduled.
  const waiting = await world.schedule(reversal, 10_000);
  expect(waiting).toMatchObject({
    state: "awaiting_approval",
    request: { approvalReasons: [{ code: "reversal" }] },
  });
  const { payoutId: undo, revision } = waiting;
  await world.setFaults({ failures: [{ kind: "reset-after-paying", every: 1, until: 1 }] });
  const approver = await clientOf("approver");
  await approver.approve(undo, revision, "확인함");
  const done = await world.until(undo, "completed");

  expect(done).toMatchObject({ counts: { paid: 2, unknown: 0 }, points: { paid: points } });
  expect(await books()).toMatchObject({
    ...{ grants: 5, reversals: 2, pointsTakenBack: points, takenBackTwice: 0 },
  });
  const [first, second] = CHOSEN.map((row) => ROWS[row - 2]?.[0] ?? "");
  expect([await balanceOf(first ?? ""), await balanceOf(second ?? "")]).toEqual([0, 0]);
  expect(await balanceOf("undo-0001")).toBe(before);

  const original = await client.payout(payoutId);
  expect(original).toMatchObject({
    counts: { paid: 5 },
    reversals: [{ payoutId: undo, state: "completed", takenBack: { payments: 2, points } }],
  });
  const { items } = await client.payments(payoutId);
  expect(items.map(({ reversedBy }) => reversedBy)).toEqual([
    ...[undefined, undo, undefined, undefined, undo],
  ]);
  const taken = await client.payments(undo);
  expect(taken).toMatchObject({
    reversalOf: payoutId,
    items: CHOSEN.map((row) => ({
      ...{ row, state: "paid", reference: `paysheet-${payoutId}-${row}-r1` },
    })),
  });
  const ofUser = await client.userPayments(first ?? "");
  expect(ofUser.items).toMatchObject([{ reversalOf: payoutId }, { payoutId }]);
  expect((await client.events(payoutId)).items.at(-1)).toMatchObject({ action: "reversed" });

  const again = client.reverse(payoutId, { rows: [4, 3], reason: "한 번 더" });
  expect(await refusalOf(again)).toBe("already_reversed");
  expect(await refusalOf(client.reverse(undo, { reason: "되돌림" }))).toBe("is_reversal");
  expect(await refusalOf(client.retry(undo))).toBe("is_reversal");
});
