import { describe, expect, it } from "vitest";
import type { Language } from "../../../domain/language.ts";
import {
  notificationMessage,
  notificationOver,
} from "../../../presentation/slack/notification-message.ts";
import { statusMessage } from "../../../presentation/slack/status-message.ts";
import { buttonsOf } from "./message-parts.ts";
import { MOMENTS, STATUSES } from "./status-facts.ts";

const OF_TROUBLE = ["<!here>"];
const CALLED = { called: ["<@U0APPROVER>"] };
const linesOf = (text: string) => text.split("\n");

describe("what somebody decided", () => {
  it("is told to whoever made it, with the reason and what to do", () => {
    const declined = { ...MOMENTS.decided, called: ["<@U0MAKER>"] };
    expect(linesOf(notificationMessage(declined, "ko", OF_TROUBLE).text)).toEqual([
      "↩️ 포인트 지급 요청을 반려했습니다 — 11월 출석 이벤트",
      "김승인 님이 200건 · 2,000,000P 지급 건을 반려했습니다. 아직 아무에게도 지급되지 않았습니다.",
      "<@U0MAKER> 알려 드립니다.",
      "사유: 총액이 계획과 다릅니다",
      "👉 이렇게 해 주세요: 지급하려면 지급 내역 화면에서 다시 예약해 승인을 요청해 주세요. 파일 내용을 고쳐야 한다면 고친 " +
        "파일을 새로 올려 주세요.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
    ]);
    expect(linesOf(notificationMessage(declined, "en", OF_TROUBLE).text).slice(0, 4)).toEqual([
      "↩️ A payout was declined — 11월 출석 이벤트",
      "김승인 declined it: 200 payments · 2,000,000 points. Nobody has been paid.",
      "For <@U0MAKER> to know.",
      "Why: 총액이 계획과 다릅니다",
    ]);
  });

  it.each([
    ["approved", "김승인 님이 200건 · 2,000,000P 지급 건을 승인했습니다. 아래 시각에 지급합니다."],
    [
      "moved",
      "김승인 님이 200건 · 2,000,000P 지급 건의 시각을 옮겼습니다. 아래 시각에 지급합니다.",
    ],
    [
      "scheduled",
      "김승인 님이 200건 · 2,000,000P 지급 건을 다시 예약했습니다. 아래 시각에 지급합니다.",
    ],
  ] as const)("says when it is paid: %s", (decision, summary) => {
    const { scheduledFor } = STATUSES.scheduled;
    const facts = { ...MOMENTS.decided, decision, reason: undefined, scheduledFor };
    const { text } = notificationMessage(facts, "ko", OF_TROUBLE);
    expect(linesOf(text).slice(1, 3)).toEqual([
      summary,
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
    ]);
    expect(text).not.toContain("이렇게 해 주세요");
  });

  it("says of what is braked who can let it go on", () => {
    const brake = { kind: "held", by: "김승인" } as const;
    const held = { ...MOMENTS.decided, decision: "held", brake } as const;
    expect(notificationMessage(held, "en", OF_TROUBLE).text).toContain(
      "An approver or admin who neither uploaded nor owned it can schedule it directly.",
    );
  });

  it("calls nobody in trouble's place", () => {
    expect(notificationMessage(MOMENTS.decided, "ko", OF_TROUBLE).text).not.toContain("<!here>");
  });

  it("is of a reversal what it does", () => {
    const reversal = { ...MOMENTS.decided, decision: "approved", reversalOf: "01K" } as const;
    expect(linesOf(notificationMessage(reversal, "ko", []).text)[1]).toBe(
      "김승인 님이 200건 · 2,000,000P 회수 건을 승인했습니다. 아래 시각에 회수합니다.",
    );
    expect(linesOf(notificationMessage(reversal, "en", []).text)[1]).toContain(
      "It is taken back at the time below.",
    );
  });
});

describe("a request for approval", () => {
  it.each<[Language, string, string]>([
    ["ko", "✋ 포인트 지급 승인을 다시 요청했습니다", "<@U0APPROVER> 확인 부탁드립니다."],
    ["en", "✋ Approval of a payout is asked for again", "<@U0APPROVER> please have a look."],
  ])("calls those who may approve, and says that it comes again (%s)", (language, head, call) => {
    const again = { ...MOMENTS.approval_needed, ...CALLED, isAgain: true };
    const lines = linesOf(notificationMessage(again, language, OF_TROUBLE).text);
    expect(lines[0]).toContain(head);
    expect(lines[2]).toBe(call);
  });

  it.each<[Language, string]>([
    ["ko", "승인자에게 남긴 말: 기획서 3쪽 ＊그대로＊ &lt;@U1&gt;"],
    ["en", "Note to whoever approves: 기획서 3쪽 ＊그대로＊ &lt;@U1&gt;"],
  ])("says what its maker says to whoever approves (%s)", (language, line) => {
    const note = "기획서 3쪽\n*그대로* <@U1>";
    const told = [
      statusMessage({ ...STATUSES.awaiting_approval, note }, language),
      notificationMessage({ ...MOMENTS.approval_needed, note }, language, []),
      notificationMessage({ ...MOMENTS.approval_reminder, note }, language, []),
    ];
    for (const { text } of told) expect(linesOf(text)).toContain(line);
  });

  it("names the first of two who must approve", () => {
    const oneMore = { ...MOMENTS.approval_needed, approvedBy: "김승인", isAgain: true };
    expect(linesOf(notificationMessage(oneMore, "ko", OF_TROUBLE).text).slice(0, 2)).toEqual([
      "✋ 포인트 지급에 승인이 필요합니다 — 11월 출석 이벤트",
      expect.stringContaining("김승인 님이 먼저 승인했으며, 다른 한 사람이 더 승인해야 합니다."),
    ]);
  });

  it.each<[Language, string]>([
    ["ko", "⏰ 승인 요청이 2시간 뒤에 만료됩니다 — "],
    ["en", "⏰ A request for approval expires in 2 h — "],
  ])("is reminded of before it expires (%s)", (language, head) => {
    const { text } = notificationMessage({ ...MOMENTS.approval_reminder, ...CALLED }, language, []);
    expect(text).toContain(head);
    expect(text).toContain("<@U0APPROVER>");
  });

  it("says of what expired what each of the two can do", () => {
    const called = ["<@U0MAKER>", "<@U0APPROVER>"];
    const { text } = notificationMessage({ ...MOMENTS.expired, called }, "ko", OF_TROUBLE);
    expect(linesOf(text)).toEqual([
      "⌛ 승인 요청이 만료되어 지급하지 않았습니다 — 11월 출석 이벤트",
      "예약 시각까지 아무도 승인하지 않았습니다. 아직 아무에게도 지급되지 않았습니다.",
      "<@U0MAKER> <@U0APPROVER> 확인 부탁드립니다.",
      "지급 대상: 200건 · 2,000,000P",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
      "👉 이렇게 해 주세요: 지급하려면 올리거나 담당한 사람이 지급 내역 화면에서 새 시각을 정해 승인을 다시 요청하고, 승인자가 " +
        "그 시각 전에 승인해 주세요. 올리거나 담당한 사람이 아닌 승인자나 관리자는 새 시각으로 직접 예약할 수 있습니다. " +
        "지급하지 않으려면 같은 화면에서 취소해 주세요.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
    ]);
  });

  it.each<[Language, string]>([
    ["ko", "⌛ 승인되지 않은 포인트 지급: 200건 · 2,000,000P"],
    ["en", "⌛ Not approved in time: 200 payments · 2,000,000 points"],
  ])("has no button once it expired, as none would do anything (%s)", (language, head) => {
    const expired = statusMessage({ ...STATUSES.awaiting_approval, isExpired: true }, language);
    expect(expired.text).toContain(head);
    expect(buttonsOf(expired).map(({ action_id }) => action_id)).toEqual(["open_payout"]);
  });
});

describe("a notification whose button would do nothing any more", () => {
  it.each(["ko", "en"] as const)(
    "says where to look instead, without the button (%s)",
    (language) => {
      for (const kind of ["reminder", "overdue"] as const) {
        const over = notificationOver(kind, STATUSES.distributing, language);
        expect(over.text).toMatch(/첫 메시지|first message/);
        expect(buttonsOf(over).map(({ action_id }) => action_id)).toEqual(["open_payout"]);
      }
    },
  );
});
