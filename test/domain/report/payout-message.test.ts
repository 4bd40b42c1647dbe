import { describe, expect, it } from "vitest";
import { HALT_REASONS } from "../../../domain/payout/payout.ts";
import { reportMessage } from "../../../domain/report/payout-message.ts";
import { completedFacts } from "./report-facts.ts";

describe("the report message", () => {
  it("says everything in Korean, counts first", () => {
    expect(reportMessage(completedFacts(), "ko").text.split("\n")).toEqual([
      "⚠️ 성공 197건 · 실패 3건 — 11월 출석 이벤트",
      "포인트 지급이 끝났습니다.",
      "지급 포인트: 1,970,000 / 2,000,000P",
      "소요 시간: 1분 23초",
      "예약 시각: 2026년 12월 1일(화) 10:00 (Asia/Seoul)",
      "업로드: Marketer",
      "실패 내역:",
      "• 24행 · missing-1 · 10,000P — 없는 회원입니다 “There is no user missing-1.”",
      "• 1088행 · user_88_12 · 15,000P — 포인트 시스템이 요청 내용을 받아들이지 않았습니다",
      "• 1190행 · u-9 · 5,000P — 포인트 시스템이 거절했습니다 (HTTP 451)",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
  });

  it("says the same in English", () => {
    const facts = completedFacts({ approvedBy: "Approver", durationMs: 7_384_000 });
    expect(reportMessage(facts, "en").text.split("\n")).toEqual([
      "⚠️ 197 paid · 3 failed — 11월 출석 이벤트",
      "The payout is complete.",
      "Points paid: 1,970,000 of 2,000,000",
      "Took: 2 h 3 min",
      "Scheduled for: Tue, 1 Dec 2026, 10:00 (Asia/Seoul)",
      "Uploaded by · approved by: Marketer · Approver",
      "Failed:",
      "• Row 24 · missing-1 · 10,000 points — no such user “There is no user missing-1.”",
      "• Row 1088 · user_88_12 · 15,000 points — the points system did not accept the request",
      "• Row 1190 · u-9 · 5,000 points — the points system refused it (HTTP 451)",
      "Open payout: https://pay.example.com/payouts/1",
      "Payout 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
  });

  it("lays a spotless payout out in five blocks", () => {
    const facts = completedFacts({
      counts: { payments: 200, paid: 200, rejected: 0, unknown: 0, pending: 0 },
      points: { total: 2_000_000, paid: 2_000_000 },
      failures: [],
    });
    expect(reportMessage(facts, "ko").blocks).toEqual([
      {
        type: "header",
        text: { type: "plain_text", text: "✅ 성공 200건 · 실패 0건", emoji: true },
      },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "11월 출석 이벤트", style: { bold: true } },
              { type: "text", text: "\n포인트 지급이 끝났습니다." },
            ],
          },
        ],
      },
      {
        type: "section",
        fields: [
          { type: "mrkdwn", text: "*지급 포인트*\n2,000,000 / 2,000,000P" },
          { type: "mrkdwn", text: "*소요 시간*\n1분 23초" },
          { type: "mrkdwn", text: "*예약 시각*\n2026년 12월 1일(화) 10:00 (Asia/Seoul)" },
          { type: "mrkdwn", text: "*업로드*\nMarketer" },
        ],
      },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            action_id: "open_payout",
            text: { type: "plain_text", text: "지급 내역 보기", emoji: true },
            url: "https://pay.example.com/payouts/1",
            style: "primary",
          },
        ],
      },
      {
        type: "context",
        elements: [{ type: "mrkdwn", text: "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S" }],
      },
    ]);
  });

  it("says what to do about payments that may or may not have been paid", () => {
    const facts = completedFacts({
      counts: { payments: 3, paid: 1, rejected: 0, unknown: 2, pending: 0 },
      failures: [{ row: 3, userId: "u-2", points: 5, state: "unknown", code: "in_doubt" }],
    });
    const { text } = reportMessage(facts, "ko");
    expect(text).toContain("⚠️ 성공 1건 · 실패 0건 · 확인 필요 2건 — ");
    expect(text).toContain("❓ 확인 필요 2건: 지급됐는지 알 수 없습니다. 다시 지급하지 마시고");
    expect(text).toContain(
      "• 3행 · u-2 · 5P — 응답을 받지 못해 지급 여부를 알 수 없습니다\n외 1건은",
    );
  });

  it("names ten failures and counts the others", () => {
    const facts = completedFacts({
      counts: { payments: 90, paid: 0, rejected: 90, unknown: 0, pending: 0 },
      failures: Array.from({ length: 40 }, (_, index) => ({
        row: index + 2,
        userId: `u-${index}`,
        points: 1,
        state: "rejected",
        code: "blocked_by_rule",
      })),
    });
    const { text } = reportMessage(facts, "en");
    expect(text).toMatch(/^❌ 0 paid · 90 failed/);
    expect(text.match(/• Row/g)).toHaveLength(10);
    expect(text).toContain("the points system refused it (blocked_by_rule)");
    expect(text).toContain("And 80 more, on the payout’s page.");
  });

  it.each(HALT_REASONS)("says why it was halted and what to do: %s", (haltReason) => {
    const { outcome: _, ...facts } = completedFacts({ failures: [] });
    for (const language of ["ko", "en"] as const) {
      const halted = { ...facts, outcome: "halted", haltReason } as const;
      const partly = reportMessage(halted, language);
      const untouched = reportMessage(
        { ...halted, counts: { payments: 9, paid: 0, rejected: 0, unknown: 0, pending: 9 } },
        language,
      );
      expect(partly.text).toMatch(/^🛑 /);
      expect(partly.blocks).toContainEqual(
        expect.objectContaining({
          type: "section",
          text: expect.objectContaining({ text: expect.stringMatching(/^🛑 \*.+\*\n.+/) }),
        }),
      );
      // Only where nobody can have been paid may the sheet be scheduled again as it is.
      const uploadAgain = /다시 올려|Upload the sheet again/;
      expect(partly.text).not.toMatch(uploadAgain);
      expect(uploadAgain.test(untouched.text)).toBe(haltReason.startsWith("sheet_"));
    }
  });

  it("leaves out what is no address of the web", () => {
    const facts = completedFacts({ link: "javascript:alert(1)", resultLink: "https://x/<y>" });
    expect(reportMessage(facts, "ko").blocks.map(({ type }) => type)).not.toContain("actions");
  });

  it("shows people's data as it is, whatever markup it holds", () => {
    const facts = completedFacts({
      title: "<!channel> *굵게* & <https://evil.example|여기>",
      uploadedBy: "<@U123> _a_ `b` snake_case_name",
      failures: [
        {
          row: 2,
          userId: "<!here>\u202e`x`\n> y",
          points: 1,
          state: "rejected",
          code: "<!everyone>",
          detail: "a\u0000\u200b b",
        },
      ],
    });
    const { text, blocks } = reportMessage(facts, "ko");
    expect(text).toContain("&lt;!channel&gt; ＊굵게＊ &amp; &lt;https://evil.example|여기&gt;");
    expect(text).toContain("&lt;@U123&gt; ＿a＿ ｀b｀ snake_case_name");
    expect(text).not.toMatch(/[<>]/);
    const mrkdwn = JSON.stringify(blocks.filter(({ type }) => type !== "rich_text"));
    expect(mrkdwn).not.toMatch(/[<>]/);
    expect(blocks).toContainEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_list",
          style: "bullet",
          elements: [
            {
              type: "rich_text_section",
              elements: [
                { type: "text", text: "2행 · " },
                { type: "text", text: "<!here> `x` > y", style: { code: true } },
                { type: "text", text: " · 1P — 포인트 시스템이 거절했습니다 (<!everyone>)" },
                { type: "text", text: " “a b”", style: { italic: true } },
              ],
            },
          ],
        },
      ],
    });
  });
});
