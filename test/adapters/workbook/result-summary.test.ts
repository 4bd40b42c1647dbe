import { expect, it } from "vitest";
import type { ResultRow } from "../../../domain/report/result-store.ts";
import { readBytes } from "../../sheets/read-bytes.ts";
import { shownCells } from "./read-back.ts";
import { type ResultOptions, resultOf } from "./result-of.ts";
import { PAYOUT, resultRow } from "./result-row.ts";

const payment = (row: number) => ({ row, userId: `u-${row}`, points: row * 100 });

const ROWS: readonly ResultRow[] = [
  resultRow(payment(2), { transactionId: "t-1" }),
  resultRow(payment(3), { state: "rejected", code: "http_400" }),
  resultRow(payment(4), { state: "unknown", code: "in_doubt" }),
  resultRow(payment(5)),
  resultRow(payment(6), { state: "rejected", code: "http_404" }),
  resultRow(payment(7), { state: "rejected", code: "http_404", detail: "no such user" }),
];

/** Rows of the first tab, without their empty cells; blank rows left out. */
async function summaryOf(rows: readonly ResultRow[], options?: ResultOptions): Promise<string[][]> {
  const [summary = []] = Object.values(shownCells(await resultOf(rows, undefined, options)));
  return summary
    .map((line) => line.map(String).filter((text) => text !== ""))
    .filter((line) => line.length > 0);
}

it("the first tab says what it came to, why not all, what to do, and who did what when", async () => {
  const summary = await summaryOf(ROWS);
  const notes = summary.filter(([text = ""]) => text.length > 60).flat();
  expect(notes.map((note) => note.split(/[.,]/)[0])).toEqual([
    "‘확인 필요’는 지급되었을 수도",
    "‘지급 실패’ 시트에는 지급되지 않은 건만 있습니다",
    "올린 파일을 다시 읽을 수 없어",
  ]);
  expect(summary.filter(([text = ""]) => text.length <= 60)).toEqual([
    ["가을 이벤트"],
    ["전체 6건 중 1건을 지급했습니다(2,700P 중 200P)."],
    ["상태", "건수", "포인트"],
    ["지급 완료", "1", "200"],
    ["지급 실패", "3", "1,600"],
    ["확인 필요", "1", "400"],
    ["대기", "1", "500"],
    ["전체", "6", "2,700"],
    ["지급하지 못한 이유"],
    ["상태", "건수", "코드", "이유"],
    ["지급 실패", "2", "http_404", "없는 사용자입니다"],
    ["지급 실패", "1", "http_400", "포인트 시스템이 요청 내용을 받아들이지 않았습니다"],
    ["확인 필요", "1", "in_doubt", "응답을 받지 못해 지급 여부를 알 수 없습니다"],
    ["이제 할 일"],
    ["‘대기’는 아직 지급을 요청하지 않은 건입니다."],
    ["지급 정보"],
    ["지급 번호", "01JPAYOUT"],
    ["올린 파일", "list.xlsx"],
    ["올린 사람", "올린이"],
    ["예약한 사람", "예약한이"],
    ["승인한 사람", "승인한이"],
    ["예약 시각", "2026-11-21 10:00:00"],
    ["지급 시작", "2026-11-21 10:00:01"],
    ["마지막 처리", "2026-11-21 10:02:03"],
    ["이 파일을 만든 시각", "2026-11-21 10:05:00"],
    ["이 표의 시간대", "Asia/Seoul"],
  ]);
});

it("of a payout that was ended it says who stopped and who ended it, and what the withdrawn may be paid by", async () => {
  const endedBy = {
    by: { id: "u-3", name: "종료한이" },
    at: "2026-11-21T01:04:00.000Z",
    reason: "예산이 줄었습니다",
  };
  const brake = {
    by: { id: "u-4", name: "멈춘이" },
    at: "2026-11-21T01:03:00.000Z",
    kind: "stopped",
    reason: "금액이 큽니다",
  } as const;
  const rows = [resultRow(payment(2), {}), resultRow(payment(3), { state: "withdrawn" })];
  const summary = await summaryOf(rows, { payout: { ...PAYOUT, brake, endedBy } });
  expect(summary.slice(2, 6)).toEqual([
    ["상태", "건수", "포인트"],
    ["지급 완료", "1", "200"],
    ["지급 안 함", "1", "300"],
    ["전체", "2", "500"],
  ]);
  const texts = summary.map((line) => line.join(" | "));
  expect(texts.filter((text) => /^(멈춘|그|종료)/.test(text))).toEqual([
    "멈춘 사람 | 멈춘이",
    "그 시각 | 2026-11-21 10:03:00",
    "그 사유 | 금액이 큽니다",
    "종료한 사람 | 종료한이",
    "종료한 시각 | 2026-11-21 10:04:00",
    "종료 사유 | 예산이 줄었습니다",
  ]);
  expect(texts.join("\n")).toContain("차례가 오기 전에 지급을 종료해 지급하지 않은 건입니다.");
  expect(texts).not.toContain("지급하지 못한 이유");
});

it("it says in English what may have been paid, and which zones it speaks of", async () => {
  const schedule = { ...PAYOUT.schedule, timeZone: "America/New_York" };
  const payout = { ...PAYOUT, schedule };
  const texts = (await summaryOf(ROWS, { language: "en", payout })).map((line) => line.join(" | "));
  expect(texts).toContain("1 of 6 payments are paid (200 of 2,700 points).");
  expect(texts.join("\n")).toContain("“To be checked” means that a payment may or may not");
  expect(texts.join("\n")).toContain("“Not paid” takes two people.");
  expect(texts).toContain("Scheduled for | 2026-11-21 10:00:00");
  expect(texts.slice(-2)).toEqual([
    "Time zone here | Asia/Seoul",
    "Time zone of the other tabs | America/New_York",
  ]);
});

it("when all were paid there is nothing to explain and nothing to do", async () => {
  const paid = [resultRow(payment(2), {}), resultRow(payment(3), {})];
  const texts = (await summaryOf(paid, { language: "en" })).map(([first]) => first);
  expect(texts).toEqual(
    expect.arrayContaining(["2 of 2 payments are paid (500 of 500 points).", "About this payout"]),
  );
  expect(texts).not.toContain("Why not all were paid");
  expect(texts.join("\n")).not.toMatch(/To be checked|Failed/);
});

it("reasons beyond the hundredth are counted together", async () => {
  const rows = Array.from({ length: 103 }, (_, nr) =>
    resultRow(payment(nr + 2), { state: "rejected", code: `e-${nr}` }),
  );
  const summary = await summaryOf(rows, { language: "en" });
  expect(summary).toContainEqual(["3", "Other reasons"]);
});

it.each([
  ["ko", "[연습] 가을 이벤트", "실제로 지급된 포인트는 없습니다", ["요약 (연습)", "전체 (연습)"]],
  [
    "en",
    "[Dry run] 가을 이벤트",
    "nobody was paid",
    ["Summary (dry run)", "All payments (dry run)"],
  ],
] as const)(
  "a dry run's workbook says so in every tab but that of what would fail (%s)",
  async (language, title, lead, tabs) => {
    const payout = { ...PAYOUT, dryRun: true } as const;
    const rows = [
      resultRow(payment(2)),
      resultRow(payment(3), { state: "rejected", code: "http_404" }),
    ];
    const settled = rows.map((row, index) => (index === 0 ? resultRow(row.payment, {}) : row));
    const result = await resultOf(settled, undefined, { payout, language });

    const cells = shownCells(result);
    const [summary = "", failed = "", all = ""] = Object.keys(cells);
    expect([summary, all]).toEqual(tabs);
    const text = JSON.stringify(cells[summary]);
    expect(cells[summary]?.[0]?.[0]).toBe(title);
    expect(text).toContain(lead);
    const said = JSON.stringify([cells[summary], cells[all]]);
    expect(said).toContain(language === "ko" ? "지급 예상" : "Would be paid");
    expect(said).not.toMatch(/지급 완료|"Paid"|지급했습니다|payments are paid/);

    const { payments, problems } = await readBytes(Buffer.from(result));
    expect(problems).toEqual([]);
    expect(payments.map(({ userId }) => userId)).toEqual(["u-3"]);
    expect(["지급 실패", "Failed"]).toContain(failed);
  },
);

it("says what it was paid in, where there is more than one, by a name that is gone as well", async () => {
  const title = { ko: "적립금", en: "Store credit" };
  const pointsApis = [{ name: "store-credit", title, ratePerSecond: 1 }];
  const paidIn = async (pointsApi: string) => {
    const payout = { ...PAYOUT, pointsApi };
    const summary = await summaryOf(ROWS, { language: "en", payout, pointsApis });
    return summary.find(([label]) => label === "Paid in");
  };
  expect(await paidIn("store-credit")).toEqual(["Paid in", "Store credit"]);
  expect(await paidIn("coupons")).toEqual(["Paid in", "coupons"]);
  expect((await summaryOf(ROWS)).flat()).not.toContain("지급 수단");
});
