import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkSheet } from "../../../domain/sheet/check-sheet.ts";
import { type ExtraColumnInput, extraColumnsSchema } from "../../../domain/sheet/extra-column.ts";
import { GENERAL_FORMAT } from "../../../domain/sheet/number-format.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import type { CellRange, RawCell, RawRow, RawValue } from "../../../domain/sheet/raw-sheet.ts";
import { type RowDefaults, readRowDefaults } from "../../../domain/sheet/row-defaults.ts";
import { sheetRulesSchema } from "../../../domain/sheet/sheet-rules.ts";

const CAMPAIGN: ExtraColumnInput = {
  ...{ name: "campaign", headers: ["캠페인", "이벤트 코드"], required: true },
};
const EXPIRES_ON: ExtraColumnInput = { name: "expiresOn", headers: ["만료일"], kind: "date" };

const text = (value: string): RawValue => ({ kind: "text", text: value });
const number = (source: string): RawValue => ({ kind: "number", source, format: GENERAL_FORMAT });

async function check(
  rows: readonly (readonly (RawValue | string | undefined)[])[],
  columns: readonly ExtraColumnInput[],
  mergedRanges: readonly CellRange[] = [],
  defaults?: RowDefaults,
) {
  const raw = rows.map((values, index): RawRow => {
    const cells = values.flatMap((value, column): RawCell[] => {
      if (value === undefined) return [];
      return [{ column, ...(typeof value === "string" ? text(value) : value) }];
    });
    return { number: index + 1, hidden: false, cells };
  });
  const tab = {
    name: "지급",
    visible: true,
    readRows: () => ({
      batches: (async function* () {
        yield raw;
      })(),
      mergedRanges: () => mergedRanges,
      isColumnHidden: () => false,
    }),
  };
  const payments: Payment[] = [];
  const checked = await checkSheet(
    {
      rules: sheetRulesSchema.parse({}),
      newHash,
      columns: extraColumnsSchema.parse(columns),
      defaults,
      onPayment: (payment) => void payments.push(payment),
    },
    { tabs: [tab], commaMayBeDecimal: false, commaPartsFields: false },
  );
  const { digest, headers, problems, warnings } = checked;
  const found = (all: typeof problems) => all.map(({ code, cell }) => `${code}@${cell}`);
  return {
    payments,
    digest,
    extraHeaders: headers?.extras,
    problems,
    codes: found(problems),
    warnings: found(warnings),
  };
}

function newHash() {
  const hash = createHash("sha256");
  return {
    update: (piece: string | Uint8Array) => void hash.update(piece),
    hex: () => hash.digest("hex"),
  };
}

describe("columns that the points API takes besides", () => {
  it.each(["캠페인", " 캠 페인 ", "이벤트코드", "campaign", "Campaign", "캠페인(필수)"])(
    "are found by any of their headers: %j",
    async (header) => {
      const { payments, codes, warnings, extraHeaders } = await check(
        [
          ["회원ID", header, "포인트"],
          ["u1", "fall-26", number("100")],
        ],
        [CAMPAIGN],
      );
      expect(codes).toEqual([]);
      expect(warnings).toEqual([]);
      expect(payments).toEqual([
        { row: 2, userId: "u1", points: 100, extras: { campaign: "fall-26" } },
      ]);
      expect(extraHeaders).toEqual({ campaign: header.trim() });
    },
  );

  it("may hold numbers, which are texts then, and be left empty where they need not be there", async () => {
    const { payments } = await check(
      [
        ["회원ID", "포인트", "캠페인", "만료일"],
        ["u1", number("100"), number("2026"), undefined],
        ["u2", number("100"), "b", "2026-12-31"],
      ],
      [CAMPAIGN, EXPIRES_ON],
    );
    expect(payments.map(({ extras }) => extras)).toEqual([
      { campaign: "2026" },
      { campaign: "b", expiresOn: "2026-12-31" },
    ]);
  });

  it("need not be there at all, unless they are asked for", async () => {
    const rows = [
      ["회원ID", "포인트"],
      ["u1", number("100")],
    ];
    const plain = await check(rows, []);
    expect(await check(rows, [EXPIRES_ON])).toEqual(plain);
    expect(plain.payments).toEqual([{ row: 2, userId: "u1", points: 100 }]);

    const { codes, problems } = await check(rows, [CAMPAIGN]);
    expect(codes).toEqual(["extra_header_missing@A1"]);
    expect(problems[0]?.message.ko).toContain("‘캠페인’ 열을 추가");
  });

  it("are not guessed where two may be meant", async () => {
    const { codes, payments } = await check(
      [
        ["회원ID", "포인트", "캠페인", "이벤트 코드"],
        ["u1", number("100"), "a", "b"],
      ],
      [CAMPAIGN],
    );
    expect(codes).toEqual(["extra_header_ambiguous@A1"]);
    expect(payments).toEqual([]);
  });

  it("are a problem of their cell where a value will not do", async () => {
    const rows: (RawValue | string | undefined)[][] = [
      ["회원ID", "포인트", "캠페인"],
      ["u1", number("100"), undefined],
      ["u2", number("100"), "  "],
      ["u3", number("100"), { kind: "error", text: "#REF!" }],
      ["u4", number("100"), { kind: "formula_without_value" }],
      ["u5", number("100"), number("1234567890123456")],
      ["u6", number("100"), number("1.5")],
      ["u7", number("100"), "x".repeat(201)],
      ["u8", number("100"), "x".repeat(200)],
    ];
    const { codes, payments } = await check(rows, [CAMPAIGN]);
    expect(codes).toEqual([
      "extra_missing@C2",
      "extra_missing@C3",
      "extra_is_error@C4",
      "extra_formula_without_value@C5",
      "extra_no_text@C6",
      "extra_no_text@C7",
      "extra_too_long@C8",
    ]);
    expect(payments.map(({ userId }) => userId)).toEqual(["u8"]);
  });

  it("may not be merged over rows: the rows below would be paid without", async () => {
    const merged = [{ firstRow: 2, lastRow: 3, firstColumn: 2, lastColumn: 2 }];
    const { codes } = await check(
      [
        ["회원ID", "포인트", "만료일"],
        ["u1", number("100"), "2026-12-31"],
        ["u2", number("100")],
      ],
      [EXPIRES_ON],
      merged,
    );
    expect(codes).toEqual(["merged_cells@C2"]);
  });

  it("are a part of what is approved", async () => {
    const rows = (campaign: string) => [
      ["회원ID", "포인트", "캠페인"],
      ["u1", number("100"), campaign],
    ];
    const [one, other] = [await check(rows("a"), [CAMPAIGN]), await check(rows("b"), [CAMPAIGN])];
    expect(one.digest).not.toBe(other.digest);
    expect(one.digest).toBe((await check(rows("a"), [CAMPAIGN])).digest);
    // Where nobody reads the column, it changes nothing.
    expect((await check(rows("a"), [])).digest).toBe((await check(rows("b"), [])).digest);
  });
});

describe("a day", () => {
  it.each([
    ["2026-12-31", "2026-12-31"],
    ["2026-12-31 00:00:00", "2026-12-31"],
    ["2026-12-31T00:00:00.000Z", "2026-12-31"],
    ["2026/1/2", "2026-01-02"],
    ["2026. 1. 2.", "2026-01-02"],
    ["2026.01.02", "2026-01-02"],
    ["2026년 1월 2일", "2026-01-02"],
    ["2028-02-29", "2028-02-29"],
  ])("is read with its year first: %j", async (value, day) => {
    for (const cell of [text(value), { kind: "date", text: value } as const]) {
      const { payments } = await check(
        [
          ["회원ID", "포인트", "만료일"],
          ["u1", number("100"), cell],
        ],
        [EXPIRES_ON],
      );
      expect(payments[0]?.extras).toEqual({ expiresOn: day });
    }
  });

  it.each([
    "01/02/2026",
    "2026-02-30",
    "2026-13-01",
    "12월 31일",
    "20261231",
    "2026-12-31 09:00:00",
    "내년",
  ])("is no guess: %j", async (value) => {
    const { codes, payments } = await check(
      [
        ["회원ID", "포인트", "만료일"],
        ["u1", number("100"), value],
      ],
      [EXPIRES_ON],
    );
    expect(codes).toEqual(["extra_no_date@C2"]);
    expect(payments).toEqual([]);
  });

  it("is none where a number stands without the format of a date", async () => {
    const { codes } = await check(
      [
        ["회원ID", "포인트", "만료일"],
        ["u1", number("100"), number("46387")],
      ],
      [EXPIRES_ON],
    );
    expect(codes).toEqual(["extra_no_date@C2"]);
  });
});

describe("what a connector may ask for", () => {
  it.each([
    ["a name for two", [CAMPAIGN, { name: "other", headers: ["Campaign"] }]],
    ["the users' column", [{ name: "x", headers: ["회원ID"] }]],
    ["another points column", [{ name: "x", headers: ["최종 포인트"] }]],
    ["the reason", [{ name: "x", headers: ["비고"] }]],
    ["the points by its own name", [{ name: "points", headers: ["x"] }]],
    ["the reason by its own name", [{ name: "memo", headers: ["x"] }]],
    ["a later users' column by its own name", [{ name: "newUserId", headers: ["x"] }]],
    ["no header", [{ name: "x", headers: [] }]],
    ["a name that no placeholder has", [{ name: "my-x", headers: ["x"] }]],
  ])("is not %s", (_, columns) => {
    expect(extraColumnsSchema.safeParse(columns).success).toBe(false);
  });
});

describe("what every row gets that says nothing else", () => {
  const defaults = { reason: "가을 이벤트", extras: { campaign: "fall", expiresOn: "2026-12-31" } };
  const given = [CAMPAIGN, EXPIRES_ON];

  it("stands for columns that are not there, also those that are asked for", async () => {
    const rows = [
      ["회원ID", "포인트"],
      ["u1", number("100")],
    ];
    const { payments, codes, digest } = await check(rows, given, [], defaults);
    expect(codes).toEqual([]);
    expect(payments).toEqual([{ row: 2, userId: "u1", points: 100, ...defaults }]);
    const otherwise = { ...defaults, extras: { ...defaults.extras, expiresOn: "2027-01-31" } };
    expect((await check(rows, given, [], otherwise)).digest).not.toBe(digest);
  });

  it("gives way to what a row says itself, which is checked as ever", async () => {
    const { payments, codes } = await check(
      [
        ["회원ID", "포인트", "캠페인", "만료일", "사유"],
        ["u1", number("100"), "winter", undefined, "출석"],
        ["u2", number("100"), undefined, "2027-01-31", undefined],
        ["u3", number("100"), undefined, "someday", undefined],
      ],
      given,
      [],
      defaults,
    );
    expect(codes).toEqual(["extra_no_date@D4"]);
    expect(payments.map(({ reason, extras }) => [reason, extras])).toEqual([
      ["출석", { campaign: "winter", expiresOn: "2026-12-31" }],
      ["가을 이벤트", { campaign: "fall", expiresOn: "2027-01-31" }],
    ]);
  });

  it("is read as in a sheet", () => {
    const columns = extraColumnsSchema.parse(given);
    const read = (extras: Record<string, string>, reason?: string) =>
      readRowDefaults({ reason, extras }, columns);
    expect(read({ campaign: " fall ", expiresOn: "2026.1.2" }, "  ")).toEqual({
      kind: "read",
      defaults: { extras: { campaign: "fall", expiresOn: "2026-01-02" } },
    });
    expect(read({ campaign: "" })).toEqual({ kind: "read", defaults: undefined });
    expect(read({ color: "red" })).toEqual({ kind: "unknown_column", name: "color" });
    expect(read({ expiresOn: "01/02/2026" })).toMatchObject({
      kind: "refused",
      problems: [{ code: "extra_no_date" }],
    });
  });
});
