import { describe, expect, it } from "vitest";
import { saidOf } from "../../domain/distribution/note-resolution.ts";
import { auditReason } from "../../presentation/audit-reason.ts";

const MACHINE_WORDS = /[a-z]+_[a-z]+/;

describe("what Paysheet itself wrote into a payout's trail", () => {
  it.each([
    ["payment_resolved", "Row 11: not_paid. 기록에 없음", "11행: 지급 안 됨", "Row 11: not paid"],
    ["recounted", "Row 3: paid. Found it. Twice.", "3행: 지급됨", "Row 3: paid"],
    [
      "settlement_proposed",
      "1 payment: not_paid proposed. x",
      "1건: 지급 안 됨 의견 (두 번째 확인 대기)",
      "1 payment: not paid, as one person says",
    ],
    [
      "recounted",
      "300 payments: 200 paid, 100 not_paid confirmed. x",
      "300건: 지급됨 200건, 지급 안 됨 (두 사람이 확인) 100건",
      "300 payments: 200 paid, 100 not paid, as two people say",
    ],
    [
      "sent_back",
      "It may not be paid as it is: float_short (803, above 700); reversal.",
      "포인트 시스템에 남은 포인트가",
      "The points system has 700 points left",
    ],
    [
      "sent_back",
      "It may not be paid as it is: approver_left (김승인); owner_left (Lee (Sales)).",
      "승인한 김승인 님의 계정을 더는 사용할 수 없습니다.",
      "The account of its owner, Lee (Sales), can’t be used any more.",
    ],
    [
      "sent_back",
      "It may not be paid as it is: person_day_points (500, above 400).",
      "그날에 한 사람이 승인 없이 보내는 포인트가",
      "one person sends 500 points on that day without approval",
    ],
    [
      "sent_back",
      "It may not be paid as it is: company_month_points (500, above 400).",
      "그달 한 달에 보내는 포인트가",
      "500 points are sent in that month",
    ],
    [
      "found_overdue",
      "It fired 30 h after its time, later than the 24 h after which nobody is paid.",
      "예약 시각보다 30시간 늦어",
      "It came 30 h late",
    ],
    ["expired", "Nobody changed it since 2026-11-21T00:01:00.000Z.", "오랫동안", "for a long time"],
    ["created", "A dry run: nobody is paid.", "연습", "A dry run"],
    ["user_erased", "A user's data was erased.", "개인정보", "erase"],
    ["cancelled", "It was left half-made, without its sheet.", "만들다 만", "half-made"],
    ["recounted", "The result workbook was written again.", "결과 파일", "result file"],
  ] as const)("%s: %s", (action, why, ko, en) => {
    const { message } = auditReason({ action, why }) ?? {};
    expect(message?.ko).toContain(ko);
    expect(message?.en).toContain(en);
    expect(`${message?.ko} ${message?.en}`).not.toMatch(MACHINE_WORDS);
  });

  it("names the payout that it is about, and keeps a person's words apart", () => {
    const settled = { action: "recounted", why: "Row 3: paid. Found it. Twice." } as const;
    expect(auditReason(settled)?.note).toBe("Found it. Twice.");
    const retried = { action: "retried", why: "Rejected payments: 3. New payout: 01KB." } as const;
    expect(auditReason(retried)?.payoutId).toBe("01KB");
    const why = "Payments to be taken back: 2. New payout: 01KC. Paid twice.\nSorry.";
    expect(auditReason({ action: "reversed", why })).toMatchObject({
      payoutId: "01KC",
      note: "Paid twice.\nSorry.",
    });
    const taken = "Takes back what payout 01KD paid: Paid twice.";
    expect(auditReason({ action: "created", why: taken })).toMatchObject({
      payoutId: "01KD",
      note: "Paid twice.",
    });
  });

  it("has words for everything that people say of a payment, in a reversal's too", () => {
    const word = { by: { id: "a", name: "A" }, at: "2026-11-21T00:01:00.000Z", note: "x" } as const;
    const standings = [
      { as: "settled", word: { ...word, as: "paid" }, isConfirmed: false },
      { as: "settled", word: { ...word, as: "not_paid" }, isConfirmed: false },
      { as: "settled", word: { ...word, as: "not_paid" }, isConfirmed: true },
      { as: "proposed", word: { ...word, as: "not_paid" } },
      { as: "taken_back", word: undefined },
    ] as const;
    for (const said of standings.map(saidOf)) {
      const event = { action: "payment_resolved", why: `Row 2: ${said}. x` } as const;
      expect(auditReason(event)?.message.ko).toMatch(/^2행: /);
      expect(auditReason(event, true)?.message.ko).not.toContain("지급");
    }
  });

  it("takes no person's words for its own", () => {
    const why = "Row 11: not_paid. Is that so?";
    expect(auditReason({ action: "declined", why })).toBeUndefined();
    expect(auditReason({ action: "recounted", why: "Looked." })).toBeUndefined();
    expect(auditReason({ action: "recounted", why: undefined })).toBeUndefined();
  });
});
