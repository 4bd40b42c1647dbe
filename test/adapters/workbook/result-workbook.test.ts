import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { afterEach, describe, expect, it } from "vitest";
import { intakeOf } from "../../../adapters/workbook/exceljs-workbook.ts";
import { writeResultWorkbook } from "../../../adapters/workbook/result-workbook.ts";
import type { LedgerEntry } from "../../../domain/distribution/ledger.ts";
import type { ResultRow } from "../../../domain/report/result-store.ts";
import { cellIn, shownCells, styledWorkbook, uploaded } from "./read-back.ts";
import { resultOf, streamed } from "./result-of.ts";
import { PAYOUT, resultRow } from "./result-row.ts";

const ADDED = [
  "[결과] 상태",
  "[결과] 이유",
  "[결과] 포인트 시스템 응답",
  "[결과] 거래번호",
  "[결과] 처리 시각 (Asia/Seoul)",
  "[결과] 원본 행",
];
const HEADERS = ["회원ID", "포인트", "사유", ...ADDED];
const FAILED_HEADERS = HEADERS.filter((_, index) => index !== 3 && index !== 6);

function row(nr: number, userId: string, said?: Partial<LedgerEntry>, reason?: string): ResultRow {
  const payment = { row: nr, userId, points: nr * 100 };
  return resultRow(reason === undefined ? payment : { ...payment, reason }, said);
}

const ROWS: readonly ResultRow[] = [
  row(2, "00123", { transactionId: "t-1" }, "가을"),
  row(3, "missing-1", { state: "rejected", code: "http_404", detail: "no such user" }, "겨울"),
  row(4, "u-4", { state: "unknown", code: "in_doubt" }),
  row(5, "u-5"),
  row(6, "00777", { state: "rejected", code: "http_400" }),
];

let directories: string[] = [];
afterEach(async () => {
  for (const directory of directories) await rm(directory, { recursive: true });
  directories = [];
});

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "paysheet-test-"));
  directories.push(directory);
  return directory;
}

describe("a result workbook", () => {
  it("tells who was paid, who was not and why, the failed before all", async () => {
    const at = "2026-11-21 10:02:03";
    const noUser = "없는 사용자입니다";
    const notTaken = "포인트 시스템이 요청 내용을 받아들이지 않았습니다";
    const doubt =
      "응답을 받지 못해 지급 여부를 알 수 없습니다. 포인트 시스템의 지급 기록을 확인해 주세요.";
    const notAsked = "아직 지급을 요청하지 않았습니다.";
    const { 요약: _, 영수증: receipt, ...tabs } = shownCells(await resultOf(ROWS));
    expect(receipt).toBeDefined();
    expect(Object.entries(tabs)).toEqual([
      [
        "지급 실패",
        [
          FAILED_HEADERS,
          ["missing-1", "300", "겨울", noUser, "[http_404] no such user", at, "3"],
          ["00777", "600", "", notTaken, "[http_400]", at, "6"],
        ],
      ],
      [
        "확인 필요",
        [
          HEADERS.map((header) => (header === "[결과] 거래번호" ? "[결과] 조회할 번호" : header)),
          ["u-4", "400", "", "확인 필요", doubt, "[in_doubt]", "paysheet-01JPAYOUT-4", at, "4"],
        ],
      ],
      [
        "전체",
        [
          HEADERS,
          ["00123", "200", "가을", "지급 완료", "", "", "t-1", at, "2"],
          ["missing-1", "300", "겨울", "지급 실패", noUser, "[http_404] no such user", "", at, "3"],
          ["u-4", "400", "", "확인 필요", doubt, "[in_doubt]", "", at, "4"],
          ["u-5", "500", "", "대기", notAsked, "", "", "", "5"],
          ["00777", "600", "", "지급 실패", notTaken, "[http_400]", "", at, "6"],
        ],
      ],
    ]);
  });

  it("lists what was withdrawn with what failed, unless another payout pays it already", async () => {
    const bytes = await resultOf([
      row(2, "u-2", {}),
      row(3, "u-3", { state: "withdrawn" }),
      row(4, "u-4", { state: "withdrawn", retriedBy: "01JOTHER" }),
      row(5, "u-5", { state: "rejected", code: "http_404" }),
    ]);
    const { "지급 실패": failed = [], 전체: all = [] } = shownCells(bytes);
    const why = "차례가 오기 전에 지급을 종료해 지급하지 않았습니다.";
    expect(failed.slice(1).map(([user, , , reason]) => [user, reason])).toEqual([
      ["u-3", why],
      ["u-5", "없는 사용자입니다"],
    ]);
    expect(all.slice(2, 4).map((line) => line.slice(3, 5))).toEqual([
      ["지급 안 함", why],
      ["지급 안 함", `${why} 다시 지급하도록 옮겼습니다(지급 번호 01JOTHER).`],
    ]);
    const { check } = await uploaded(bytes);
    expect(check).toMatchObject({ payments: 2, problems: [] });
  });

  it("of a reversal says what was taken back, and pays nobody when it is uploaded", async () => {
    const payout = { ...PAYOUT, reversalOf: "01KORIGINAL", reversalReason: "두 번 지급" };
    const rows = [
      row(2, "u-2", { state: "paid", transactionId: "rv-1" }),
      row(3, "u-3", { state: "rejected", code: "http_422" }),
    ];
    const bytes = await resultOf(rows, undefined, { payout });
    const sheets = shownCells(bytes);
    expect(Object.keys(sheets)).toEqual(["요약", "회수 전체", "영수증"]);
    expect(sheets["회수 전체"]?.slice(1).map((line) => line[3])).toEqual([
      "회수 완료",
      "회수 못 함",
    ]);
    const summary = JSON.stringify(sheets["요약"]);
    expect(summary).toContain("전체 2건 중 1건을 회수했습니다");
    expect(summary).toContain("두 번 지급");
    const { check } = await uploaded(bytes);
    expect(check.payments).toBe(0);
    expect(check.problemCount).toBeGreaterThan(0);
  });

  it("tells times in the payout's zone, in English", async () => {
    const schedule = { ...PAYOUT.schedule, timeZone: "America/New_York" };
    const sheets = shownCells(
      await resultOf(ROWS.slice(0, 2), undefined, {
        language: "en",
        payout: { ...PAYOUT, schedule },
      }),
    );
    expect(Object.keys(sheets)).toEqual(["Summary", "Failed", "All payments", "Receipt"]);
    expect(sheets["All payments"]).toEqual([
      [
        ...["User ID", "Points", "Reason", "[Result] State", "[Result] Why", "[Result] API answer"],
        ...["[Result] Transaction ID", "[Result] Settled at (America/New_York)"],
        "[Result] Row in the sheet",
      ],
      ["00123", "200", "가을", "Paid", "", "", "t-1", "2026-11-20 20:02:03", "2"],
      [
        ...["missing-1", "300", "겨울", "Failed", "No such user", "[http_404] no such user", ""],
        ...["2026-11-20 20:02:03", "3"],
      ],
    ]);
  });

  it("tells what a person settled, and how they knew", async () => {
    const by = { id: "p-1", name: "담당자" };
    const at = "2026-11-21T01:10:00.000Z";
    const bytes = await resultOf([
      row(2, "u-2", { resolution: { as: "paid", note: "기록 있음", by, at } }),
      row(3, "u-3", {
        state: "rejected",
        code: "resolved_not_paid",
        resolution: { as: "not_paid", note: "기록 없음", by, at },
      }),
    ]);
    const [, ...lines] = shownCells(bytes)["전체"] ?? [];
    expect(lines.map((line) => line.slice(3, 6))).toEqual([
      ["지급 완료", "담당자 님이 지급된 것으로 확정했습니다: 기록 있음", ""],
      ["지급 실패", "사람이 지급되지 않은 것으로 확정했습니다 (담당자: 기록 없음)", ""],
    ]);
  });

  it("keeps ids and words as text, whatever they look like", async () => {
    const texts = ["=1+1", "+82", "-5", "@SUM(A1)", "1e5", "<b>&\"'", '=HYPERLINK("http://x")'];
    const bytes = await resultOf(
      texts.map((text, nr) => row(nr + 2, text, { transactionId: text }, text)),
    );
    for (const [nr, text] of texts.entries()) {
      for (const column of ["A", "C", "G"]) {
        const cell = cellIn(bytes, "전체", `${column}${nr + 2}`);
        expect(cell).toMatchObject({ t: "s", v: text, z: "@" });
        expect(cell.f).toBeUndefined();
      }
    }
  });

  it("says what the API said in cells that no program runs, not even once saved as CSV", async () => {
    const hostile = ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", "\r=1"];
    const rows = hostile.map((detail, nr) =>
      row(nr + 2, `u-${nr}`, { state: "rejected", code: detail, detail }),
    );
    const [, ...lines] = shownCells(await resultOf(rows))["지급 실패"] ?? [];
    expect(lines).toHaveLength(hostile.length);
    for (const line of lines.flat()) expect(String(line)).not.toMatch(/^[=+\-@\t\r]/);
  });

  it("survives texts that no cell can hold", async () => {
    const detail = `a\u0000b\u000b${"가".repeat(40_000)}`;
    const bytes = await resultOf([row(2, "u", { state: "rejected", code: "http_400", detail })]);
    const cell = cellIn(bytes, "지급 실패", "E2");
    expect(String(cell.v).length).toBeLessThanOrEqual(32_767);
    expect(String(cell.v)).toMatch(/^\[http_400\] a.*가+$/s);
    const { check } = await uploaded(bytes);
    expect(check.problems).toEqual([]);
  });

  it("has a header that stays, columns wide enough, filters, real dates and coloured states", async () => {
    const bytes = await resultOf(ROWS);
    const workbook = await styledWorkbook(bytes);
    const sheet = workbook.getWorksheet("전체");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet?.getColumn(1).width).toBe(28);
    expect(sheet?.autoFilter).toBe("A1:I6");
    expect(sheet?.getCell("A1").font.bold).toBe(true);
    expect(sheet?.getCell("H2").value).toEqual(new Date("2026-11-21T10:02:03.000Z"));
    const colours = [2, 3, 4, 5].map((nr) => sheet?.getCell(`D${nr}`).fill);
    expect(new Set(colours.map((fill) => JSON.stringify(fill))).size).toBe(4);
  });

  it("can be of no payments at all", async () => {
    const sheets = shownCells(await resultOf([]));
    expect(sheets["전체"]).toEqual([HEADERS]);
    expect(sheets["지급 실패"]).toEqual([FAILED_HEADERS]);
  });

  it("of many payments is whole and in order", async () => {
    const rows = Array.from({ length: 5_000 }, (_, nr) => row(nr + 2, `u-${nr}`, {}));
    const lines = shownCells(await resultOf(rows))["전체"] ?? [];
    expect(lines.slice(1).map((line) => line[0])).toEqual(rows.map((it) => it.payment.userId));
  });
});

describe("when writing it fails", () => {
  async function setup() {
    const temporaryDirectory = await newDirectory();
    const language = "ko" as const;
    const options = { language, timeZone: "Asia/Seoul", nowMs: () => 0, temporaryDirectory };
    const write = (rows: AsyncIterable<ResultRow>, output: Writable) =>
      writeResultWorkbook({ payout: PAYOUT, rows, file: undefined }, output, options);
    return { write, left: () => readdir(temporaryDirectory) };
  }

  it("at the rows: the error is thrown, the output broken, nothing left behind", async () => {
    const { write, left } = await setup();
    const broken = new Error("ledger gone");
    async function* rows(): AsyncGenerator<ResultRow> {
      yield* ROWS;
      throw broken;
    }
    const output = new PassThrough();
    const read = buffer(output);
    await Promise.all([
      expect(write(rows(), output)).rejects.toBe(broken),
      expect(read).rejects.toThrow("ledger gone"),
    ]);
    expect(await left()).toEqual([]);
  });

  it("at the output: that error is thrown, nothing left behind", async () => {
    const { write, left } = await setup();
    const rows = Array.from({ length: 3_000 }, (_, nr) => row(nr + 2, `u-${nr}`, {}));
    let taken = 0;
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length;
        done(taken > 20_000 ? new Error("upload refused") : null);
      },
    });
    await expect(write(streamed(rows), output)).rejects.toThrow("upload refused");
    expect(output.destroyed).toBe(true);
    expect(await left()).toEqual([]);
  });
});

it("a sheet's rows wait for a slow other end", async () => {
  let takenBytes = 0;
  const output = new Writable({
    highWaterMark: 16_384,
    write(chunk: Buffer, _encoding, done) {
      takenBytes += chunk.length;
      setImmediate(done);
    },
  });
  const zip = { zlib: { level: 0 } };
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, zip });
  const sheet = workbook.addWorksheet("rows");
  const intake = intakeOf(sheet, new AbortController().signal);
  const text = "x".repeat(5_000);
  let writtenBytes = 0;
  let mostWaitingBytes = 0;
  for (let nr = 1; nr <= 6_000; nr += 1) {
    sheet.addRow([text]).commit();
    writtenBytes += text.length;
    if (nr % 40 === 0) await intake.taken();
    mostWaitingBytes = Math.max(mostWaitingBytes, writtenBytes - takenBytes);
  }
  await workbook.commit();
  expect(takenBytes).toBeGreaterThan(writtenBytes);
  // The zip's own buffers take four megabytes, of thirty.
  expect(mostWaitingBytes).toBeLessThan(8_000_000);
});
