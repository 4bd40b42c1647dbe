import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../domain/distribution/ledger.ts";
import { type AskedAbout, supportAnswer } from "../../presentation/support-answer.ts";
import { payoutIn } from "../domain/payout/payouts.ts";

const ENTRY: LedgerEntry = {
  payoutId: "payout-1",
  chunk: 0,
  row: 2,
  userId: "user-1",
  points: 1_000,
  state: "paid",
  idempotencyKey: "paysheet-payout-1-2",
  fence: 1,
  claims: 1,
  claimedAt: "2026-11-30T00:39:00.000Z",
  settledAt: "2026-11-30T00:39:05.000Z",
  transactionId: "t-7",
};

function answer(asked: Partial<AskedAbout>) {
  const { state = "paid" } = asked;
  const ofLedger = state === "pending" ? undefined : { ...ENTRY, state };
  const entry = "entry" in asked ? asked.entry : ofLedger;
  return supportAnswer({ points: 1_000, ...asked, state, entry }, "Asia/Seoul");
}

const TIME = "2026년 11월 30일 09:39(한국 표준시)";

describe("supportAnswer", () => {
  it("says when it was paid by the company's clocks, and under which number", () => {
    expect(answer({})).toEqual({
      ko: `${TIME}에 1,000포인트를 지급했습니다. 거래번호는 t-7입니다.`,
      en: "We paid you 1,000 points on 30 Nov 2026 at 09:39 (Korean Standard Time). The transaction number is t-7.",
    });
  });

  it.each<[string, Partial<AskedAbout>, string]>([
    [
      "refused",
      { state: "rejected", entry: { ...ENTRY, state: "rejected", code: "http_404" } },
      `${TIME}에 1,000포인트를 지급하려 했으나 지급하지 못했습니다. 사유: 없는 사용자입니다.`,
    ],
    [
      "refused and paid since",
      {
        state: "rejected",
        entry: { ...ENTRY, state: "rejected", code: "http_404" },
        retry: { state: "completed", allPaid: true },
      },
      `${TIME}에 1,000포인트를 지급하려 했으나 지급하지 못했습니다. 사유: 없는 사용자입니다. 그 뒤 다시 지급했습니다.`,
    ],
    [
      "unknown",
      { state: "unknown" },
      `${TIME}에 1,000포인트 지급을 요청했고, 지급됐는지 확인하고 있습니다. 확인되는 대로 알려 드리겠습니다. 요청 번호는 paysheet-payout-1-2입니다.`,
    ],
    [
      "taken back",
      {
        reversal: { ...ENTRY, payoutId: "reversal", settledAt: "2026-12-02T01:00:00.000Z" },
      },
      `${TIME}에 1,000포인트를 지급했습니다. 거래번호는 t-7입니다. 이 포인트는 2026년 12월 2일 10:00(한국 표준시)에 회수했습니다.`,
    ],
    [
      "withdrawn",
      { state: "withdrawn" },
      "1,000포인트 지급이 도중에 중단되어 아직 지급하지 않았습니다.",
    ],
    [
      "waiting for an approval",
      { state: "pending", entry: undefined, payout: payoutIn("awaiting_approval") },
      "1,000포인트 지급을 준비하고 있습니다. 지급 시각은 아직 확정되지 않았습니다.",
    ],
    [
      "stopped",
      { state: "pending", entry: undefined, payout: payoutIn("paused") },
      "1,000포인트 지급이 늦어지고 있습니다. 아직 지급하지 않았습니다.",
    ],
  ])("says of what is %s no more than the customer may know", (_, asked, ko) => {
    expect(answer(asked).ko).toBe(ko);
  });

  it("says for when it is scheduled", () => {
    const payout = payoutIn("scheduled");
    const { ko } = answer({ state: "pending", entry: undefined, payout });
    expect(ko).toMatch(
      /^20\d\d년 \d+월 \d+일 \d\d:\d\d\(한국 표준시\)에 1,000포인트를 지급할 예정입니다\.$/,
    );
  });

  it("names a reversal's own payment as what it is", () => {
    const payout = { ...payoutIn("completed"), reversalOf: "payout-0" };
    expect(answer({ payout }).ko).toBe(
      `${TIME}에 1,000포인트를 회수했습니다. 거래번호는 t-7입니다.`,
    );
  });
});
