import { expect, it } from "vitest";
import { pressButton } from "./press-button.ts";
import { startStackUnderTest } from "./stack-under-test.ts";

it("holds a payout by a button in the channel, so that its time passes and nobody is paid", async ({
  onTestFinished,
}) => {
  const hands = await startStackUnderTest();
  onTestFinished(() => hands.close());
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
