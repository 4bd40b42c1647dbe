import { describe, expect, it } from "vitest";
import { HALT_REASONS } from "../../../domain/payout/payout.ts";
import { statusMessage } from "../../../presentation/slack/status-message.ts";
import { buttonsOf, linesOf } from "./message-parts.ts";
import { completedFacts, STATUSES, USERS_LOOKED_UP } from "./status-facts.ts";

const TO_DO_DIED =
  "👉 이렇게 해 주세요: 지급 메시지나 지급 내역 화면에서 ‘이어서 지급’을 눌러 주세요. 이미 받은 사용자는 건너뛰므로 " +
  "두 번 지급되지 않습니다. 같은 파일을 새로 올려 예약하지는 마세요.";
const TO_DO_UNKNOWN =
  "❓ 확인 필요 1건: 지급됐는지 알 수 없습니다. 다시 지급하지 마시고, 포인트 시스템의 지급 기록과 " +
  "대조한 뒤 지급 내역 화면에서 ‘지급됨’ 또는 ‘지급 안 됨’으로 확정해 주세요. 고른 건, 찾은 건 모두, 결과가 적힌 목록을 " +
  "한 번에 확정할 수 있습니다. " +
  "‘지급 안 됨’은 두 사람이 확인해야 확정됩니다.";

describe("the message of a payout", () => {
  it.each(["paused", "halted"] as const)(
    "that is %s tells of payments that were asked for when it stopped",
    (stage) => {
      const { counts } = STATUSES[stage];
      const stopped = { ...STATUSES[stage], counts: { ...counts, sending: 2 } };
      expect(statusMessage(stopped, "ko").text).toContain("요청함, 결과 모름: 2건");
      expect(statusMessage(stopped, "en").text).toContain("Asked for, not known: 2");
      expect(statusMessage(STATUSES[stage], "ko").text).not.toContain("결과 모름");
    },
  );

  it("that waits for an approval and has no time of day says until when it can be approved", () => {
    const soonestUntil = { localTime: "2026-12-02T10:00", timeZone: "Asia/Seoul" };
    const asked = { ...STATUSES.awaiting_approval, soonestUntil };
    expect(statusMessage(asked, "ko").text).toContain("승인 기한: 2026년 12월 2일(수) 10:00");
  });

  it("that awaits approval says who asks, what for, and who may decide", () => {
    expect(statusMessage(STATUSES.awaiting_approval, "ko").text.split("\n")).toEqual([
      "✋ 승인을 기다리는 포인트 지급: 200건 · 2,000,000P(200만) — 11월 출석 이벤트",
      "홍길동 님이 승인을 요청했습니다. 승인하기 전에는 지급되지 않습니다.",
      "한 사람에게: 평균 10,000P · 중앙값 9,000P · 최대 300,000P",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
      "올린 사람: 홍길동",
      "👉 이렇게 해 주세요: 내용을 확인하고 아래 ‘승인’이나 ‘반려’를 눌러 주세요. 올리거나 담당하거나 예약한 사람은 " +
        "승인할 수 없습니다. 예약 시각까지 승인하지 않으면 지급되지 않습니다.",
      "확인할 점 2건 (✓: 홍길동 님이 확인함):",
      "✓ B7 다른 지급보다 훨씬 큽니다.",
      "• 같은 사용자가 두 번 있습니다.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S · 변경 4",
    ]);
  });

  it("that awaits approval holds every warning there is room for, and counts the others", () => {
    const { sheet, ...facts } = STATUSES.awaiting_approval;
    const warnings = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        message: { ko: `${index + 1}번째 경고입니다.`, en: `Warning ${index + 1}.` },
        isTicked: false,
      }));
    const shown = (count: number, moreWarnings = 0) => {
      const of = { ...sheet, warnings: warnings(count), moreWarnings };
      return statusMessage({ ...facts, sheet: of }, "ko").text;
    };
    expect(shown(30)).toContain("• 30번째 경고입니다.");
    expect(shown(30)).not.toContain("외 ");
    expect(shown(30, 5)).toContain("외 5건은 지급 내역 화면에서 볼 수 있습니다.");
    const many = shown(1_000, 5);
    expect(many.length).toBeLessThanOrEqual(4_000);
    const lines = many.split("\n").filter((line) => line.startsWith("• "));
    expect(lines.length).toBeGreaterThan(100);
    expect(many).toContain(`외 ${(1_005 - lines.length).toLocaleString("en-US")}건은`);
  });

  it("says who braked it and why, wherever it stands", () => {
    const brake = { kind: "declined", by: "김승인", reason: "금액이 큽니다" } as const;
    const { text } = statusMessage({ ...STATUSES.awaiting_approval, brake }, "ko");
    expect(text).toContain("반려한 사람: 김승인: 금액이 큽니다");
    const held = { ...STATUSES.ready, brake, because: "held", reason: "금액이 큽니다" } as const;
    expect(statusMessage(held, "ko").text).toMatch(
      /사유: 금액이 큽니다\n[\s\S]*다시 예약해 승인을 받아/,
    );
    const stopped = {
      ...STATUSES.paused,
      reason: "stopped_by_person",
      stoppedBy: "김승인",
    } as const;
    const paused = { ...stopped, stoppedFor: "5행을 보세요", brake } as const;
    expect(statusMessage(paused, "ko").text).toMatch(
      /사유: 5행을 보세요\n[\s\S]*승인자나 관리자만/,
    );
    const byMaker = { ...stopped, stoppedBy: "홍길동", stoppedFor: "잠시만요", brake } as const;
    for (const facts of [
      byMaker,
      { ...STATUSES.paused, brake },
      { ...STATUSES.ready, because: "sent_back", brake } as const,
      { ...STATUSES.halted, brake },
      { ...STATUSES.completed, brake },
      { ...STATUSES.cancelled, brake },
      { ...STATUSES.distributing, brake },
    ]) {
      expect(statusMessage(facts, "ko").text).toContain("반려한 사람: 김승인: 금액이 큽니다");
    }
    expect(statusMessage({ ...stopped, stoppedFor: "잠시만요" }, "ko").text).toMatch(
      /사유: 잠시만요\n[\s\S]*‘이어서 지급’을 눌러/,
    );
  });

  it("that awaits approval has buttons that ask once more and name what is approved", () => {
    const value = '{"payoutId":"01KAGX4Z6W0Q9V3T7M2N5P8R1S","revision":4}';
    const [approve, decline, open] = buttonsOf(statusMessage(STATUSES.awaiting_approval, "ko"));
    expect(approve).toEqual({
      type: "button",
      action_id: "approve_payout",
      text: { type: "plain_text", text: "승인", emoji: true },
      value,
      style: "primary",
      confirm: {
        title: { type: "plain_text", text: "이 지급을 승인할까요?", emoji: true },
        text: {
          type: "plain_text",
          text: "11월 출석 이벤트\n200건 · 2,000,000P(200만)를 예약 시각에 지급합니다.",
          emoji: false,
        },
        confirm: { type: "plain_text", text: "승인", emoji: true },
        deny: { type: "plain_text", text: "돌아가기", emoji: true },
        style: "primary",
      },
    });
    expect(decline).toMatchObject({ action_id: "decline_payout", value, style: "danger" });
    expect(open).toMatchObject({
      action_id: "open_payout",
      url: "https://pay.example.com/payouts/1",
    });
  });

  it("that was declined says by whom and why, and that nobody was paid", () => {
    const { text } = statusMessage(STATUSES.ready, "en");
    expect(text).toContain(
      "\nDeclined by 김승인. Nobody has been paid.\nWhy: 총액이 계획과 다릅니다\n",
    );
  });

  it("that was held says who did so, or that it was done, and how to pay it after all", () => {
    const { reason: _, by: __, ...held } = { ...STATUSES.ready, because: "held" as const };
    expect(statusMessage({ ...held, by: "김승인" }, "ko").text.split("\n")).toEqual([
      "✋ 보류한 포인트 지급: 200건 · 2,000,000P — 11월 출석 이벤트",
      "김승인 님이 보류해 예약을 풀었습니다. 아직 아무에게도 지급되지 않았습니다.",
      "올린 사람: 홍길동",
      "👉 이렇게 해 주세요: 지급하려면 지급 내역 화면에서 시각을 정해 다시 예약해 주세요.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
    expect(statusMessage(held, "ko").text).toContain("\n보류되어 예약이 풀렸습니다. 아직");
  });

  it("that is scheduled says when by the company's clock, how many, how much, and who", () => {
    const message = statusMessage(STATUSES.scheduled, "en");
    expect(message.text.split("\n")).toEqual([
      "📅 Scheduled: 200 payments · 2,000,000 points — 11월 출석 이벤트",
      "Paying begins by itself at this time. If something is wrong, choose “Hold” before then.",
      "Scheduled for: Tue, 1 Dec 2026, 10:00 (Korean Standard Time)",
      "Uploaded by: 홍길동",
      "Approved by: 김승인",
      "Open payout: https://pay.example.com/payouts/1",
      "Payout 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
    expect(buttonsOf(message)[0]).toMatchObject({
      action_id: "hold_payout",
      value: '{"payoutId":"01KAGX4Z6W0Q9V3T7M2N5P8R1S"}',
      style: "danger",
      confirm: { style: "danger", title: { text: "Put this payout on hold?" } },
    });
  });

  it("that is overdue says that nobody was paid, and what to do, and can still be held", () => {
    const facts = { ...STATUSES.scheduled, overdueSince: "2026-12-01T01:05:00.000Z" };
    const message = statusMessage(facts, "ko");
    expect(message.text).toContain("⏰ 예약한 포인트 지급이 시작되지 않았습니다 — 11월");
    expect(message.text).toContain(
      "아직 아무에게도 지급되지 않았습니다.\n지급 대상: 200건 · 2,000,000P\n",
    );
    expect(message.text).toContain("지급 내역 화면에서 새 시각으로 예약을 옮기거나, ‘보류’를 눌러");
    expect(buttonsOf(message)[0]).toMatchObject({ action_id: "hold_payout" });
  });

  it("that is being paid shows a bar, the rate and the time left, and can be stopped", () => {
    const message = statusMessage(STATUSES.distributing, "ko");
    expect(message.text.split("\n")).toEqual([
      "💸 포인트를 지급하고 있습니다: 62% — 11월 출석 이벤트",
      "200건 가운데 124건을 처리했습니다.",
      "▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░ 62%",
      "지급 현황: 지급 완료 120건 · 지급 실패 3건 · 확인 필요 1건 · 남음 76건",
      "지급 포인트: 1,200,000 / 2,000,000P",
      "속도: 초당 12.5건",
      "남은 시간: 약 3분 7초",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
      "올린 사람: 홍길동",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
    expect(buttonsOf(message)[0]).toMatchObject({ action_id: "stop_payout", style: "danger" });
  });

  it("that is paused by an outage says that it goes on by itself, and can be stopped for good", () => {
    const message = statusMessage(STATUSES.paused, "ko");
    expect(message.text.split("\n")).toEqual([
      "⏸️ 포인트 지급이 멈춰 있습니다: 62% — 11월 출석 이벤트",
      "포인트 시스템이 응답하지 않아 지급을 멈추고 기다리고 있습니다.",
      "▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░ 62%",
      "지급 현황: 지급 완료 120건 · 지급 실패 3건 · 확인 필요 1건 · 남음 76건",
      "지급 포인트: 1,200,000 / 2,000,000P",
      "멈춘 시각: 2026년 12월 1일(화) 10:03 (한국 표준시)",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
      "올린 사람: 홍길동",
      "👉 이렇게 해 주세요: 지금은 하실 일이 없습니다. 포인트 시스템이 복구되면 저절로 이어서 지급합니다. " +
        "같은 파일을 새로 올려 예약하지는 마세요.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
      "관리자 참고: http_503",
    ]);
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual([
      "stop_payout",
      "open_payout",
    ]);
  });

  it.each([
    "stopped_by_person",
    "points_api_refuses_credentials",
    "points_api_refuses_calls",
  ] as const)("that waits for a person says so, and offers to go on, not to stop: %s", (reason) => {
    const message = statusMessage({ ...STATUSES.paused, reason, stoppedBy: "김승인" }, "en");
    expect(message.text).toMatch(/choose “Resume” in the payout’s message or on its page/);
    expect(message.text).not.toContain("goes on by itself");
    expect(message.text.includes("Stopped by 김승인.")).toBe(reason === "stopped_by_person");
    const [resume, open] = buttonsOf(message);
    expect(resume).toMatchObject({
      action_id: "resume_payout",
      // About the pause that the message tells of, and no other.
      value: '{"payoutId":"01KAGX4Z6W0Q9V3T7M2N5P8R1S","revision":7}',
      confirm: { title: { text: "Go on paying?" } },
    });
    expect(message.text).toContain("Revision 7");
    expect(open?.action_id).toBe("open_payout");
  });

  it.each(HALT_REASONS)(
    "offers to go on with what was halted only where that can be: %s",
    (reason) => {
      for (const ended of [undefined, { by: "김승인", reason: "그만" }]) {
        const facts = { ...STATUSES.halted, haltReason: reason, ended };
        const ids = buttonsOf(statusMessage(facts, "ko")).map(({ action_id }) => action_id);
        const mayResume = ended === undefined && !reason.startsWith("sheet_");
        expect(ids).toEqual(mayResume ? ["resume_payout", "open_payout"] : ["open_payout"]);
      }
    },
  );

  it("whose payments are accepted says that they are waited for, and never calls them done", () => {
    const counts = { ...STATUSES.distributing.counts, accepted: 70, pending: 6 };
    const { text } = statusMessage({ ...STATUSES.distributing, counts }, "ko");
    expect(text.split("\n").slice(0, 4)).toEqual([
      "💸 포인트를 지급하고 있습니다: 62% — 11월 출석 이벤트",
      "200건 가운데 124건을 처리했습니다. 포인트 시스템이 접수한 70건은 결과를 기다리고 있으며, 하실 일은 없습니다.",
      "▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░ 62%",
      "지급 현황: 지급 완료 120건 · 지급 실패 3건 · 확인 필요 1건 · 접수됨 70건 · 남음 6건",
    ]);
    const last = { ...STATUSES.distributing, counts: { ...counts, accepted: 76, pending: 0 } };
    expect(statusMessage(last, "en").text.split("\n").slice(0, 2)).toEqual([
      "⏳ Waiting for the results: 62% — 11월 출석 이벤트",
      "124 of 200 payments done. The points system accepted 76 and tells later what became of them: nobody has to do anything.",
    ]);
  });

  it("says of an outage until when it was asked to wait, and whether the points system answers", () => {
    const since = { localTime: "2026-12-01T10:03", timeZone: "Asia/Seoul" };
    const until = { localTime: "2026-12-01T11:00", timeZone: "Asia/Seoul" };
    const down = { ...STATUSES.distributing, outage: { since, code: "http_429", until } };
    const { text } = statusMessage(down, "en");
    expect(text).toContain("The points system makes no payments at the moment, so paying waits");
    expect(text).toContain(
      "\nIt asked us to wait until: Tue, 1 Dec 2026, 11:00 (Korean Standard Time)\n",
    );
    const silent = { ...STATUSES.distributing, outage: { since, code: "timeout" } };
    expect(statusMessage(silent, "en").text).toContain("The points system does not answer");
  });

  it.each([
    ["maintenance", "포인트 시스템이 점검 중이라 점검이 끝날 때까지 새로 지급하지 않습니다."],
    ["daily_quota", "포인트 시스템이 하루에 받는 요청 한도를 오늘은 모두 썼습니다."],
    ["quiet_hours", "지급하지 않기로 정한 시간대라 그 시간이 끝날 때까지 새로 지급하지 않습니다."],
  ])("says of an outage by %s when paying goes on", (code, why) => {
    const since = { localTime: "2026-12-01T02:00", timeZone: "Asia/Seoul" };
    const until = { localTime: "2026-12-01T04:30", timeZone: "Asia/Seoul" };
    const { text } = statusMessage(
      { ...STATUSES.distributing, outage: { since, code, until } },
      "ko",
    );
    expect(text).toContain(why);
    expect(text).toContain("\n다시 시작하는 시각: 2026년 12월 1일(화) 04:30");
  });

  it("that paused as many were refused shows the API's words and a row, and both ways on", () => {
    const refusal = { code: "http_400", detail: "The budget *is* used up.", row: 512 };
    const { detail: _, ...paused } = { ...STATUSES.paused, reason: "many_refused" as const };
    const message = statusMessage({ ...paused, refusal }, "ko");
    expect(message.text.split("\n").slice(0, 10)).toEqual([
      "⏸️ 포인트 지급이 멈춰 있습니다: 62% — 11월 출석 이벤트",
      "포인트 시스템이 너무 많은 건을 같은 이유로 거절해 지급을 멈췄습니다. 저절로 풀리지 않습니다.",
      "▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░ 62%",
      "지급 현황: 지급 완료 120건 · 지급 실패 3건 · 확인 필요 1건 · 남음 76건",
      "지급 포인트: 1,200,000 / 2,000,000P",
      "거절 이유: 포인트 시스템이 요청 내용을 받아들이지 않았습니다 `http_400`",
      "포인트 시스템의 설명: “The budget ＊is＊ used up.”",
      "마지막으로 거절된 건: 512행",
      "멈춘 시각: 2026년 12월 1일(화) 10:03 (한국 표준시)",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
    ]);
    expect(message.text).toContain(
      "같은 이유로는 다시 멈추지 않습니다. 더 지급하지 않으려면 ‘지급 종료’를",
    );
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual([
      "resume_payout",
      "open_payout",
    ]);
  });

  it.each(["scheduled", "distributing"] as const)(
    "%s says how many users are known to be missing, and of nobody else",
    (stage) => {
      const text = (missing: number) =>
        statusMessage({ ...STATUSES[stage], usersLookedUp: { ...USERS_LOOKED_UP, missing } }, "en")
          .text;
      expect(text(12)).toContain(
        "Users of the sheet: 12 of 12,000 did not exist on Mon, 30 Nov 2026, 13:50 (Korean Standard Time). They will be refused",
      );
      expect(text(0)).not.toContain("Users of the sheet");
    },
  );

  it("whose first payments are looked at says so, and lists them when something is wrong", () => {
    const looking = statusMessage({ ...STATUSES.distributing, canaryOf: 3 }, "ko");
    expect(looking.text).toContain("먼저 3건을 지급하고 확인하는 중: 62%");
    const { detail: _, ...paused } = { ...STATUSES.paused, reason: "canary" as const };
    const asked = { row: 2, userId: "us***", points: 1_000, key: "paysheet-01KB-2" };
    const balances = { balanceBefore: "5000", balanceAfter: "105000" };
    const message = statusMessage(
      {
        ...paused,
        canary: {
          fault: "balance_differs",
          payments: [
            { ...asked, state: "paid", reason: "출석", ...balances },
            { ...asked, row: 3, state: "rejected", code: "http_404", detail: "No *such* user." },
          ],
        },
      },
      "ko",
    );
    expect(message.text).toContain("이상한 점: 잔액이 지급한 포인트와 다르게 바뀌었습니다.");
    expect(message.text).toContain(
      "• 2행 · us＊＊＊ · 1,000P · 출석 · `paysheet-01KB-2` · 지급됨 · 잔액 5,000 → 105,000",
    );
    expect(message.text).toContain("`http_404` “No ＊such＊ user.”");
    expect(message.text).toContain("‘이어서 지급’");
  });

  it("with a latest time, or in quiet hours, says when it really begins and ends", () => {
    const scheduledFor = {
      ...STATUSES.scheduled.scheduledFor,
      latest: { localTime: "2026-12-01T18:00" },
    };
    const beginsAt = { localTime: "2026-12-02T08:00", timeZone: "Asia/Seoul" };
    const { text } = statusMessage({ ...STATUSES.scheduled, scheduledFor, beginsAt }, "ko");
    expect(text).toContain("실제 시작 (그때까지 지급하지 않는 시간대): 2026년 12월 2일(수) 08:00");
    expect(text).toContain("가장 늦은 시각: 2026년 12월 1일(화) 18:00");
  });

  it("that is being ended says who does so and why, and offers no stop", () => {
    const ended = { by: "홍길동", reason: "예산이 줄었습니다" };
    const message = statusMessage({ ...STATUSES.distributing, ended }, "ko");
    expect(message.text).toContain(
      "⏹️ 지급을 종료하고 있습니다: 62% — 11월 출석 이벤트\n홍길동 님이",
    );
    expect(message.text).toContain("\n종료 사유: 예산이 줄었습니다\n");
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual(["open_payout"]);
    for (const status of [STATUSES.paused, STATUSES.halted]) {
      const { text } = statusMessage({ ...status, ended }, "ko");
      expect(text).toContain("‘지급 종료’를 다시 누르면 마저 확인합니다");
      expect(text).not.toContain("이어서 지급");
    }
  });

  it("that was halted says how far it came, why it stopped, who is to act, and what to do", () => {
    expect(statusMessage(STATUSES.halted, "ko").text.split("\n")).toEqual([
      "🛑 중단: 지급 완료 120건 · 지급 실패 3건 · 확인 필요 1건 · 남음 76건 — 11월 출석 이벤트",
      "포인트 지급이 중단됐습니다. 지급 작업이 예기치 않게 끝나 남은 건이 지급되지 않고 있습니다.",
      "<@U012> <!subteam^S01> 확인 부탁드립니다.",
      "지급 포인트: 1,200,000 / 2,000,000P",
      "소요 시간: 1분 23초",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
      "올린 사람: 홍길동",
      TO_DO_DIED,
      TO_DO_UNKNOWN,
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S · 변경 7",
    ]);
  });

  it.each(HALT_REASONS)("lets a sheet be uploaded again only if nobody was paid: %s", (reason) => {
    const uploadAgain = /다시 올려|Upload the sheet again/;
    for (const language of ["ko", "en"] as const) {
      const halted = { ...STATUSES.halted, haltReason: reason };
      const counts = {
        payments: 200,
        paid: 0,
        rejected: 0,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 200,
      };
      expect(statusMessage(halted, language).text).not.toMatch(uploadAgain);
      const { text } = statusMessage({ ...halted, counts }, language);
      expect(uploadAgain.test(text)).toBe(reason.startsWith("sheet_"));
    }
  });
});

describe("the report", () => {
  it("of few failures names them, and says what to do and what not", () => {
    expect(statusMessage(STATUSES.completed, "ko").text.split("\n")).toEqual([
      "⚠️ 지급 완료 197건 · 지급 실패 3건 — 11월 출석 이벤트",
      "포인트 지급이 끝났습니다. 3건은 실패했습니다.",
      "<@U012> <!subteam^S01> 확인 부탁드립니다.",
      "지급 포인트: 1,970,000 / 2,000,000P",
      "소요 시간: 1분 23초",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
      "올린 사람: 홍길동",
      "❗ 지급 실패 3건: 포인트를 받지 못했습니다. 사용자 ID가 틀렸다면 결과 파일의 ‘지급 실패’ 시트를 고쳐 새 지급으로 " +
        "올려 주세요. 고칠 것이 없다면 지급 내역 화면에서 ‘지급되지 않은 건 다시 지급’을 눌러 주세요. 둘 다 하거나 " +
        "처음 파일을 다시 올리면 두 번 받는 사용자가 생기니 하지 마세요.",
      "실패 내역:",
      "• 24행 · missing-1 · 10,000P — 없는 사용자입니다 “There is no user missing-1.”",
      "• 1088행 · user_88_12 · 15,000P — 포인트 시스템이 요청 내용을 받아들이지 않았습니다",
      "• 1190행 · u-9 · 5,000P — 포인트 시스템이 거절했습니다 (HTTP 451)",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "사유와 명단은 이 메시지의 스레드에 있습니다.",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
  });

  it.each([
    [
      "ko",
      [
        "🚨 두 번 지급된 12건: ",
        "2, 3행 외 10건",
        "ℹ️ 다시 지급하지 않은 4건: ",
        "❗ 지급 실패 1건: ",
      ],
    ],
    ["en", ["🚨 12 paid twice: ", "row 2, 3 and 10 more", "ℹ️ 4 not needed: ", "❗ 1 failed: "]],
  ] as const)(
    "of a retry tells in %s what the first payout had paid after all",
    (language, said) => {
      const facts = completedFacts({
        counts: {
          payments: 17,
          paid: 12,
          rejected: 5,
          unknown: 0,
          accepted: 0,
          withdrawn: 0,
          pending: 0,
        },
        reasons: [
          { state: "rejected", code: "paid_by_original", count: 4 },
          { state: "rejected", code: "http_404", count: 1 },
        ],
        paidTwice: { count: 12, rows: [2, 3] },
      });

      const { text } = statusMessage(facts, language);

      for (const part of said) expect(text).toContain(part);
      expect(text).toContain("<@U012>");
    },
  );

  it("of a payout that was ended says so first, never that everybody was paid", () => {
    const ended = { by: "홍길동", reason: "예산이 줄었습니다" };
    const none = { payments: 200, paid: 124, rejected: 0, unknown: 0, accepted: 0, pending: 0 };
    const counts = { ...none, withdrawn: 76 };
    const facts = completedFacts({ ended, counts, failures: [], reasons: [] });
    expect(statusMessage(facts, "ko").text.split("\n")).toEqual([
      "⏹️ 종료: 지급 완료 124건 · 지급 실패 0건 · 지급 안 함 76건 — 11월 출석 이벤트",
      "홍길동 님이 지급을 종료했습니다. 남은 76건은 지급하지 않았습니다.",
      "지급 포인트: 1,970,000 / 2,000,000P",
      "소요 시간: 1분 23초",
      "종료 사유: 예산이 줄었습니다",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
      "올린 사람: 홍길동",
      "⏹️ 지급하지 않은 76건: 차례가 오기 전에 지급을 종료해 포인트를 받지 못했습니다. 지급하려면 지급 " +
        "내역 화면에서 ‘지급되지 않은 건 다시 지급’을 누르거나, 결과 파일을 새 지급으로 올려 주세요(‘지급 실패’ " +
        "시트에 함께 들어 있습니다). 둘 다 하지는 마세요.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
    const last = completedFacts({ ended, counts: { ...counts, paid: 200, withdrawn: 0 } });
    const [headline, summary] = statusMessage(last, "en").text.split("\n");
    expect([headline, summary]).toEqual([
      "⏹️ Ended: 200 paid · 0 failed — 11월 출석 이벤트",
      "홍길동 ended the payout. Everything had been asked for already, so nothing was left out.",
    ]);
  });

  it("says what it is paid in, where there is more than one", () => {
    const pointsApi = { ko: "적립금", en: "Store credit" };
    for (const facts of Object.values(STATUSES)) {
      const linesOf = (language: "ko" | "en") =>
        statusMessage({ ...facts, pointsApi }, language).text.split("\n");
      expect(linesOf("ko")).toContainEqual(expect.stringMatching(/지급 수단: 적립금$/));
      expect(linesOf("en")).toContainEqual(expect.stringMatching(/Paid in: Store credit$/));
      expect(statusMessage(facts, "ko").text).not.toContain("지급 수단");
    }
  });

  it("of many failures groups them by reason, the most frequent first", () => {
    const facts = completedFacts({
      approvedBy: "김승인",
      retryOf: "01KAAA",
      counts: {
        payments: 200,
        paid: 170,
        rejected: 25,
        unknown: 5,
        accepted: 0,
        withdrawn: 0,
        pending: 0,
      },
      durationMs: 7_384_000,
      reasons: [
        { state: "unknown", code: "in_doubt", count: 5 },
        { state: "rejected", code: "http_404", count: 19 },
        ...["blocked_account", "http_422", "http_200", "w", "x"].map((code) => ({
          state: "rejected" as const,
          code,
          count: 1,
        })),
      ],
    });
    expect(statusMessage(facts, "en").text.split("\n")).toEqual([
      "⚠️ 170 paid · 25 failed · 5 to check — 11월 출석 이벤트",
      "The payout is complete. 25 payments failed. Nobody can tell whether 5 payments went through.",
      "<@U012> <!subteam^S01> please have a look.",
      "Points paid: 1,970,000 of 2,000,000",
      "Took: 2 h 3 min",
      "Scheduled for: Tue, 1 Dec 2026, 10:00 (Korean Standard Time)",
      "Uploaded by: 홍길동",
      "Approved by: 김승인",
      "Pays again: what was not paid in payout 01KAAA",
      "❗ 25 failed: These users got no points. If their user IDs are wrong, correct the sheet “Failed” of the " +
        "results file and upload that file as a new payout. If nothing is to be corrected, choose " +
        "“Retry what was not paid” on the payout’s page. Do only one of the two, and don’t upload the " +
        "original sheet again: some users would be paid twice.",
      "❓ 5 to check: Nobody can tell whether these were paid. Don’t pay them again: compare them with the " +
        "points system’s own records, then settle them as paid or not paid on the payout’s page: chosen ones, all that " +
        "match a search, or a list with what became of each. " +
        "“Not paid” takes two people.",
      "Reasons:",
      "• 19 × no such user `http_404`",
      "• 5 × no answer came, so it may or may not have been paid",
      "• 1 × the points system refused it `blocked_account`",
      "• 1 × the points system refused it `http_200`",
      "• 1 × the points system did not accept the request `http_422`",
      "• and 3 more for other reasons",
      "Open payout: https://pay.example.com/payouts/1",
      "The reasons and the users are in this message’s thread.",
      "Payout 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
  });

  it("of a payout without failures calls nobody and leaves nothing to do", () => {
    const facts = completedFacts({
      counts: {
        payments: 200,
        paid: 200,
        rejected: 0,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 0,
      },
      points: { total: 2_000_000, paid: 2_000_000 },
      failures: [],
      reasons: [],
    });
    const message = statusMessage(facts, "ko");
    expect(message.text.split("\n")).toEqual([
      "✅ 지급 완료 200건 · 지급 실패 0건 — 11월 출석 이벤트",
      "포인트 지급이 끝났습니다. 모두 지급됐습니다.",
      "지급 포인트: 2,000,000 / 2,000,000P",
      "소요 시간: 1분 23초",
      "예약 시각: 2026년 12월 1일(화) 10:00 (한국 표준시)",
      "올린 사람: 홍길동",
      "지급 내역 보기: https://pay.example.com/payouts/1",
      "지급 번호 01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    ]);
    expect(message.blocks.map(({ type }) => type)).toEqual([
      "header",
      "rich_text",
      "section",
      "actions",
      "context",
    ]);
  });

  it("lists no reasons any more once a person settled payments", () => {
    const facts = completedFacts({
      counts: {
        payments: 200,
        paid: 190,
        rejected: 10,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 0,
      },
      reasons: [
        { state: "rejected", code: "http_404", count: 6 },
        { state: "unknown", code: "in_doubt", count: 4 },
      ],
    });
    const { text } = statusMessage(facts, "ko");
    expect(text).toMatch(/^⚠️ 지급 완료 190건 · 지급 실패 10건 — /);
    expect(text).not.toContain("사유별 건수");
  });

  it("of a payout of which nobody was paid does not warn of those who were", () => {
    const counts = {
      payments: 200,
      paid: 0,
      rejected: 200,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pending: 0,
    };
    const { text } = statusMessage(completedFacts({ counts }), "ko");
    expect(text).toMatch(/^❌ 지급 완료 0건 · 지급 실패 200건/);
    expect(text).toContain("둘 다 하면 두 번 받는 사용자가 생기니 하나만 해 주세요.");
    expect(text).not.toContain("처음 파일을 다시 올리면");
  });
});

describe.each(["ko", "en"] as const)("every stage (%s)", (language) => {
  it.each(Object.values(STATUSES))("says in its text whatever its blocks say: $stage", (facts) => {
    const message = statusMessage(facts, language);
    expect(linesOf(message).filter((line) => !message.text.includes(line))).toEqual([]);
  });

  it.each(Object.values(STATUSES))("says of a dry run that nobody is paid: $stage", (facts) => {
    const { text, blocks } = statusMessage({ ...facts, dryRun: true }, language);
    expect(text).toMatch(/^\[(연습|Dry run)\] /);
    expect(text).toMatch(/실제로 지급되는 포인트는 없습니다|nobody is really paid/);
    expect(text).not.toMatch(
      /지급 완료 [\d,]+건|\d paid|지급 포인트:|Points paid:|모두 지급됐|Everybody was paid/,
    );
    const [asked] = JSON.stringify(blocks).match(/"confirm":\{.*?"deny"/) ?? [""];
    expect(asked).not.toMatch(/will be paid|예약 시각에 지급합니다/);
    expect(asked === "" || /\[(연습|Dry run)\]/.test(asked)).toBe(true);
  });
});
