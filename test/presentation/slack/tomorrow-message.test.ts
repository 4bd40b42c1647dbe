import { describe, expect, it } from "vitest";
import { tomorrowMessage } from "../../../presentation/slack/tomorrow-message.ts";
import { STATUSES } from "./status-facts.ts";

const PAYOUT = {
  ...STATUSES.scheduled,
  scheduledFor: { localTime: "2026-12-01T10:00", timeZone: "Asia/Seoul" },
  isAsked: false,
};
const DAY = "2026-12-01";
const linesOf = (...args: Parameters<typeof tomorrowMessage>) =>
  tomorrowMessage(...args).text.split("\n");

describe("what is to be paid tomorrow", () => {
  it("names each by its time, how much, who made it, and what it waits for", () => {
    const asked = { ...PAYOUT, isAsked: true, dryRun: true, title: "*A* & <B>" };
    const reversal = { ...PAYOUT, reversalOf: "01K", pointsApi: { ko: "적립금", en: "Credit" } };
    const facts = { day: DAY, payouts: [PAYOUT, asked, reversal], more: 2 };
    expect(linesOf(facts, "ko")).toEqual([
      "📅 내일 12월 1일(화) 예정 5건",
      "내일 지급할 포인트를 미리 알려 드립니다. 문제가 있으면 시작 전에 여기서, 또는 그 지급의 메시지나 화면에서 보류해 주세요. " +
        "‘승인 대기’인 건은 예약 시각까지 승인하지 않으면 지급되지 않습니다.",
      "예정된 건:",
      "• 10:00 · <https://pay.example.com/payouts/1|11월 출석 이벤트> · 200건 · 2,000,000P · 홍길동",
      "• 10:00 · <https://pay.example.com/payouts/1|[연습] ＊A＊ &amp; &lt;B&gt;> · 200건 · 2,000,000P · 홍길동 · ✋ 승인 대기",
      "• 10:00 · <https://pay.example.com/payouts/1|11월 출석 이벤트> · 200건 · 2,000,000P · 회수 · 적립금 · 홍길동",
      "외 2건은 지급 목록 화면에서 볼 수 있습니다.",
    ]);
    expect(linesOf({ day: DAY, payouts: [asked], more: 0 }, "en")).toEqual([
      "📅 Tomorrow, Tue, 1 Dec: 1 payout",
      expect.stringContaining("not paid unless they are approved before their time."),
      "To be paid:",
      "• 10:00 · <https://pay.example.com/payouts/1|[Dry run] ＊A＊ &amp; &lt;B&gt;> · 200 payments · 2,000,000 points · 홍길동 · ✋ awaits approval",
    ]);
  });

  it("has a button to hold each that is scheduled, as many as Slack takes, each in its own block", () => {
    const asked = { ...PAYOUT, isAsked: true };
    const payouts = [PAYOUT, asked, ...Array.from({ length: 38 }, () => PAYOUT)];
    const { blocks } = tomorrowMessage({ day: DAY, payouts, more: 0 }, "ko");
    const buttons = blocks.filter(({ type }) => type === "actions");
    expect(buttons).toHaveLength(10);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(buttons[0]).toMatchObject({
      elements: [
        { action_id: "hold_payout", value: JSON.stringify({ payoutId: PAYOUT.payoutId }) },
      ],
    });
    const one = tomorrowMessage({ day: DAY, payouts: [asked], more: 0 }, "en").blocks;
    expect(one.filter(({ type }) => type === "actions")).toEqual([]);
  });

  it.each([
    ["ko", "📅 내일 12월 1일(화) 예정 없음", "모두 취소되거나"],
    ["en", "📅 Nothing to be paid tomorrow, Tue, 1 Dec", "was cancelled"],
  ] as const)("says so where nothing is left (%s)", (language, headline, why) => {
    const [first, second] = linesOf({ day: DAY, payouts: [], more: 0 }, language);
    expect(first).toBe(headline);
    expect(second).toContain(why);
  });
});
