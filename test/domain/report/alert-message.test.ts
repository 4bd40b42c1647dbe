import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlertFacts, alertMessage } from "../../../domain/report/alert-message.ts";

const COMMON = {
  payoutId: "01KB0000000000000000000001",
  title: "11월 이벤트",
  uploadedBy: "홍길동",
  scheduledFor: { localTime: "2026-11-23T12:00:00", timeZone: "Asia/Seoul" },
  totalPoints: 1_234_500,
  link: "https://page.invalid/payouts/1?a=b&c=d",
};
const DIED: AlertFacts = {
  ...COMMON,
  kind: "died",
  counts: { payments: 2_000, paid: 1_200, rejected: 3, unknown: 1, pending: 796 },
};
const OVERDUE: AlertFacts = { ...COMMON, kind: "overdue", payments: 2_000 };

describe("an alert", () => {
  it("of a payout that died says how far it came and that resuming pays nobody twice", () => {
    expect(alertMessage(DIED, "ko").text).toBe(
      [
        "🛑 포인트 지급이 멈췄습니다 — 11월 이벤트",
        "지급 작업이 예기치 않게 끝나 남은 건이 지급되지 않고 있습니다.",
        "지급 현황: 성공 1,200건 · 실패 3건 · 확인 필요 1건 · 미처리 796건",
        "총 포인트: 1,234,500P",
        "예약 시각: 2026년 11월 23일(월) 12:00 (Asia/Seoul)",
        "업로드: 홍길동",
        "이렇게 해 주세요: 지급 내역 화면에서 ‘이어서 지급’(resume)을 눌러 주세요. 이미 지급된 회원은 건너뛰므로 두 번 지급되지 않습니다. 같은 시트를 새로 올려 예약하지는 마세요.",
        "지급 내역 보기: https://page.invalid/payouts/1?a=b&amp;c=d",
        "지급 번호 01KB0000000000000000000001",
      ].join("\n"),
    );
  });

  it("of a payout that did not start says that nobody was paid and what to do", () => {
    const { text, blocks } = alertMessage(OVERDUE, "en");
    expect(text).toContain("⏰ A scheduled payout did not start — 11월 이벤트\n");
    expect(text).toContain("So far: 0 paid · 0 failed · 2,000 not processed\n");
    expect(text).toContain("Move it to a new time on the payout’s page, or cancel it.");
    expect(blocks.map(({ type }) => type)).toEqual([
      "header",
      "rich_text",
      "section",
      "section",
      "actions",
      "context",
    ]);
  });

  it("smuggles no mention and keeps within Slack's limits, whatever people wrote", () => {
    const hostile = fc.string({ unit: "binary", maxLength: 5_000 });
    const words = fc.constantFrom("<!channel>", "<@U1>", "*bold*", "a\nb", "");
    fc.assert(
      fc.property(fc.oneof(hostile, words), fc.constantFrom("ko", "en"), (said, language) => {
        const people = { title: said, uploadedBy: said, payoutId: said };
        const scheduledFor = { localTime: said, timeZone: said };
        const { text, blocks } = alertMessage({ ...DIED, ...people, scheduledFor }, language);
        expect(text).not.toMatch(/<[!@#]/);
        expect(text.length).toBeLessThan(4_000);
        for (const block of blocks) {
          if (block.type !== "section" || !("fields" in block)) continue;
          for (const field of block.fields) {
            expect(field.text).not.toMatch(/<[!@#]/);
            expect(field.text.length).toBeLessThan(2_000);
          }
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
