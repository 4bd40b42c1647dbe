import { describe, expect, test } from "vitest";
import { readBytes } from "../../sheets/read-bytes.ts";
import { eventSheet, formulaSheet, savedAs } from "../../sheets/realistic.ts";

const WINNERS = [
  { row: 5, userId: "0012345", points: 5000, reason: "1등" },
  { row: 6, userId: "0023456", points: 3000, reason: "2등" },
  { row: 7, userId: "0034567", points: 1000, reason: "3등" },
];

test("an event sheet with a title, a guide and a hidden list of members", async () => {
  const { check, payments, problems, warnings } = await readBytes(await eventSheet());

  expect({ payments, problems, warnings }).toEqual({
    payments: WINNERS,
    problems: [],
    warnings: [],
  });
  expect([check.sheetName, check.headers, check.totalPoints]).toEqual([
    "11월 이벤트",
    { userId: "회원 번호", points: "지급 포인트(P)", reason: "지급사유" },
    9000,
  ]);
});

describe("what people write below the table is no payment", () => {
  test.each([
    [
      "a total with its label at the left",
      ["합계", null, null, { formula: "SUM(D5:D7)", result: 9000 }],
      "totals_row@A8",
    ],
    ["a total over head counts", ["계", null, "3명", 9000], "totals_row@A8"],
    [
      "a total without label",
      [null, null, null, { formula: "SUM(D5:D7)", result: 9000 }],
      "totals_row@D8",
    ],
    ["a note in the id column", [null, null, "※ 11월 30일까지 지급 부탁드립니다."], "note_row@C8"],
    ["a table of its own", ["No.", "이름", "회원번호", "포인트"], "repeated_header@C8"],
  ])("%s", async (_, row, problem) => {
    expect((await readBytes(await eventSheet([row]))).problems).toEqual([problem]);
  });

  test("a note at the left is pointed out", async () => {
    const { payments, warnings } = await readBytes(await eventSheet([["※ 문의: 마케팅팀"]]));

    expect({ payments, warnings }).toEqual({ payments: WINNERS, warnings: ["row_passed_over@A8"] });
  });
});

test("points from formulas, ids whose zeros are kept by their format", async () => {
  const { payments, problems, warnings } = await readBytes(await formulaSheet());

  expect({ payments, problems, warnings }).toEqual({
    payments: [
      { row: 2, userId: "000070", points: 1000 },
      { row: 3, userId: "000071", points: 2500 },
      { row: 4, userId: "000072", points: 9999 },
    ],
    problems: [],
    warnings: [],
  });
});

test.each([
  ["biff8", "a.xls", "xls_workbook"],
  ["biff5", "a.xls", "xls_workbook"],
  ["xlsb", "a.xlsb", "xlsb_workbook"],
  ["ods", "a.ods", "open_document"],
  ["html", "a.xls", "html_renamed"],
  ["xlml", "a.xls", "xml_workbook"],
  ["csv", "a.xlsx", "csv_renamed"],
] as const)("%s named %s is refused as %s", async (bookType, fileName, problem) => {
  expect((await readBytes(savedAs(bookType), fileName)).problems).toEqual([problem]);
});

test("a workbook with macros is read like any other", async () => {
  const { payments, problems } = await readBytes(savedAs("xlsm"), "a.xlsm");

  expect({ payments, problems }).toEqual({
    payments: [{ row: 2, userId: "u1", points: 100 }],
    problems: [],
  });
});
