import { describe, expect, it } from "vitest";
import type { Notification } from "../../../domain/channel/message-facts.ts";
import type { Language } from "../../../domain/language.ts";
import { notificationMessage } from "../../../presentation/slack/notification-message.ts";
import { buttonsOf, linesOf } from "./message-parts.ts";
import { MOMENTS, USERS_LOOKED_UP } from "./status-facts.ts";

const MENTIONS = ["<@U012>", "<!here>"];
const CALL = /<@U012> <!here> /;

describe("a notification that is told once", () => {
  it("reminds before it fires, and says how to hold it", () => {
    const message = notificationMessage(MOMENTS.reminder, "ko", MENTIONS);
    expect(message.text.split("\n")).toEqual([
      "⏰ 10분 뒤에 포인트를 지급합니다 — 11월 출석 이벤트",
      "2026년 12월 1일(화) 10:00 (한국 표준시)에 200건 · 2,000,000P를 지급하기 시작합니다.",
      "올린 사람: 홍길동",
      "👉 이렇게 해 주세요: 이대로 지급해도 되면 하실 일이 없습니다. 지급하면 안 된다면 시작 전에 아래 ‘보류’를 " +
        "눌러 주세요. 예약이 풀려 아무에게도 지급되지 않습니다.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
    ]);
    expect(buttonsOf(message)).toMatchObject([
      { action_id: "hold_payout", value: '{"payoutId":"01KAGX4Z6W0Q9V3T7M2N5P8R1S"}' },
      { action_id: "open_payout" },
    ]);
  });

  it("says in the reminder whether the users exist, and when that was so", () => {
    const text = (missing: number, language: Language) => {
      const usersLookedUp = { ...USERS_LOOKED_UP, missing };
      return notificationMessage({ ...MOMENTS.reminder, usersLookedUp }, language, []).text;
    };
    expect(text(1_200, "ko")).toContain(
      "파일의 사용자: 2026년 11월 30일(월) 13:50 (한국 표준시)에 확인했을 때 12,000명 가운데 1,200명이 포인트 시스템에 없었습니다.",
    );
    expect(text(1_200, "en")).toContain("1,200 of 12,000 did not exist on Mon, 30 Nov 2026, 13:50");
    expect(text(0, "en")).toContain("all 12,000 that were looked up existed on Mon, 30 Nov");
    expect(notificationMessage(MOMENTS.reminder, "ko", []).text).not.toContain("사용자:");
  });

  it.each([
    [0, "⏰ 곧 포인트를 지급합니다", "⏰ Points will be paid soon"],
    [90, "⏰ 1시간 30분 뒤에 포인트를 지급합니다", "⏰ Points will be paid in 1 h 30 min"],
  ])("counts down to its time: %d minutes", (minutesLeft, korean, english) => {
    const reminder = { ...MOMENTS.reminder, minutesLeft };
    expect(notificationMessage(reminder, "ko", []).text).toContain(`${korean} — `);
    expect(notificationMessage(reminder, "en", []).text).toContain(`${english} — `);
  });

  it("asks for approval, and says where and until when", () => {
    expect(notificationMessage(MOMENTS.approval_needed, "ko", MENTIONS).text.split("\n")).toEqual([
      "✋ 포인트 지급에 승인이 필요합니다 — 11월 출석 이벤트",
      "홍길동 님이 200건 · 2,000,000P(200만)를 2026년 12월 1일(화) 10:00 (한국 표준시)에 지급하겠다고 승인을 요청했습니다.",
      "<@U012> <!here> 확인 부탁드립니다.",
      "👉 이렇게 해 주세요: 이 스레드의 첫 메시지에서 ‘승인’이나 ‘반려’를 눌러 주세요. 올리거나 담당하거나 예약한 사람은 " +
        "승인할 수 없습니다. 예약 시각까지 승인하지 않으면 지급되지 않습니다.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
    ]);
  });

  it("tells of an outage that it passes by itself", () => {
    expect(notificationMessage(MOMENTS.paused, "en", MENTIONS).text.split("\n")).toEqual([
      "⏸️ Paying is paused — 11월 출석 이벤트",
      "The points system does not answer, so paying is paused and waits for it.",
      "So far: 120 paid · 3 failed · 1 to check · 76 left",
      "Points paid: 1,200,000 of 2,000,000",
      "👉 What to do: Nothing for now. Paying goes on by itself once the points system is back. " +
        "Don’t upload and schedule the same sheet again.",
      "Open payout: https://pay.example.com/payouts/1",
    ]);
  });

  it("calls people when so many are refused that it paused, with the API's words", () => {
    const refusal = { code: "http_404", detail: "No member in this campaign.", row: 22 };
    const refused = { ...MOMENTS.paused, reason: "many_refused", refusal } as const;
    expect(notificationMessage(refused, "en", MENTIONS).text.split("\n").slice(0, 8)).toEqual([
      "⏸️ Paying is paused — 11월 출석 이벤트",
      "The points system refuses so many payments for the same reason that paying is paused. It won’t go on by itself.",
      "<@U012> <!here> please have a look.",
      "So far: 120 paid · 3 failed · 1 to check · 76 left",
      "Points paid: 1,200,000 of 2,000,000",
      "Refused because: No such user `http_404`",
      "The points system says: “No member in this campaign.”",
      "Refused last: Row 22",
    ]);
  });

  it("reports the counts first, and whom they leave something to do", () => {
    const lines = notificationMessage(MOMENTS.report, "ko", MENTIONS).text.split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "⚠️ 지급 완료 197건 · 지급 실패 3건 — 11월 출석 이벤트",
      "포인트 지급이 끝났습니다. 3건은 실패했습니다.",
      "<@U012> <!here> 확인 부탁드립니다.",
      "지급 포인트: 1,970,000 / 2,000,000P",
    ]);
    expect(lines.at(-1)).toBe("사유와 명단은 이 스레드에 있습니다.");
  });

  it("tells of a payout that died how far it came and that resuming pays nobody twice", () => {
    expect(notificationMessage(MOMENTS.halted, "ko", MENTIONS).text.split("\n")).toEqual([
      "🛑 포인트 지급이 중단됐습니다 — 11월 출석 이벤트",
      "지급 작업이 예기치 않게 끝나 남은 건이 지급되지 않고 있습니다.",
      "<@U012> <!here> 확인 부탁드립니다.",
      "지급 현황: 지급 완료 120건 · 지급 실패 3건 · 확인 필요 1건 · 남음 76건",
      "지급 포인트: 1,200,000 / 2,000,000P",
      "올린 사람: 홍길동",
      "👉 이렇게 해 주세요: 지급 메시지나 지급 내역 화면에서 ‘이어서 지급’을 눌러 주세요. 이미 받은 사용자는 건너뛰므로 두 번 " +
        "지급되지 않습니다. 같은 파일을 새로 올려 예약하지는 마세요.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
    ]);
  });

  it("tells of a payout that did not start that nobody was paid and what to do", () => {
    const message = notificationMessage(MOMENTS.overdue, "en", MENTIONS);
    expect(message.text.split("\n")).toEqual([
      "⏰ A scheduled payout did not start — 11월 출석 이벤트",
      "Its time has passed, and paying has not begun. Nobody has been paid yet.",
      "<@U012> <!here> please have a look.",
      "To be paid: 200 payments · 2,000,000 points",
      "Scheduled for: Tue, 1 Dec 2026, 10:00 (Korean Standard Time)",
      "Uploaded by: 홍길동",
      "👉 What to do: Move it to a new time on the payout’s page, or choose “Hold” to take it out of the " +
        "schedule. Should it still start late, nobody is paid twice. Tell an admin if this happens again.",
      "Open payout: https://pay.example.com/payouts/1",
    ]);
    expect(buttonsOf(message)[0]).toMatchObject({ action_id: "hold_payout" });
  });

  it("tells whose a payout is now, who handed it over and why, and calls nobody", () => {
    expect(notificationMessage(MOMENTS.handed_over, "ko", MENTIONS).text.split("\n")).toEqual([
      "🤝 지급 담당자가 바뀌었습니다 — 11월 출석 이벤트",
      "이관리 님이 200건 · 2,000,000P를 김담당 님에게 넘겼습니다. 이제 김담당 님이 담당하고, 예약과 승인은 바뀌지 않습니다.",
      "사유: 홍길동 님이 다른 팀으로 옮깁니다.",
      "지급 내역 보기: https://pay.example.com/payouts/1",
    ]);
  });

  it.each<[string, Notification, boolean]>([
    ["a reminder", MOMENTS.reminder, false],
    ["an approval", MOMENTS.approval_needed, true],
    ["an outage", MOMENTS.paused, false],
    ["a stop", { ...MOMENTS.paused, reason: "stopped_by_person" }, false],
    ["credentials", { ...MOMENTS.paused, reason: "points_api_refuses_credentials" }, true],
    ["refused calls", { ...MOMENTS.paused, reason: "points_api_refuses_calls" }, true],
    ["a recovery", MOMENTS.going_on, false],
    ["a report with failures", MOMENTS.report, true],
    [
      "a report with unknowns",
      {
        ...MOMENTS.report,
        counts: {
          payments: 200,
          paid: 199,
          rejected: 0,
          unknown: 1,
          accepted: 0,
          withdrawn: 0,
          pending: 0,
        },
      },
      true,
    ],
    [
      "a spotless report",
      {
        ...MOMENTS.report,
        counts: {
          payments: 200,
          paid: 200,
          rejected: 0,
          unknown: 0,
          accepted: 0,
          withdrawn: 0,
          pending: 0,
        },
      },
      false,
    ],
    ["a halt", MOMENTS.halted, true],
    ["an overdue payout", MOMENTS.overdue, true],
    ["books that differ", MOMENTS.receipt, true],
  ])("calls people only where somebody must act: %s", (_, notification, isCalled) => {
    const message = notificationMessage(notification, "ko", MENTIONS);
    expect(CALL.test(message.text)).toBe(isCalled);
    expect(CALL.test(linesOf(message).join("\n"))).toBe(isCalled);
  });

  it.each(["ko", "en"] as const)("says in its text whatever its blocks say (%s)", (language) => {
    for (const notification of Object.values(MOMENTS)) {
      const message = notificationMessage(notification, language, MENTIONS);
      expect(linesOf(message).filter((line) => !message.text.includes(line))).toEqual([]);
    }
  });
});

describe.each(["ko", "en"] as const)("a notification of a dry run (%s)", (language) => {
  it.each(Object.values(MOMENTS))("says that nobody is paid: $kind", (notification) => {
    const { text } = notificationMessage({ ...notification, dryRun: true }, language, MENTIONS);
    expect(text).toMatch(/^\[(연습|Dry run)\] /);
    expect(text).toMatch(/실제로 지급되는 포인트는 없습니다|nobody is really paid/);
    expect(text).not.toMatch(/지급 완료 [\d,]+건|[\d,]+ paid|지급 포인트:|Points paid:/);
  });

  it("calls nobody for what it did not pay", () => {
    const message = notificationMessage({ ...MOMENTS.report, dryRun: true }, language, MENTIONS);
    expect(message.text).not.toMatch(CALL);
  });
});
