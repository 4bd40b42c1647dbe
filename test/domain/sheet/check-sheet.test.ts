import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkSheet } from "../../../domain/sheet/check-sheet.ts";
import { GENERAL_FORMAT } from "../../../domain/sheet/number-format.ts";
import type { CellRange, RawCell, RawRow } from "../../../domain/sheet/raw-sheet.ts";
import { sheetCheckSchema } from "../../../domain/sheet/sheet-check.ts";
import { type SheetRules, sheetRulesSchema } from "../../../domain/sheet/sheet-rules.ts";

type Cell = string | number | undefined;

function setup(
  rows: readonly (readonly Cell[])[],
  rules: Partial<SheetRules> = {},
  more: { readonly checkTime?: () => void } = {},
) {
  const rawRows = rows.map((cells, index): RawRow => {
    const number = index + 1;
    const raw = cells.flatMap((cell, column): RawCell[] => {
      if (cell === undefined) return [];
      if (typeof cell === "string") return [{ column, kind: "text", text: cell }];
      return [{ column, kind: "number", source: String(cell), format: GENERAL_FORMAT }];
    });
    return { number, hidden: false, cells: raw };
  });
  const tab = {
    name: "지급",
    visible: true,
    readRows: () => ({
      batches: (async function* () {
        yield rawRows;
      })(),
      mergedRanges: (): CellRange[] => [],
      isColumnHidden: () => false,
    }),
  };
  return checkSheet(
    { rules: sheetRulesSchema.parse(rules), newHash, ...more },
    { tabs: [tab], commaMayBeDecimal: false, commaPartsFields: false },
  );
}

function newHash() {
  const hash = createHash("sha256");
  return { update: (text: string) => void hash.update(text), hex: () => hash.digest("hex") };
}

const HEADER = ["id", "points", "reason"];
const codes = (problems: readonly { code: string; cell?: string | undefined }[]) =>
  problems.map(({ code, cell }) => `${code}@${cell}`);

test("a good sheet comes to its whole check", async () => {
  const check = await setup([HEADER, ["a", 5, "x"], ["b", 30], ["c", 20]]);
  const [a, b, c] = [
    { row: 2, userId: "a", points: 5, reason: "x" },
    { row: 3, userId: "b", points: 30 },
    { row: 4, userId: "c", points: 20 },
  ];
  const canonical = 'paysheet payments 1\n[2,"a",5,"x"]\n[3,"b",30,null]\n[4,"c",20,null]\n';

  expect(check).toEqual({
    payments: 3,
    totalPoints: 55,
    medianPoints: 20,
    digest: `sha256:${createHash("sha256").update(canonical).digest("hex")}`,
    sheetName: "지급",
    headers: { userId: "id", points: "points", reason: "reason" },
    userIdColumn: 0,
    problems: [],
    problemCount: 0,
    warnings: [],
    warningCount: 0,
    sample: [a, b, c],
    largest: [b, c, a],
    largestRecipients: [b, c, a].map(({ userId, row, points }) => ({ userId, row, points })),
  });
  expect(sheetCheckSchema.parse(check)).toEqual(check);
});

test("all problems are counted and the first thousand listed, each with cell, value and both languages", async () => {
  const bad = Array.from({ length: 1_500 }, (_, index) => [`u${index}`, 1.5]);
  const check = await setup([HEADER, ...bad]);

  expect([check.problems.length, check.problemCount, check.payments]).toEqual([1000, 1500, 0]);
  expect(check.problems[0]).toEqual({
    code: "points_not_whole",
    sheet: "지급",
    cell: "B2",
    value: "1.5",
    message: {
      ko: "포인트가 정수가 아닙니다(1.5). 소수점 없이 입력해 주세요.",
      en: "The points are not a whole number (1.5). Enter them without decimals.",
    },
  });
});

test("every bad cell of a row is named at once", async () => {
  const check = await setup([HEADER, [1.5, -1, "x".repeat(501)]]);

  expect(codes(check.problems)).toEqual([
    "user_id_not_whole@A2",
    "points_not_positive@B2",
    "reason_too_long@C2",
  ]);
});

describe("the same user twice", () => {
  const rows = [HEADER, ["a", 1], ["b", 2], ["a", 3]];

  test("is a warning that names both rows", async () => {
    const check = await setup(rows);

    expect(check.payments).toBe(3);
    expect(check.warnings.map(({ message }) => message.en)).toEqual([
      "The same user is there more than once (a): rows 2 and 4. Check that both are meant.",
    ]);
  });

  test("or a problem, where a deployment wants it", async () => {
    const check = await setup(rows, { duplicates: "problem" });

    expect([codes(check.problems), check.payments]).toEqual([["user_id_twice@A4"], 2]);
  });
});

describe("limits of the sheet as a whole", () => {
  test("payments", async () => {
    const check = await setup([HEADER, ["a", 1], ["b", 1], ["c", 1]], { maxPayments: 2 });

    expect([codes(check.problems), check.payments]).toEqual([["too_many_payments@undefined"], 2]);
  });

  test("a total that would not be exact", async () => {
    const rules = { maxPointsPerPayment: Number.MAX_SAFE_INTEGER };
    const check = await setup([HEADER, ["a", String(Number.MAX_SAFE_INTEGER)], ["b", 1]], rules);

    expect(codes(check.problems)).toEqual(["total_too_large@undefined"]);
    expect(check.totalPoints).toBe(Number.MAX_SAFE_INTEGER);
  });
});

test("a last row that equals the sum of all others is pointed out", async () => {
  const check = await setup([HEADER, ["a", 1], ["b", 2], ["c", 3], ["d", 6]]);

  expect(codes(check.warnings)).toEqual(["points_equal_sum@B5"]);
});

test("ids that may have lost their leading zeros are pointed out", async () => {
  const ids = Array.from({ length: 12 }, (_, index) => String(1_000_001 + index));
  const rows = [...ids, "12345"].map((id) => [id, 5, undefined]);

  expect(codes((await setup([HEADER, ...rows])).warnings)).toEqual(["user_id_zeros_lost@A14"]);
  expect(codes((await setup([HEADER, ...rows.slice(0, 12)])).warnings)).toEqual([]);
});

test.each(["null", "NaN", "-", "없음"])("%s is no user", async (id) => {
  const check = await setup([HEADER, [id, 5]]);

  expect(codes(check.problems)).toEqual(["user_id_placeholder@A2"]);
});

test("a header below the twentieth row is not found, and the headers seen are named", async () => {
  const title = ["안내", "내용"];
  const check = await setup([...Array.from({ length: 20 }, () => title), HEADER, ["a", 1]]);

  expect(check.problems.map(({ code, message }) => [code, message.en])).toEqual([
    [
      "header_missing",
      "No row among the first 20 names both a user column and a points column. Name them, for example, “user id” and “points”. Headers found: ‘안내’, ‘내용’",
    ],
  ]);
});

test.each(["[결과] 상태", " [RESULT] state"])(
  "a tab with a column %j says who was paid: nobody is paid from it",
  async (state) => {
    const check = await setup([
      ["회원ID", "포인트", state],
      ["a", 1, "지급 완료"],
    ]);

    expect([codes(check.problems), check.payments]).toEqual([["result_sheet@A1"], 0]);
    expect(check.problems[0]?.message.ko).toContain("‘지급 실패’ 시트를 올려 주세요");
  },
);

test.each(["상태", "결과", "[결과] 이유"])("a column %j is any column", async (header) => {
  const check = await setup([
    ["회원ID", "포인트", header],
    ["a", 1, "지급 완료"],
  ]);

  expect([codes(check.problems), check.payments]).toEqual([[], 1]);
});

test("the digest tells row, user, points and reason apart, and nothing else", async () => {
  const digestOf = async (...rows: Cell[][]) => (await setup([HEADER, ...rows])).digest;
  const base = await digestOf(["a", 1, "x"]);

  expect(await digestOf(["a", 1, "x", "another column"])).toBe(base);
  const others = [
    await digestOf([], ["a", 1, "x"]),
    await digestOf(["b", 1, "x"]),
    await digestOf(["a", 2, "x"]),
    await digestOf(["a", 1, "y"]),
    await digestOf(["a", 1]),
    await digestOf(["a", 1, "x"], ["b", 1]),
  ];
  expect(new Set([base, ...others]).size).toBe(7);
});

const usual = (count: number, points = 1_000) =>
  Array.from({ length: count }, (_, index) => [`u${index}`, points]);

test("the time is looked at for every row, and reading ends when it is over", async () => {
  let looks = 0;
  const checkTime = () => {
    looks += 1;
    if (looks === 5) throw new Error("over");
  };

  await expect(setup([HEADER, ...usual(50)], {}, { checkTime })).rejects.toThrow("over");
});

test("a payment far above the others is listed before all else, with its cell and figures", async () => {
  const check = await setup([HEADER, ["u0", 1_000], ["x", 620_000], ...usual(8)]);

  expect(codes(check.warnings)).toEqual(["payment_far_above_others@B3", "user_id_twice@A4"]);
  expect(check.warningCount).toBe(2);
  expect(check.warnings[0]).toMatchObject({
    value: "620000",
    message: {
      ko: "이 행의 포인트(620,000P)가 이 파일에서 보통인 1,000P(중앙값)의 620배입니다. 통화나 단위, 0의 개수가 맞는지 확인해 주세요.",
      en: "The points of this row (620,000) are 620 times what is usual in this sheet (1,000, the median). Check the currency, the unit and the number of zeros.",
    },
  });
});

test("it is listed though a thousand other warnings are", async () => {
  const twice = [...usual(1_100), ...usual(1_100)];
  const check = await setup([HEADER, ...twice, ["x", 620_000]]);

  expect(codes(check.warnings).slice(0, 2)).toEqual([
    "payment_far_above_others@B2202",
    "user_id_twice@A1102",
  ]);
  expect([check.warnings.length, check.warningCount]).toEqual([1000, 1101]);
});

test.each([
  ["the five largest are named, the largest first", [700, 900, 800, 600, 500, 400], 5],
  ["nineteen times is not far", [19], 0],
])("of payments above the others, %s", async (_, times, found) => {
  const above = times.map((each, index) => [`x${index}`, each * 10_000]);
  const check = await setup([HEADER, ...usual(10, 10_000), ...above]);

  expect(codes(check.warnings)).toEqual(
    ["B13", "B14", "B12", "B15", "B16"]
      .slice(0, found)
      .map((cell) => `payment_far_above_others@${cell}`),
  );
});

test.each([
  ["below the floor nothing is far above", [...usual(9), ["x", 99_999]], {}],
  ["among fewer than five payments none is usual", [...usual(3), ["x", 620_000]], {}],
  ["the rules say what is far", [...usual(9), ["x", 620_000]], { farAboveTimes: 700 }],
])("%s", async (_, rows, rules) => {
  expect((await setup([HEADER, ...rows], rules)).warnings).toEqual([]);
});

test("what a user gets over all their rows is kept of those who get the most", async () => {
  const check = await setup([HEADER, ["a", 5], ["b", 6], ["A", 1], ["a", 4], ["c", 7]]);
  expect(check.largestRecipients).toEqual([
    // In another spelling it may be the same user: rather one too many than one too few.
    { userId: "a", row: 2, points: 10 },
    { userId: "c", row: 6, points: 7 },
    { userId: "b", row: 3, points: 6 },
  ]);
});
