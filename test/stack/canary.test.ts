import { expect, it } from "vitest";
import { rowsOf, startStackUnderTest } from "./stack-under-test.ts";

const PAYMENTS = 40;
const ROWS = rowsOf(PAYMENTS);

it("asks a broken points API for three payments only, shows a person why, and pays all once it is mended", async ({
  onTestFinished,
}) => {
  const hands = await startStackUnderTest({ POINTS_RATE_PER_SECOND: "100" });
  onTestFinished(() => hands.close());
  const { client, until, setFaults, messages, grantsOf } = hands;
  // It answers 200 with a page for browsers, whoever is asked for.
  await setFaults({ failures: [{ kind: "garbage", every: 1 }] });
  const { payoutId } = await hands.schedule(await hands.upload(ROWS), 2_000);

  const paused = await until(payoutId, "paused", "halted", "completed");

  expect(paused.pause).toMatchObject({ reason: "canary", canary: { fault: "in_doubt" } });
  const asked = paused.pause?.canary?.payments ?? [];
  expect(asked.map(({ userId }) => userId)).toEqual(ROWS.slice(0, 3).map(([userId]) => userId));
  for (const payment of asked) {
    expect(payment).toMatchObject({ state: "sending", balanceBefore: "0", balanceAfter: "0" });
    expect(payment.why?.ko).toBeTruthy();
    expect(payment.key).toBe(`paysheet-${payoutId}-${payment.row}`);
  }
  expect((await client.payments(payoutId, { state: "sending" })).items).toHaveLength(3);
  expect(paused.counts).toMatchObject({ paid: 0, rejected: 0, unknown: 0, pending: PAYMENTS });
  await expect.poll(async () => (await messages())[0]?.text).toContain(`paysheet-${payoutId}-2`);

  await setFaults({});
  await client.resume(payoutId);
  const completed = await until(payoutId, "completed", "halted", "paused");

  expect(completed.counts).toMatchObject({ paid: PAYMENTS, unknown: 0, rejected: 0 });
  const grants = await Promise.all(ROWS.map(([userId]) => grantsOf(userId)));
  expect(grants.map((ofUser) => ofUser.length)).toEqual(ROWS.map(() => 1));
});
