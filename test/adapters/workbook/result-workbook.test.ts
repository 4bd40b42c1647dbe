import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { afterEach, describe, expect, it } from "vitest";
import { writeResultWorkbook } from "../../../adapters/workbook/result-workbook.ts";
import { intakeOf } from "../../../adapters/workbook/sheet-intake.ts";
import { idempotencyKeyOf, type LedgerEntry } from "../../../domain/distribution/ledger.ts";
import type { PayoutIn } from "../../../domain/payout/payout.ts";
import type { ResultRow } from "../../../domain/report/result-store.ts";
import { wallClockOf } from "../../../domain/report/result-workbook-layout.ts";
import { cellIn, shownCells, styledWorkbook, uploaded } from "./read-back.ts";

const SETTLED_AT = "2026-11-21T01:02:03.000Z";
const HEADERS = ["행", "회원ID", "포인트", "사유", "상태", "결과 설명", "거래번호", "처리 시각"];

const PAYOUT: PayoutIn<"distributing"> = {
  payoutId: "01JPAYOUT",
  title: "가을 이벤트",
  fileName: "list.xlsx",
  sizeBytes: 1000,
  createdBy: { id: "u-1", name: "올린이" },
  createdAt: "2026-11-20T00:00:00.000Z",
  updatedAt: "2026-11-21T01:00:00.000Z",
  revision: 5,
  generation: 1,
  state: "distributing",
  sheet: { key: "sheets/01JPAYOUT/sheet.xlsx", versionId: "v1", sizeBytes: 1000 },
  check: { payments: 5, totalPoints: 1500, digest: "sha256:0", problemCount: 0, warningCount: 0 },
  schedule: {
    localTime: "2026-11-21T10:00:00",
    timeZone: "Asia/Seoul",
    at: "2026-11-21T01:00:00.000Z",
    requestedBy: { id: "u-1", name: "예약한이" },
    approvedBy: { id: "u-2", name: "승인한이" },
    name: "01JPAYOUT-1",
    generation: 1,
  },
  distribution: {
    startedAt: "2026-11-21T01:00:01.000Z",
    chunkSize: 500,
    chunkCount: 1,
    run: 1,
    execution: "01JPAYOUT-1",
  },
};

function row(nr: number, userId: string, entry?: Partial<LedgerEntry>, reason?: string): ResultRow {
  const payment = {
    row: nr,
    userId,
    points: nr * 100,
    ...(reason === undefined ? {} : { reason }),
  };
  if (entry === undefined) return { payment };
  const { payoutId } = PAYOUT;
  return {
    payment,
    entry: {
      ...payment,
      payoutId,
      chunk: 0,
      state: "paid",
      idempotencyKey: idempotencyKeyOf(payoutId, nr),
      fence: 1,
      claims: 1,
      claimedAt: "2026-11-21T01:01:00.000Z",
      settledAt: SETTLED_AT,
      ...entry,
    },
  };
}

const ROWS: readonly ResultRow[] = [
  row(2, "00123", { transactionId: "t-1" }, "가을"),
  row(3, "missing-1", { state: "rejected", code: "http_404", detail: "no such user" }, "겨울"),
  row(4, "u-4", { state: "unknown", code: "in_doubt" }),
  row(5, "u-5"),
  row(6, "00777", { state: "rejected", code: "http_400" }),
];

const workbookOptions = { language: "ko", timeZone: "Asia/Seoul" } as const;

async function* streamed(rows: readonly ResultRow[]): AsyncGenerator<ResultRow> {
  yield* rows;
}

async function written(
  rows: readonly ResultRow[],
  options: { language: "ko" | "en"; timeZone: string } = workbookOptions,
): Promise<Uint8Array> {
  const output = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(output),
    writeResultWorkbook(PAYOUT, streamed(rows), output, options),
  ]);
  return bytes;
}

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
    const noUser = "없는 회원입니다: no such user";
    const notTaken = "포인트 시스템이 요청 내용을 받아들이지 않았습니다";
    const doubt =
      "응답을 받지 못해 지급 여부를 알 수 없습니다. 포인트 시스템의 지급 기록을 확인해 주세요.";
    const lines = [
      ["2", "00123", "200", "가을", "지급 완료", "", "t-1", at],
      ["3", "missing-1", "300", "겨울", "지급 실패", noUser, "", at],
      ["4", "u-4", "400", "", "확인 필요", doubt, "", at],
      ["5", "u-5", "500", "", "대기", "아직 지급을 요청하지 않았습니다.", "", ""],
      ["6", "00777", "600", "", "지급 실패", notTaken, "", at],
    ];
    expect(shownCells(await written(ROWS))).toEqual({
      요약: [
        ["제목", "가을 이벤트"],
        ["파일", "list.xlsx"],
        ["지급 번호", "01JPAYOUT"],
        ["전체 건수", "5"],
        ["지급 완료", "1"],
        ["지급 실패", "2"],
        ["확인 필요", "1"],
        ["아직 지급 안 됨", "1"],
        ["전체 포인트", "2,000"],
        ["지급한 포인트", "200"],
        ["올린 사람", "올린이"],
        ["예약한 사람", "예약한이"],
        ["승인한 사람", "승인한이"],
        ["예약 시각", "2026-11-21 10:00:00"],
        ["지급 시작", "2026-11-21 10:00:01"],
        ["마지막 처리", at],
        ["시간대", "Asia/Seoul"],
      ],
      "지급 실패": [HEADERS, lines[1], lines[4]],
      "확인 필요": [HEADERS, lines[2]],
      전체: [HEADERS, ...lines],
    });
  });

  it("speaks English, in another zone", async () => {
    const sheets = shownCells(
      await written(ROWS.slice(0, 2), { language: "en", timeZone: "America/New_York" }),
    );
    expect(Object.keys(sheets)).toEqual(["Summary", "Failed", "All payments"]);
    expect(sheets["All payments"]).toEqual([
      [
        "Row",
        "User ID",
        "Points",
        "Reason",
        "State",
        "Explanation",
        "Transaction ID",
        "Settled at",
      ],
      ["2", "00123", "200", "가을", "Paid", "", "t-1", "2026-11-20 20:02:03"],
      [
        "3",
        "missing-1",
        "300",
        "겨울",
        "Failed",
        "No such user: no such user",
        "",
        "2026-11-20 20:02:03",
      ],
    ]);
  });

  it("keeps ids and words as text, whatever they look like", async () => {
    const texts = ["=1+1", "+82", "-5", "@SUM(A1)", "1e5", "<b>&\"'", '=HYPERLINK("http://x")'];
    const bytes = await written(
      texts.map((text, nr) => row(nr + 2, text, { transactionId: text }, text)),
    );
    for (const [nr, text] of texts.entries()) {
      for (const column of ["B", "D", "G"]) {
        const cell = cellIn(bytes, "전체", `${column}${nr + 2}`);
        expect(cell).toMatchObject({ t: "s", v: text, z: "@" });
        expect(cell.f).toBeUndefined();
      }
    }
  });

  it("survives texts that no cell can hold", async () => {
    const detail = `a\u0000b\u000b${"가".repeat(40_000)}`;
    const bytes = await written([row(2, "u", { state: "rejected", code: "http_400", detail })]);
    const cell = cellIn(bytes, "지급 실패", "F2");
    expect(String(cell.v).length).toBeLessThanOrEqual(32_767);
    expect(String(cell.v)).toMatch(/: ab가+$/);
  });

  it("has a header that stays, columns wide enough, filters, and coloured states", async () => {
    const workbook = await styledWorkbook(await written(ROWS));
    const sheet = workbook.getWorksheet("전체");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet?.getColumn(2).width).toBe(28);
    expect(sheet?.autoFilter).toBe("A1:H6");
    expect(sheet?.getCell("A1").font.bold).toBe(true);
    const colours = [2, 3, 4, 5].map((nr) => sheet?.getCell(`E${nr}`).fill);
    expect(new Set(colours.map((fill) => JSON.stringify(fill))).size).toBe(4);
  });

  it("uploaded again as it is, is a list of the failed and of nobody else", async () => {
    const { check, payments } = await uploaded(await written(ROWS));
    expect(check.problems).toEqual([]);
    expect(payments).toEqual([
      { row: 2, userId: "missing-1", points: 300, reason: "겨울" },
      { row: 3, userId: "00777", points: 600 },
    ]);
  });

  it("of a payout without failures, uploaded again, pays nobody", async () => {
    const { check, payments } = await uploaded(await written(ROWS.slice(0, 1)));
    expect(payments).toEqual([]);
    expect(check.problemCount).toBeGreaterThan(0);
  });

  it("can be of no payments at all", async () => {
    const sheets = shownCells(await written([]));
    expect(sheets["전체"]).toEqual([HEADERS]);
    expect(sheets["지급 실패"]).toEqual([HEADERS]);
  });

  it("of many payments is whole and in order", async () => {
    const rows = Array.from({ length: 5_000 }, (_, nr) => row(nr + 2, `u-${nr}`, {}));
    const lines = shownCells(await written(rows))["전체"] ?? [];
    expect(lines.slice(1).map((line) => line[1])).toEqual(rows.map((it) => it.payment.userId));
  });
});

describe("when writing it fails", () => {
  it("at the rows: the error is thrown, the output broken, nothing left behind", async () => {
    const temporaryDirectory = await newDirectory();
    const broken = new Error("ledger gone");
    async function* rows(): AsyncGenerator<ResultRow> {
      yield* ROWS;
      throw broken;
    }
    const output = new PassThrough();
    const read = buffer(output);
    const options = { ...workbookOptions, temporaryDirectory };
    const writing = writeResultWorkbook(PAYOUT, rows(), output, options);
    await Promise.all([
      expect(writing).rejects.toBe(broken),
      expect(read).rejects.toThrow("ledger gone"),
    ]);
    expect(await readdir(temporaryDirectory)).toEqual([]);
  });

  it("at the output: that error is thrown, nothing left behind", async () => {
    const temporaryDirectory = await newDirectory();
    const rows = Array.from({ length: 3_000 }, (_, nr) => row(nr + 2, `u-${nr}`, {}));
    let taken = 0;
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length;
        done(taken > 20_000 ? new Error("upload refused") : null);
      },
    });
    const options = { ...workbookOptions, temporaryDirectory };
    await expect(writeResultWorkbook(PAYOUT, streamed(rows), output, options)).rejects.toThrow(
      "upload refused",
    );
    expect(output.destroyed).toBe(true);
    expect(await readdir(temporaryDirectory)).toEqual([]);
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

describe("a wall clock", () => {
  it.each([
    ["Asia/Seoul", "2026-11-21T00:00:00.000Z", "2026-11-21T09:00:00.000Z"],
    ["Asia/Kathmandu", "2026-11-21T00:00:00.000Z", "2026-11-21T05:45:00.000Z"],
    ["America/New_York", "2026-11-01T05:59:59.000Z", "2026-11-01T01:59:59.000Z"],
    ["America/New_York", "2026-11-01T06:00:00.000Z", "2026-11-01T01:00:00.000Z"],
  ])("in %s shows %s as %s", (timeZone, instant, shown) => {
    const wallTime = wallClockOf(timeZone);
    wallTime("2026-11-01T05:30:00.000Z");
    expect(new Date(wallTime(instant)).toISOString()).toBe(shown);
  });
});
