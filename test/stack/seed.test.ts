import { expect, it } from "vitest";
import { connectToStack, NoLocalStackError } from "../../local/seed/connect-stack.ts";
import { seedPastMonths } from "../../local/seed/seed-past-months.ts";
import { seedPayouts } from "../../local/seed/seed-payouts.ts";
import { startStackUnderTest } from "./stack-under-test.ts";

it("fills a stack with payouts in every state that one stays in", async ({ onTestFinished }) => {
  const hands = await startStackUnderTest({ POINTS_IDEMPOTENCY: "none" });
  onTestFinished(() => hands.close());
  const { stack, client } = hands;
  const seedStack = await connectToStack(stack.origin);
  onTestFinished(() => seedStack.close());

  const seeded = await seedPayouts(seedStack, 1);

  const shown = seeded.map(({ payout, about }) => [about, payout.state]);
  expect(Object.fromEntries(shown)).toEqual({
    "its sheet never came": "uploading",
    "six problems in its sheet": "invalid",
    "nothing to object to": "ready",
    "the second person declined it": "ready",
    "an approver held it, and lets it go on": "ready",
    "more points than one person may let through": "awaiting_approval",
    "paid tomorrow at ten": "scheduled",
    "cancelled before it was scheduled": "cancelled",
    "slowly, for a quarter of an hour": "distributing",
    "the points API is down; it waits": "distributing",
    "a person stopped it": "paused",
    "the execution that paid it died": "halted",
    "everyone is paid": "completed",
    "a dry run: nobody was paid": "completed",
    "two users don't exist, two answers were lost: unknown": "completed",
    "pays the two that failed again": "ready",
    "warnings to be ticked": "ready",
  });
  const payoutOf = (about: string) => seeded.find((one) => one.about.startsWith(about))?.payout;
  expect(payoutOf("six problems")?.check?.problems).toHaveLength(6);
  expect(payoutOf("the points API is down")?.outage).toMatchObject({ code: "http_503" });
  expect(payoutOf("the execution")?.halt).toMatchObject({ reason: "execution_died" });
  expect(payoutOf("everyone")?.counts).toMatchObject({ payments: 150, paid: 150 });
  expect(payoutOf("a dry run")).toMatchObject({ dryRun: true, counts: { rejected: 1 } });
  const unpaid = payoutOf("two users");
  expect(unpaid?.counts).toMatchObject({ paid: 296, rejected: 2, unknown: 2 });
  expect(payoutOf("pays the two")).toMatchObject({
    retryOf: unpaid?.payoutId,
    check: { payments: 2 },
  });
  const warned = payoutOf("warnings")?.check?.warnings.map(({ code }) => code);
  expect(warned).toEqual(expect.arrayContaining(["user_id_twice"]));
  expect((await client.payouts({ limit: 100 })).items).toHaveLength(seeded.length);

  // Once, however often it is asked for.
  const nowMs = Date.now();
  await seedPastMonths(seedStack.payouts, nowMs);
  await seedPastMonths(seedStack.payouts, nowMs);
  expect((await client.payouts({ limit: 100 })).items).toHaveLength(seeded.length + 45);
  const [{ months = [] } = {}] = (await client.overviewMonths()).pointsApis;
  expect(months.filter(({ points }) => points > 0).length).toBeGreaterThanOrEqual(11);
  expect(months.filter(({ takenBack }) => takenBack.points > 0)).toHaveLength(1);
  expect((await client.overview()).waiting.toSettle?.items).toHaveLength(1);
});

it("says what to do where no stack runs", async () => {
  const error = await connectToStack("http://127.0.0.1:1").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoLocalStackError);
  expect(error).toMatchObject({ message: expect.stringContaining("npm run dev") });
});

it("fills no stack that pays by a points API of others", async ({ onTestFinished }) => {
  const hands = await startStackUnderTest({ POINTS_API_URL: "https://points.example" });
  onTestFinished(() => hands.close());
  await expect(connectToStack(hands.stack.origin)).rejects.toThrow(/another points API/);
});
