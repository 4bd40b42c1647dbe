import { describe, expect, test } from "vitest";
import { readBytes } from "../../sheets/read-bytes.ts";
import { buildWorkbook, HEADER, numberCell, textCell } from "../../sheets/workbook-xml.ts";

const PAID = [
  { row: 2, userId: "00123", points: 1000, reason: "친구 초대" },
  { row: 3, userId: "u2", points: 20 },
];
const TEXT = '회원ID,포인트,사유\r\n00123,"1,000",친구 초대\r\nu2,20,\r\n';
/** `회원ID,포인트` and one payment with the reason `친구`, as Korean Excel saves a .csv. */
const CP949 = Buffer.concat([
  Buffer.from("c8b8bff84944", "hex"),
  Buffer.from(","),
  Buffer.from("c6f7c0cec6ae", "hex"),
  Buffer.from(","),
  Buffer.from("bbe7c0af", "hex"),
  Buffer.from("\r\nu1,100,"),
  Buffer.from("c4a3b1b8", "hex"),
  Buffer.from("\r\n"),
]);

describe("the encoding of a text file is told from its bytes", () => {
  test.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16 LE", Buffer.from(`\ufeff${TEXT}`, "utf16le")],
    ["UTF-16 BE", Buffer.from(`\ufeff${TEXT}`, "utf16le").swap16()],
    ["UTF-16 without a mark", Buffer.from(TEXT, "utf16le")],
  ])("%s", async (_, bytes) => {
    const { payments, problems, warnings } = await readBytes(bytes, "a.csv");

    expect({ payments, problems, warnings }).toEqual({
      payments: PAID,
      problems: [],
      warnings: [],
    });
  });

  test("CP949", async () => {
    const { payments, problems } = await readBytes(CP949, "a.csv");

    expect({ payments, problems }).toEqual({
      payments: [{ row: 2, userId: "u1", points: 100, reason: "친구" }],
      problems: [],
    });
  });

  test.each([
    ["UTF-8 with a broken character", Buffer.from(TEXT).fill(0xff, 20, 21)],
    [
      "bytes that are Hangul in CP949 and Latin in UTF-8",
      Buffer.from("userid,points,reason\nu1,1,\u0123\n"),
    ],
    ["binary data", Buffer.from("userid,points\nu1,1\n\0\0\0")],
    ["UTF-16 with half a character", Buffer.from(`\ufeff${TEXT}`, "utf16le").subarray(0, -1)],
  ])("%s is refused", async (_, bytes) => {
    expect((await readBytes(bytes, "a.csv")).problems).toEqual(["text_encoding_unclear"]);
  });
});

describe("separators", () => {
  test.each([
    ["tabs", "a.tsv", TEXT.replace('"1,000"', "1000").replaceAll(",", "\t")],
    ["tabs in a .csv", "a.csv", TEXT.replace('"1,000"', "1000").replaceAll(",", "\t")],
    ["semicolons", "a.csv", TEXT.replace('"1,000"', "1000").replaceAll(",", ";")],
    ["a sep line", "a.csv", `sep=;\r\n${TEXT.replace('"1,000"', "1000").replaceAll(",", ";")}`],
    ["line feeds only", "a.csv", TEXT.replaceAll("\r\n", "\n")],
    ["carriage returns only", "a.csv", TEXT.replaceAll("\r\n", "\r")],
    ["no line end at the end", "a.txt", TEXT.trimEnd()],
  ])("%s", async (_, name, text) => {
    const { payments, problems } = await readBytes(text, name);

    expect({ payments, problems }).toEqual({ payments: PAID, problems: [] });
  });

  test("where semicolons part the fields, 1,000 may be one", async () => {
    const { problems } = await readBytes("user id;points\nu1;1,000\n", "a.csv");

    expect(problems).toEqual(["points_unclear@B2"]);
  });

  test("rows are counted as Excel counts them: blank lines too, lines inside quotes not", async () => {
    const { payments } = await readBytes('user id,points,reason\n\nu1,1,"a\nb"\nu2,2,\n', "a.csv");

    expect(payments).toEqual([
      { row: 3, userId: "u1", points: 1, reason: "a\nb" },
      { row: 4, userId: "u2", points: 2 },
    ]);
  });

  test("rows of unequal length are read as they stand", async () => {
    const { payments, problems } = await readBytes("이벤트\nid,points,,\nu1,1\nu2,2,\n", "a.csv");

    expect({ payments, problems }).toEqual({
      payments: [
        { row: 3, userId: "u1", points: 1 },
        { row: 4, userId: "u2", points: 2 },
      ],
      problems: [],
    });
  });
});

test.each(['u1,"1\n', 'u1,"1"0\n', 'u"1,10\n'])(
  "quotes that don't match are refused: %j",
  async (row) => {
    const { problems } = await readBytes(`user id,points\n${row}`, "a.csv");

    expect(problems).toEqual(["csv_malformed"]);
  },
);

test.each([
  ["id,points\nu1,1,000\n", ["extra_fields@C2"]],
  ["id,points,reason\nu1,1,000,이벤트\n", ["extra_fields@D2"]],
  ["id,points,reason\nu1,1,000\n", ["points_split@B2"]],
  ["id,points,reason\nu1,12,500P\n", ["points_split@B2"]],
  ["id,points,reason\nu1,1000,500\n", []],
])("a thousands separator that splits a number is not read as two: %j", async (text, problems) => {
  expect((await readBytes(text, "a.csv")).problems).toEqual(problems);
});

test.each([
  ["1.23457E+11", "user_id_scientific@A2"],
  ["10023.0", "user_id_not_whole@A2"],
  ["#N/A", "user_id_is_error@A2"],
  ["####", "user_id_is_error@A2"],
])("an id that Excel spoiled before it saved the text is refused: %s", async (id, problem) => {
  expect((await readBytes(`id,points\n${id},1\n`, "a.csv")).problems).toEqual([problem]);
});

test('an id forced to be text, ="00123", is read without the formula, with a warning', async () => {
  const { payments, warnings } = await readBytes('id,points\n"=""00123""",1\n', "a.csv");

  expect({ payments, warnings }).toEqual({
    payments: [{ row: 2, userId: "00123", points: 1 }],
    warnings: ["user_id_normalised@A2"],
  });
});

test("a workbook named .csv is read as the workbook it is", async () => {
  const rows = `${HEADER}<row r="2">${textCell("A2", "u1")}${numberCell("B2", 5)}</row>`;
  const { payments } = await readBytes(buildWorkbook({ tabs: [{ rows }] }), "a.csv");

  expect(payments).toEqual([{ row: 2, userId: "u1", points: 5 }]);
});
