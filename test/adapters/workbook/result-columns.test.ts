import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import type { ResultRow } from "../../../domain/report/result-store.ts";
import { readBytes } from "../../sheets/read-bytes.ts";
import { cellIn, shownCells, styledWorkbook } from "./read-back.ts";
import { resultOf } from "./result-of.ts";
import { PAYOUT, resultRow } from "./result-row.ts";

/** A sheet as marketers make them: a title, columns of their own, blank rows, ids as numbers. */
async function marketersSheet(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("안내").addRow(["11월 행사 안내"]);
  const sheet = workbook.addWorksheet("명단");
  sheet.addRow(["11월 지급 명단"]);
  sheet.addRow([]);
  sheet.addRow([undefined, "가입일", "비고", "회원번호", "지급 포인트(P)", "등급\n(내부)", "담당"]);
  const add = (...cells: unknown[]) => sheet.addRow([undefined, ...cells]);
  add(new Date("2025-03-04T00:00:00Z"), "=1+1", 123, 1500, 0.15, "비밀");
  add(new Date("2025-03-05T00:00:00Z"), "+82-10", "u-2", "2,000P", { formula: "1+1", result: 2 });
  add();
  add("모름", "-차감", "u-3", 300, { error: "#N/A" }, true);
  sheet.getColumn(2).numFmt = "yyyy-mm-dd";
  sheet.getCell("D4").numFmt = "00000";
  sheet.getCell("E4").numFmt = '#,##0"점"';
  sheet.getCell("F4").numFmt = "0%";
  sheet.getColumn(7).hidden = true;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const CSV = "이름,회원ID,포인트\n가,00123,100\n나,=1+1,200\n";

/** The sheet's payments, the last of them rejected. */
async function paidRows(bytes: Buffer | string, fileName?: string): Promise<ResultRow[]> {
  const { payments, problems } = await readBytes(bytes, fileName);
  expect(problems).toEqual([]);
  return payments.map((payment, index) =>
    index === payments.length - 1
      ? resultRow(payment, { state: "rejected", code: "http_404" })
      : resultRow(payment, {}),
  );
}

describe("a result workbook has the columns of its sheet", () => {
  it("in their order, under their own headers, as they were shown, and its own behind them", async () => {
    const bytes = await marketersSheet();
    const result = await resultOf(await paidRows(bytes), { bytes });
    const [headers = [], ...lines] = shownCells(result)["전체"] ?? [];
    expect(headers.slice(0, 8)).toEqual([
      ...["가입일", "비고", "회원번호", "지급 포인트(P)", "등급\n(내부)", "담당"],
      ...["[결과] 상태", "[결과] 이유"],
    ]);
    expect(lines.map((line) => [...line.slice(0, 7), line.at(-1)])).toEqual([
      ["2025-03-04", "=1+1", "00123", "1,500점", "15%", "비밀", "지급 완료", "4"],
      ["2025-03-05", "+82-10", "u-2", "2,000", "2", "", "지급 완료", "5"],
      ["모름", "-차감", "u-3", "300", "#N/A", "TRUE", "지급 실패", "7"],
    ]);
  });

  it("with ids as text, points as numbers and dates as dates", async () => {
    const bytes = await marketersSheet();
    const result = await resultOf(await paidRows(bytes), { bytes });
    expect(cellIn(result, "전체", "C2")).toMatchObject({ t: "s", v: "00123", z: "@" });
    expect(cellIn(result, "전체", "D2")).toMatchObject({ t: "n", v: 1500, z: '#,##0"점"' });
    expect(cellIn(result, "전체", "D3")).toMatchObject({ t: "n", v: 2000, z: "#,##0" });
    expect(cellIn(result, "전체", "B2")).toMatchObject({ t: "s", v: "=1+1", z: "@" });
    expect(cellIn(result, "전체", "E3").f).toBeUndefined();
    const sheet = (await styledWorkbook(result)).getWorksheet("전체");
    expect(sheet?.getCell("A2").value).toEqual(new Date("2025-03-04T00:00:00Z"));
    expect([sheet?.getColumn(6).hidden, sheet?.getColumn(3).hidden]).toEqual([true, false]);
  });

  it("of a text file as well", async () => {
    const rows = await paidRows(CSV, "list.csv");
    const result = await resultOf(rows, { bytes: CSV, fileName: "list.csv" });
    const [, ...lines] = shownCells(result)["전체"] ?? [];
    expect(lines.map((line) => line.slice(0, 4))).toEqual([
      ["가", "00123", "100", "지급 완료"],
      ["나", "=1+1", "200", "지급 실패"],
    ]);
  });
});

describe("without a sheet to take columns from it has user, points and reason", () => {
  const OTHERS = CSV.replace("00123", "00124");
  it.each([
    ["the file is none any more", "PK\u0003\u0004 gone"],
    ["it has another user in that row", OTHERS],
    ["it has fewer rows", CSV.slice(0, CSV.indexOf("나"))],
    ["it has no header", CSV.replace("포인트", "개수")],
  ])("when %s", async (_, bytes) => {
    const rows = await paidRows(CSV, "list.csv");
    const sheets = shownCells(await resultOf(rows, { bytes, fileName: "list.csv" }));
    const [headers = [], ...lines] = sheets["전체"] ?? [];
    expect(headers.slice(0, 4)).toEqual(["회원ID", "포인트", "사유", "[결과] 상태"]);
    expect(lines.map((line) => line.slice(0, 4))).toEqual([
      ["00123", "100", "", "지급 완료"],
      ["=1+1", "200", "", "지급 실패"],
    ]);
    expect(JSON.stringify(sheets["요약"])).toContain("올린 파일을 다시 읽을 수 없어");
  });
});

describe("uploaded again as it is", () => {
  it("a result workbook is a list of the failed as they were, and of nobody else", async () => {
    const bytes = await marketersSheet();
    const { payments } = await readBytes(bytes);
    const states = ["rejected", "unknown", "paid"] as const;
    const rows = payments.map((payment, index) =>
      resultRow(payment, { state: states[index] ?? "paid" }),
    );
    const again = await readBytes(Buffer.from(await resultOf(rows, { bytes })));
    expect(again.check.sheetName).toBe("지급 실패");
    expect([again.problems, again.warnings]).toEqual([[], []]);
    expect(again.payments).toEqual([{ ...payments[0], row: 2 }]);
  });

  it("and paid in part, its result has each column once, without those of the last time", async () => {
    const bytes = await marketersSheet();
    const failed = (await readBytes(bytes)).payments.map((payment) =>
      resultRow(payment, { state: "rejected", code: "http_404" }),
    );
    const first = Buffer.from(await resultOf(failed, { bytes }));
    const second = await resultOf(await paidRows(first), { bytes: first });
    const [headers = [], ...lines] = shownCells(second)["전체"] ?? [];
    expect(headers).toEqual([
      ...["가입일", "비고", "회원번호", "지급 포인트(P)", "등급\n(내부)", "담당"],
      ...["[결과] 상태", "[결과] 이유", "[결과] 포인트 시스템 응답", "[결과] 거래번호"],
      ...["[결과] 처리 시각 (Asia/Seoul)", "[결과] 원본 행"],
    ]);
    expect(lines.map((line) => line[6])).toEqual(["지급 완료", "지급 완료", "지급 실패"]);
  });

  it("one whose failed are paid again by another payout already pays nobody", async () => {
    const rows = (await readBytes(CSV, "list.csv")).payments.map((payment) =>
      resultRow(payment, { state: "rejected", code: "http_404", retriedBy: "01KRETRY" }),
    );
    const result = await resultOf(rows, { bytes: CSV, fileName: "list.csv" });
    expect(JSON.stringify(shownCells(result)["전체"])).toContain("지급 번호 01KRETRY");
    const again = await readBytes(Buffer.from(result));
    expect([again.payments, again.problems]).toEqual([[], ["no_payments"]]);
  });

  it.each([
    ["without the tab of the failed", ["지급 실패"]],
    ["with nothing left but all payments", ["요약", "지급 실패", "확인 필요"]],
  ])("%s, it is refused", async (_, removed) => {
    const rows = [
      resultRow({ row: 2, userId: "00123", points: 100 }, {}),
      resultRow({ row: 3, userId: "=1+1", points: 200 }, { state: "unknown" }),
    ];
    const workbook = await styledWorkbook(
      await resultOf(rows, { bytes: CSV, fileName: "list.csv" }, { payout: PAYOUT }),
    );
    for (const name of removed) workbook.removeWorksheet(workbook.getWorksheet(name)?.id ?? 0);
    const again = await readBytes(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect([again.payments, again.problems]).toEqual([[], ["result_sheet@A1"]]);
  });

  it("with its tabs in another order, it still is the failed alone that are found", async () => {
    const rows = await paidRows(CSV, "list.csv");
    const result = await styledWorkbook(await resultOf(rows, { bytes: CSV, fileName: "list.csv" }));
    const reordered = new ExcelJS.Workbook();
    for (const name of ["전체", "지급 실패", "요약"]) {
      const copy = reordered.addWorksheet(name);
      result.getWorksheet(name)?.eachRow((row) => copy.addRow(row.values));
    }
    const again = await readBytes(Buffer.from(await reordered.xlsx.writeBuffer()));
    expect([again.problems, again.warnings]).toEqual([[], []]);
    expect(again.payments).toEqual([{ row: 2, userId: "=1+1", points: 200 }]);
  });
});
