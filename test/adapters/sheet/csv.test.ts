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

/** Writes texts in a legacy encoding, by what every two bytes say in it. */
function encoderOf(encoding: string): (text: string) => Buffer {
  const decoder = new TextDecoder(encoding);
  const bytesOf = new Map<string, number[]>();
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if ([...char].length === 1 && !bytesOf.has(char)) bytesOf.set(char, [lead, trail]);
    }
  }
  return (text) =>
    Buffer.from([...text].flatMap((char) => bytesOf.get(char) ?? [...Buffer.from(char)]));
}

describe("a text that begins with no mark", () => {
  const lines = (texts: readonly string[]) =>
    `user id,points,reason\r\n${texts.map((text, at) => `u${at},100,"${text}"\r\n`).join("")}`;

  test.each([
    ["출석 체크"],
    ["방문 감사"],
    ["백만 돌파"],
    ["추천인 보상"],
    ["친구 초대"],
    ["홍길동", "김영희", "이철수"],
    ["설문 참여(1회)", "리뷰 작성 → 포토", "Cafe 방문"],
    ["美 출시 기념 이벤트", "신규 가입 축하"],
  ])("is read as Korean in CP949: %s", async (...texts) => {
    const { payments, problems } = await readBytes(encoderOf("euc-kr")(lines(texts)), "a.csv");

    expect(problems).toEqual([]);
    expect(payments.map(({ reason }) => reason)).toEqual(texts);
  });

  test.each([
    ["gbk", "张三", "李四", "王五"],
    ["gbk", "签到奖励", "邀请好友", "新用户注册", "生日礼物", "春节快乐"],
    ["gbk", "北京", "上海"],
    ["gbk", "中奖"],
    ["big5", "簽到獎勵", "邀請好友", "新用戶註冊"],
    ["big5", "王小明", "陳美玲"],
    ["shift_jis", "ログインボーナス", "友達紹介"],
    ["shift_jis", "山田太郎", "佐藤花子"],
  ])("is never read as Korean when it is %s: %s", async (encoding, ...texts) => {
    const bytes = encoderOf(encoding)(lines(texts));

    expect((await readBytes(bytes, "a.csv")).problems).toEqual(["text_encoding_unclear"]);
  });

  test("is never read as Korean when it is Latin-1", async () => {
    const bytes = Buffer.from(lines(["Café", "Müller", "Señor"]), "latin1");

    expect((await readBytes(bytes, "a.csv")).problems).toEqual(["text_encoding_unclear"]);
  });

  test.each([["Café"], ["Müller", "Åsa", "José"], ["São Paulo"], ["Привет, мир"], ["£5 · ©"]])(
    "is read as UTF-8, however little of it is no ASCII: %s",
    async (...texts) => {
      const { payments, problems } = await readBytes(Buffer.from(lines(texts)), "a.csv");

      expect(problems).toEqual([]);
      expect(payments.map(({ reason }) => reason)).toEqual(texts);
    },
  );
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
  ["id,points,reason\nu1,1,000,이벤트\n", ["points_split@B2"]],
  [
    "회원ID,포인트,이름,비고\nu1,1,000,김철수,\nu2,2,500,이영희,\n",
    ["points_split@B2", "points_split@B3"],
  ],
  ["포인트,회원ID,사유\n1,000,u1\n", ["points_split@A2"]],
  ["회원ID,포인트,등급\nu1,1,000\n", ["points_split@B2"]],
  ["회원ID,포인트,등급\nu1,2,500\nu2,700,VIP\n", ["points_split@B2"]],
  ["회원ID,구매액,포인트,비고\nu1,12,345,50,\n", ["extra_fields@B2"]],
  ["회원ID,이름,포인트,비고\nu1,A,5,3000,\nu2,B,300,\n", ["extra_fields@E2"]],
  ["id,points,name\nu1,\\1,000,Kim\n", ["points_split@B2"]],
  ["id,points,reason\nu1,1,000\n", ["points_split@B2"]],
  ["id,points,reason\nu1,12,500P\n", ["points_split@B2"]],
  ["id,points,reason\nu1,1000,500\n", []],
  ["회원ID,포인트,지점\nu1,500,101\nu2,1500,102\n", []],
  ['회원ID,포인트,지점\nu1,500,101\nu2,"1,500",102\n', []],
  ["id,points\nu1,100,\nu2,200,\n", []],
  ["id,points\nu1,100,\nu2,200\n", []],
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

test.each([
  'id,points\n"=""00123""",1\n',
  'id,points\n="00123",1\n',
  'id;points\r\n="00123";="1"\r\n',
  "id,points\n'00123,1\n",
  "id\tpoints\n’00123’\t'1",
])("an id marked as text is read without its mark, with a warning: %j", async (text) => {
  const { payments, warnings: found } = await readBytes(text, "a.csv");
  const warnings = found.filter((warning) => warning !== "points_normalised@B2");

  expect({ payments, warnings }).toEqual({
    payments: [{ row: 2, userId: "00123", points: 1 }],
    warnings: ["user_id_normalised@A2"],
  });
});

test("what stands between quotes is no mark", async () => {
  const text = 'id,points,reason\nu1,1,"as ,=""x"", said"\nu2,2,"a\n=""y"""\n';
  const { payments } = await readBytes(text, "a.csv");

  expect(payments.map(({ reason }) => reason)).toEqual(['as ,="x", said', 'a\n="y"']);
});

const MADE_DATES = [
  "03-Jan",
  "Jan-24",
  "3-Jan-24",
  "1월 03일",
  "2026-01-03",
  "2026. 1. 3",
  "12:30",
];
test.each([...MADE_DATES, "1/3/2026"])("an id made a date is refused: %s", async (id) => {
  const { problems } = await readBytes(`id,points\n"${id}",1\n`, "a.csv");

  expect(problems).toEqual(["user_id_is_date@A2"]);
});

const NO_DATES = ["2026-001", "U-2026-01-03", "may-1", "jan-kim", "010-1234-5678", "1.2.3.4"];
test.each([...NO_DATES, "2024-13-01"])("an id that only looks like one is one: %s", async (id) => {
  const { payments } = await readBytes(`id,points\n${id},1\n`, "a.csv");

  expect(payments).toMatchObject([{ userId: id }]);
});

test.each([
  [" 1,000 ", 1000],
  [" ₩1,000 ", 1000],
  ["₩1,000", 1000],
  ["\\1,000", 1000],
  ["￦ 1,000원", 1000],
  ["1,000 KRW", 1000],
  ["KRW 1,000", 1000],
  ["$1,000.00", "points_not_a_number@B2"],
  [" $1,000.00 ", "points_not_a_number@B2"],
  ["1,000.00", "points_not_whole@B2"],
  [" -   ", "points_not_positive@B2"],
  ["₩-", "points_not_positive@B2"],
  ["(1,000)", "points_not_positive@B2"],
  ["(₩1,000)", "points_not_positive@B2"],
  ["-₩1,000", "points_not_positive@B2"],
  ["₩-1,000", "points_not_positive@B2"],
  ["-1,000", "points_not_positive@B2"],
  ["₩", "points_not_a_number@B2"],
])("an amount in a currency's format is read where it is won: %j", async (amount, read) => {
  const { payments, problems } = await readBytes(`id,points\nu1,"${amount}"\n`, "a.csv");

  expect(payments[0]?.points ?? problems[0]).toBe(read);
});

test("a column without a header is not read, with a warning", async () => {
  const reading = await readBytes("회원ID,포인트,\nu1,1000,메모\nu2,20,\n", "a.csv");

  expect(reading).toMatchObject({
    payments: [{ userId: "u1" }, { userId: "u2" }],
    problems: [],
    warnings: ["column_without_header@C2"],
  });
});

test("a workbook named .csv is read as the workbook it is", async () => {
  const rows = `${HEADER}<row r="2">${textCell("A2", "u1")}${numberCell("B2", 5)}</row>`;
  const { payments } = await readBytes(buildWorkbook({ tabs: [{ rows }] }), "a.csv");

  expect(payments).toEqual([{ row: 2, userId: "u1", points: 5 }]);
});
