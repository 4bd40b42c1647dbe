import { describe, expect, it } from "vitest";
import { type TellTomorrowDeps, tellTomorrow } from "../../../domain/channel/tell-tomorrow.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { type Policy, policySchema } from "../../../domain/payout/policy.ts";
import { createSlackMessages } from "../../../presentation/slack/slack-messages.ts";
import { createMemoryChannel } from "../../doubles/memory-channel.ts";
import {
  createMemoryDeliveryStates,
  createMemoryPayoutStore,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const { schedule } = payoutIn("scheduled");
const { request } = payoutIn("awaiting_approval");
/** Noon and a quarter to midnight of the 24th in Seoul, and one o'clock of the 25th. */
const NOON = "2026-11-24T03:00:00.000Z";
const LATE = "2026-11-24T14:45:00.000Z";
const DAY_AFTER = "2026-11-24T16:00:00.000Z";

const scheduledFor = (payoutId: string, at: string): Payout => ({
  ...payoutIn("scheduled"),
  ...{ payoutId, title: payoutId, schedule: { ...schedule, at } },
});

async function setup(payouts: readonly Payout[], policy: Partial<Policy> = {}) {
  // Seven in the evening of the 23rd in Seoul.
  const clock = createVirtualClock(Date.parse("2026-11-23T10:00:00.000Z"));
  const store = createMemoryPayoutStore();
  for (const payout of payouts) await store.create(payout, createdEvent(payout));
  const main = createMemoryChannel("C0MAIN");
  const other = createMemoryChannel("C0OTHER");
  let made = 0;
  const deps: TellTomorrowDeps = {
    ...{ clock, payouts: store, channel: main.channel },
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    deliveryStates: createMemoryDeliveryStates(),
    channelOf: ({ pointsApi }) => (pointsApi === "credit" ? other.channel : main.channel),
    pointsApis: [
      { name: "points", title: { ko: "포인트", en: "Points" }, ratePerSecond: 1 },
      { name: "credit", title: { ko: "적립금", en: "Credit" }, ratePerSecond: 1 },
    ],
    messages: createSlackMessages({ language: "en", mentions: [] }),
    policy: policySchema.parse(policy),
    payoutLink: (payoutId) => `https://page.invalid/${payoutId}`,
  };
  const linesIn = ({ messages }: typeof main) =>
    messages.map(({ message }) =>
      message.text
        .split("\n")
        .flatMap(
          (line) => /^(📅.*|• \d\d:\d\d .*?\|(?:[^>]*))/.exec(line)?.[0].replace(/<.*\|/, "") ?? [],
        ),
    );
  return {
    ...{ clock, store, main, other },
    tell: () => clock.run(tellTomorrow(deps)),
    told: () => ({ main: linesIn(main), other: linesIn(other) }),
  };
}

describe("what is to be paid tomorrow", () => {
  it("is told in the evening, to each channel for itself, once and by its time", async () => {
    const { tell, told, main } = await setup([
      scheduledFor("late", LATE),
      {
        ...payoutIn("awaiting_approval"),
        payoutId: "asked",
        title: "asked",
        request: { ...request, at: NOON },
      },
      { ...scheduledFor("credit", NOON), pointsApi: "credit" },
      scheduledFor("day-after", DAY_AFTER),
      scheduledFor("today", "2026-11-23T12:00:00.000Z"),
      { ...payoutIn("ready"), payoutId: "ready" },
    ]);
    await tell();
    await tell();
    expect(told()).toEqual({
      main: [["📅 Tomorrow, Tue, 24 Nov: 2 payouts", "• 12:00 · asked", "• 23:45 · late"]],
      other: [["📅 Tomorrow, Tue, 24 Nov: 1 payout", "• 12:00 · credit"]],
    });
    expect(main.calls).toEqual(["post"]);
  });

  it("is told neither before its time of day nor where a policy says never", async () => {
    const { tell, told, clock } = await setup([scheduledFor("one", NOON)], {
      tomorrowToldAt: "19:01",
    });
    await tell();
    expect(told().main).toEqual([]);
    clock.jumpTo(clock.nowMs() + 60_000);
    await tell();
    expect(told().main).toHaveLength(1);
    const never = await setup([scheduledFor("one", NOON)], { tomorrowToldAt: "never" });
    await never.tell();
    expect(never.told().main).toEqual([]);
  });

  it("is kept true until midnight, and then told anew of the next day", async () => {
    const one = scheduledFor("one", NOON);
    const { tell, told, store, clock } = await setup([one]);
    await tell();
    const ready = { ...payoutIn("ready"), payoutId: "one", revision: 2 };
    await store.change(ready, { ...createdEvent(ready), eventId: "held", revision: 2 });
    await tell();
    expect(told().main).toEqual([["📅 Nothing to be paid tomorrow, Tue, 24 Nov"]]);
    const next = scheduledFor("next", DAY_AFTER);
    await store.create(next, createdEvent(next));
    clock.jumpTo(Date.parse("2026-11-24T10:00:00.000Z"));
    await tell();
    expect(told().main).toEqual([
      ["📅 Nothing to be paid tomorrow, Tue, 24 Nov"],
      ["📅 Tomorrow, Wed, 25 Nov: 1 payout", "• 01:00 · next"],
    ]);
  });

  it("is told nobody where nothing is", async () => {
    const { tell, main } = await setup([scheduledFor("day-after", DAY_AFTER)]);
    await tell();
    expect(main.calls).toEqual([]);
  });

  it("is told in one channel though another one takes nothing", async () => {
    const credit = { ...scheduledFor("credit", NOON), pointsApi: "credit" };
    const { tell, told, main } = await setup([scheduledFor("one", NOON), credit]);
    main.fail("post", { code: "is_archived" });
    await expect(tell()).rejects.toMatchObject({ code: "is_archived" });
    expect(told().other).toHaveLength(1);
    await tell();
    expect(told()).toMatchObject({ main: [{ length: 2 }], other: [{ length: 2 }] });
  });

  it("is told later where the channel refused it, and once where its answer was lost", async () => {
    const { tell, told, main, clock } = await setup([scheduledFor("one", NOON)]);
    main.fail("post", "answer_lost");
    await expect(tell()).rejects.toMatchObject({ code: "unreachable" });
    clock.jumpTo(clock.nowMs() + 5 * 60_000);
    await tell();
    await tell();
    expect(told().main).toHaveLength(1);
  });
});
