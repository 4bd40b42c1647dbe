import { describe, expect, it } from "vitest";
import { type TellRemindersDeps, tellReminders } from "../../../domain/channel/tell-reminders.ts";
import {
  changeReminder,
  createReminder,
  deleteReminder,
} from "../../../domain/payout/change-reminders.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createSlackMessages } from "../../../presentation/slack/slack-messages.ts";
import { createMemoryChannel } from "../../doubles/memory-channel.ts";
import { createMemoryDeliveryStates, createMemoryReminders } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { MARKETER } from "../payout/payouts.ts";

const EVENT = { title: "11월 출석 이벤트", dayOfMonth: 25 };
const DAY_MS = 86_400_000;
/** Nine in the morning of the 25th in Seoul. */
const DUE = Date.parse("2026-11-25T00:00:00.000Z");

async function setup() {
  const clock = createVirtualClock(DUE - 5 * DAY_MS);
  const main = createMemoryChannel("C0MAIN");
  const other = createMemoryChannel("C0OTHER");
  let made = 0;
  const deps = {
    ...{ clock, channel: main.channel },
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    reminders: createMemoryReminders(),
    deliveryStates: createMemoryDeliveryStates(),
    channelOf: ({ pointsApi }: { readonly pointsApi?: string | undefined }) =>
      pointsApi === "credit" ? other.channel : main.channel,
    pointsApis: [
      { name: "points", title: { ko: "포인트", en: "Points" }, ratePerSecond: 1 },
      { name: "credit", title: { ko: "적립금", en: "Credit" }, ratePerSecond: 1 },
    ],
    messages: createSlackMessages({ language: "ko", mentions: [] }),
    calling: { people: { deciders: async () => [] }, mentionOf: async () => "<@U012>" },
    policy: policySchema.parse({}),
    reminderLink: ({ reminderId, month }) =>
      `https://page.invalid/new?reminder=${reminderId}&month=${month}`,
  } satisfies TellRemindersDeps;
  return {
    ...{ deps, clock, main, other },
    make: (request: Partial<Parameters<typeof createReminder>[1]> = {}) =>
      createReminder(deps, { ...EVENT, ...request }, { ...MARKETER, email: "m@company.example" }),
    /** Sweeps at that time. */
    async sweepAt(ms: number, over: Partial<TellRemindersDeps> = {}) {
      await clock.run(clock.sleep(Math.max(0, ms - clock.nowMs())));
      return clock.run(tellReminders({ ...deps, ...over }));
    },
    told: (channel = main) => channel.messages.map(({ message }) => message.text.split("\n")),
  };
}

describe("a reminder that recurs", () => {
  it("is told once a month, with the month in its title and in its link", async () => {
    const { make, sweepAt, told, main } = await setup();
    const { reminderId } = await make();

    await sweepAt(DUE - 1);
    expect(told()).toEqual([]);
    for (const at of [DUE, DUE + 1, DUE + DAY_MS]) await sweepAt(at);
    expect(told()).toEqual([
      [
        "🗓️ 11월 25일(수) 지급할 파일을 올릴 때입니다 — 11월 출석 이벤트",
        expect.stringContaining("매월 25일로 정해 둔 알림입니다."),
        "<@U012>",
        "포인트 시스템: 포인트",
        `파일 올리기: https://page.invalid/new?reminder=${reminderId}&amp;month=2026-11`,
      ],
    ]);

    await sweepAt(DUE + 30 * DAY_MS);
    expect(told()[1]?.[0]).toBe("🗓️ 12월 25일(금) 지급할 파일을 올릴 때입니다 — 12월 출석 이벤트");
    expect(main.calls.filter((call) => call === "post")).toHaveLength(2);
  });

  it("is told in the channel of its points API", async () => {
    const { make, sweepAt, told, other } = await setup();
    await make({ pointsApi: "credit" });
    await sweepAt(DUE);
    expect([told().length, told(other).length]).toEqual([0, 1]);
  });

  it("is told once though the table was restored to before it was told", async () => {
    const { make, sweepAt, told } = await setup();
    await make();
    await sweepAt(DUE);

    await sweepAt(DUE + DAY_MS, { deliveryStates: createMemoryDeliveryStates() });

    expect(told()).toHaveLength(1);
  });

  it("is told once though the answer was lost, and by two sweeps at once", async () => {
    const { make, sweepAt, told, main, clock, deps } = await setup();
    await make();
    main.fail("post", "answer_lost");
    await expect(sweepAt(DUE)).rejects.toThrow("does not answer");

    await sweepAt(DUE + 300_000);
    await clock.run(Promise.allSettled([tellReminders(deps), tellReminders(deps)]));

    expect(told()).toHaveLength(1);
  });

  it("is told by the next sweep where the channel refused, and keeps no other from being told", async () => {
    const { make, sweepAt, told, main } = await setup();
    await make({ title: "첫째" });
    await make({ title: "둘째" });
    main.fail("post", { code: "ratelimited" });

    await expect(sweepAt(DUE)).rejects.toThrow();
    expect(told().map(([first]) => first?.split(" — ")[1])).toEqual(["둘째"]);
    await sweepAt(DUE + 300_000);
    expect(told().map(([first]) => first?.split(" — ")[1])).toEqual(["둘째", "첫째"]);
  });

  it("is told on its new day once it is changed, and no more once it is deleted", async () => {
    const { make, sweepAt, told, deps } = await setup();
    const { reminderId } = await make();
    const changed = { ...EVENT, dayOfMonth: 31, revision: 1 };
    await changeReminder(deps, reminderId, changed, MARKETER);

    await sweepAt(DUE + 4 * DAY_MS);
    expect(told()).toEqual([]);
    // November has no such day.
    await sweepAt(DUE + 5 * DAY_MS);
    expect(told()[0]?.[0]).toContain("11월 30일(월)");

    await deleteReminder(deps, reminderId, MARKETER);
    await sweepAt(DUE + 36 * DAY_MS);
    expect(told()).toHaveLength(1);
  });

  it("is not told again in a month in which its day moves on", async () => {
    const { make, sweepAt, told, deps } = await setup();
    const { reminderId } = await make();
    await sweepAt(DUE);
    await changeReminder(deps, reminderId, { ...EVENT, dayOfMonth: 28, revision: 1 }, MARKETER);
    await sweepAt(DUE + 3 * DAY_MS);
    expect(told()).toHaveLength(1);
  });
});
