import { describe, expect, it } from "vitest";
import { NOTHING_COUNTED, type Receipt } from "../../../domain/receipt/receipt.ts";
import type { ResultRow } from "../../../domain/report/result-store.ts";
import { extraColumnSchema } from "../../../domain/sheet/extra-column.ts";
import { payoutIn } from "../../domain/payout/payouts.ts";
import { shownCells } from "./read-back.ts";
import { type ResultOptions, resultOf } from "./result-of.ts";
import { PAYOUT, resultRow } from "./result-row.ts";

const payment = (row: number) => ({ row, userId: `u-${row}`, points: row * 100 });
const ROWS: readonly ResultRow[] = [
  resultRow(payment(2), { transactionId: "t-1" }),
  resultRow(payment(3), { state: "rejected", code: "http_404" }),
];

const RECEIPT: Receipt = {
  ...{ payoutId: PAYOUT.payoutId, run: 1, revision: 1, scope: "all", state: "done" },
  ...{ startedAt: "2026-11-21T02:00:00.000Z", updatedAt: "2026-11-21T02:01:00.000Z" },
  ...{ finishedAt: "2026-11-21T02:01:00.000Z", next: { chunk: 0, afterRow: 3 } },
  books: "look_up",
  counted: {
    ...NOTHING_COUNTED,
    compared: { payments: 2, points: 500 },
    inBooks: { payments: 1, points: 200 },
  },
  findings: [
    { code: "in_books_not_paid", row: 3, chunk: 0, state: "rejected", points: 300, inBooks: "t-9" },
  ],
  findingCount: 1,
};

/** Rows of the last tab, without their empty cells; blank rows left out. */
async function receiptOf(rows: readonly ResultRow[], options?: ResultOptions): Promise<string[][]> {
  const sheets = shownCells(await resultOf(rows, undefined, options));
  return (sheets["영수증"] ?? [])
    .map((line) => line.map(String).filter((text) => text !== ""))
    .filter((line) => line.length > 0);
}

describe("the receipt in a result workbook", () => {
  it("says who did what, what it came to, and what sheet and ledger came to alone", async () => {
    expect(await receiptOf(ROWS)).toEqual([
      ["지급 영수증"],
      ["가을 이벤트"],
      ["지급 번호", "01JPAYOUT"],
      ["올린 파일", "list.xlsx"],
      ["지급 내용 지문", "sha256:0"],
      ["올린 사람", "올린이"],
      ["올린 시각", "2026-11-20 09:00:00"],
      ["예약한 사람", "예약한이"],
      ["승인한 사람", "승인한이"],
      ["예약 시각", "2026-11-21 10:00:00"],
      ["지급 시작", "2026-11-21 10:00:01"],
      ["마지막 처리", "2026-11-21 10:02:03"],
      ["이 표의 시간대", "Asia/Seoul"],
      ["구분", "건수", "포인트"],
      ["시트", "2", "500"],
      ["지급 요청", "2", "500"],
      ["지급 완료", "1", "200"],
      ["지급 실패", "1", "300"],
      ["대조"],
      [expect.stringContaining("지급 페이지의 영수증에 있습니다")],
      ["모두 일치합니다."],
      ["확인 서명"],
      ["이 파일을 만들 때까지 영수증에 서명한 사람이 없습니다."],
    ]);
  });

  it("says what every row was given besides, and that it is not in the file", async () => {
    const defaults = {
      reason: "연말 감사",
      extras: { campaign: "winter", expiresOn: "2026-12-31" },
    };
    const columns = [extraColumnSchema.parse({ name: "campaign", headers: ["캠페인"] })];
    const options = { payout: { ...PAYOUT, defaults }, columns };

    const given = ["모든 행에 넣은 값", "연말 감사 · 캠페인: winter · expiresOn: 2026-12-31"];
    expect(await receiptOf(ROWS, options)).toContainEqual(given);
    const { 요약: summary = [] } = shownCells(await resultOf(ROWS, undefined, options));
    expect(summary.map((line) => line.filter((text) => text !== ""))).toContainEqual(given);
    expect(JSON.stringify(summary)).toContain("이 파일을 다시 올릴 때는");
  });

  it("lists what the books differ in, by row and without users, once they were asked", async () => {
    const lines = await receiptOf(ROWS, { receipt: RECEIPT });

    const from = lines.findIndex(([text]) => text === "지급 실패");
    const to = lines.findIndex(([text]) => text === "확인 서명");
    expect(lines.slice(from, to)).toEqual([
      ["지급 실패", "1", "300"],
      ["포인트 시스템에 조회", "2", "500"],
      ["포인트 시스템의 기록에 지급됨", "1", "200"],
      ["대조"],
      [expect.stringContaining("모든 건에 대해 대조했습니다")],
      ["대조한 시각", "2026-11-21 11:01:00"],
      ["서로 다른 점이 1건 있습니다."],
      ["행", "포인트", "근거", "다른 점과 해야 할 일"],
      ["3", "300", "지급 실패 · t-9", expect.stringContaining("다시 지급하지 마세요")],
    ]);
    expect(JSON.stringify(lines)).not.toContain("u-3");
  });

  it("finds by itself what sheet and ledger differ in", async () => {
    const lines = await receiptOf([resultRow(payment(2), { points: 900 })]);

    expect(lines.at(-3)).toEqual([
      ...["2", "900", "지급 완료 · 200 ≠ 900"],
      expect.stringContaining("시트와 다릅니다"),
    ]);
  });

  it("says who signed it, and that it has changed since", async () => {
    const signOff = {
      ...{ by: { id: "approver", name: "승인한이" }, at: "2026-11-21T03:00:00.000Z" },
      ...{ note: "통장과 맞춰 봤습니다", revision: 7 },
      comparison: { run: 1, scope: "all", findingCount: 1 },
    } as const;
    const signed = { signOff, changes: [], isComparedAgain: false };
    const { report } = payoutIn("completed");
    const payout = { ...PAYOUT, state: "completed", report } as const;
    const said = [
      ["확인 서명"],
      ["서명한 사람", "승인한이"],
      ["서명한 시각", "2026-11-21 12:00:00"],
      ["확인한 내용: 통장과 맞춰 봤습니다"],
    ];
    expect((await receiptOf(ROWS, { payout, receipt: RECEIPT, signed })).slice(-4)).toEqual(said);
    const again = { ...signed, isComparedAgain: true };
    expect((await receiptOf(ROWS, { payout, receipt: RECEIPT, signed: again })).slice(-5)).toEqual([
      ...said,
      [expect.stringContaining("서명한 뒤에 영수증이 바뀌었습니다")],
    ]);
  });

  it("of a reversal says what was taken back, and never that anybody was paid", async () => {
    const payout = { ...PAYOUT, reversalOf: "01KORIGINAL", reversalReason: "두 번 지급" };
    const lines = await receiptOf(ROWS, { payout, receipt: RECEIPT });

    expect(lines.slice(0, 6)).toEqual([
      ["회수 영수증"],
      ["가을 이벤트"],
      ["회수 번호", "01JPAYOUT"],
      ["회수한 원래 지급", "01KORIGINAL"],
      ["회수하는 이유", "두 번 지급"],
      ["명단", "list.xlsx"],
    ]);
    expect(lines).toContainEqual(["회수 완료", "1", "200"]);
    expect(lines).toContainEqual(["포인트 시스템의 기록에 회수됨", "1", "200"]);
    expect(lines).toContainEqual([
      ...["3", "300", "회수 못 함 · t-9"],
      expect.stringContaining("다시 회수하지 마세요"),
    ]);
    const told = JSON.stringify(lines.slice(6)).replaceAll("새 지급", "");
    expect(told).not.toMatch(/지급/);
  });

  it("is none of a dry run, of which nobody was paid", async () => {
    expect(await receiptOf(ROWS, { payout: { ...PAYOUT, dryRun: true } })).toEqual([]);
  });
});
