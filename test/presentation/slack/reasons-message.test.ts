import { describe, expect, it } from "vitest";
import type { ReasonsFacts } from "../../../domain/channel/message-facts.ts";
import { reasonsMessage } from "../../../presentation/slack/reasons-message.ts";
import { linesOf } from "./message-parts.ts";
import { completedFacts } from "./status-facts.ts";

const { counts, reasons, failures, link } = completedFacts();
const FACTS: ReasonsFacts = { counts, reasons, failures, link, workbook: "attached" };

const MANY: ReasonsFacts = {
  ...FACTS,
  counts: {
    payments: 500,
    paid: 35,
    rejected: 455,
    unknown: 10,
    accepted: 0,
    withdrawn: 0,
    pending: 0,
  },
  reasons: Array.from({ length: 30 }, (_, index) => ({
    state: "rejected",
    code: `code_${index}`,
    count: index + 1,
  })),
  failures: Array.from({ length: 40 }, (_, index) => ({
    row: index + 2,
    userId: `u-${index}`,
    points: 1,
    state: "rejected",
    code: "code_1",
  })),
};

describe("the reasons in a report's thread", () => {
  it("are counted, then those who were not paid are named, then it says where all of them are", () => {
    expect(reasonsMessage(FACTS, "ko").text.split("\n")).toEqual([
      "📋 실패한 건의 사유와 명단",
      "지급 완료 197건 · 지급 실패 3건",
      "사유별 건수:",
      "• 1건 — 없는 사용자입니다 `http_404`",
      "• 1건 — 포인트 시스템이 요청 내용을 받아들이지 않았습니다 `http_422`",
      "• 1건 — 포인트 시스템이 거절했습니다 `http_451`",
      "실패 내역:",
      "• 24행 · missing-1 · 10,000P — 없는 사용자입니다 “There is no user missing-1.”",
      "• 1088행 · user_88_12 · 15,000P — 포인트 시스템이 요청 내용을 받아들이지 않았습니다",
      "• 1190행 · u-9 · 5,000P — 포인트 시스템이 거절했습니다 (HTTP 451)",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "전체 명단은 이 스레드의 결과 파일에 있습니다.",
    ]);
  });

  it("show twenty reasons and ten names of many, the most frequent and the first", () => {
    const lines = reasonsMessage(MANY, "en").text.split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "📋 Failed and to check: why, and who",
      "35 paid · 455 failed · 10 to check",
      "Reasons:",
      "• 30 × the points system refused it `code_29`",
    ]);
    expect(lines.slice(22, 25)).toEqual([
      "• 11 × the points system refused it `code_10`",
      "• and 55 more for other reasons",
      "Failed and to check, the first ones:",
    ]);
    expect(lines.filter((line) => line.startsWith("• Row"))).toHaveLength(10);
    expect(lines.slice(-3)).toEqual([
      "and 455 more",
      "Open payout: https://pay.example.com/payouts/1",
      "All of them are in the results file in this thread.",
    ]);
  });

  it.each([
    ["on_page", "전체 명단은 지급 내역 화면에서 받는 결과 파일에 있습니다."],
    ["none", "전체 명단은 지급 내역 화면에서 볼 수 있습니다."],
  ] as const)("say where to look when no file is attached: %s", (workbook, line) => {
    expect(
      reasonsMessage({ ...FACTS, workbook }, "ko")
        .text.split("\n")
        .at(-1),
    ).toBe(line);
  });

  it.each(["ko", "en"] as const)("say in their text whatever their blocks say (%s)", (language) => {
    for (const facts of [FACTS, MANY]) {
      const message = reasonsMessage(facts, language);
      expect(linesOf(message).filter((line) => !message.text.includes(line))).toEqual([]);
    }
  });
});
