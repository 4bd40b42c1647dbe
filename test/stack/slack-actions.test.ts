import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pressButton, pressButtonOf } from "./press-button.ts";
import { rowsOf, startStackUnderTest } from "./stack-under-test.ts";

let hands: Awaited<ReturnType<typeof startStackUnderTest>>;
beforeAll(async () => {
  // So slow that a payout can be stopped halfway.
  const slow = { POINTS_RATE_PER_SECOND: "4" };
  hands = await startStackUnderTest(slow, {
    limits: { paymentPoints: { approvalAbove: 1_000 } },
  });
});
afterAll(() => hands.close());

// Each waits for its own payout's time.
describe.concurrent("buttons in the channel", () => {
  it("hold a payout, so that its time passes and nobody is paid", async () => {
    const { stack, client } = hands;
    const held = await hands.schedule(await hands.upload([["held-1", 100]]), 20_000);

    expect(await pressButton(stack.slackPageUrl ?? "", "hold_payout", held.payoutId)).toBe(200);

    expect((await client.payout(held.payoutId)).state).toBe("ready");
    expect((await client.events(held.payoutId)).items.at(-1)).toMatchObject({
      action: "held",
      by: { kind: "person", id: "marketer", via: { slack: "U0MARKETER" } },
    });
    // What is due later is paid; by then the time of what is held has passed as well.
    const { payoutId } = await hands.schedule(await hands.upload([["later-1", 200]]), 22_000);
    await hands.until(payoutId, "completed");
    expect((await client.payout(held.payoutId)).state).toBe("ready");
    expect(await hands.grantsOf("held-1")).toEqual([]);
    expect(await hands.grantsOf("later-1")).toEqual([expect.objectContaining({ points: 200 })]);
  });

  it("let an approver decide, stop and go on without the page, and those whom it concerns are called", async () => {
    const { stack, client } = hands;
    // Signed in once; all else is done in the channel.
    await (await hands.clientOf("approver")).payouts({ limit: 1 });
    const ready = await hands.upload([["large-1", 5_000], ...rowsOf(15, "slack")], "승인할 이벤트");
    const { payoutId, state } = await hands.schedule(ready, 12_000);
    expect(state).toBe("awaiting_approval");
    const message = async () => {
      const found = (await hands.messages()).find(({ text }) => text.includes(payoutId));
      if (found === undefined) throw new Error("The channel says nothing of it.");
      return found;
    };
    const buttons = async () => JSON.stringify((await message()).blocks);
    const press = async (actionId: string) => {
      await expect.poll(buttons, { timeout: 30_000 }).toContain(actionId);
      return await pressButtonOf(stack.slackPageUrl ?? "", await message(), actionId, "U0APPROVER");
    };

    expect(await press("approve_payout")).toBe(200);
    expect((await client.payout(payoutId)).schedule?.approvedBy?.id).toBe("approver");
    await expect.poll(buttons).not.toContain("approve_payout");

    expect(await press("stop_payout")).toBe(200);
    expect((await client.payout(payoutId)).state).toBe("paused");
    expect(await press("resume_payout")).toBe(200);
    const { counts } = await hands.until(payoutId, "completed");

    expect(counts).toMatchObject({ payments: 16, paid: 16 });
    expect(await hands.grantsOf("large-1")).toEqual([expect.objectContaining({ points: 5_000 })]);
    expect((await message()).thread.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/승인이 필요합니다[\s\S]*<@U0APPROVER> 확인 부탁드립니다/),
        expect.stringMatching(/요청을 승인했습니다[\s\S]*<@U0MARKETER> 알려 드립니다/),
      ]),
    );
  });
});
