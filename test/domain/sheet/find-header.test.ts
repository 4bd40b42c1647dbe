import { describe, expect, test } from "vitest";
import { readHeader } from "../../../domain/sheet/find-header.ts";
import type { RawRow } from "../../../domain/sheet/raw-sheet.ts";

function headerRow(...texts: string[]): RawRow {
  const cells = texts.map((text, column) => ({ column, kind: "text", text }) as const);
  return { number: 1, hidden: false, cells };
}

describe("names that mean the user", () => {
  test.each([
    ...["user id", "userId", "USER_ID", "User-ID", "회원ID", "회원 번호", "고객번호", "지갑주소"],
    ...[
      "아이디",
      " 회원\nID ",
      "회원ID*",
      "회원ID(필수)",
      "ｕｓｅｒ ｉｄ",
      "회원번호 [숫자]",
      "email",
    ],
  ])("%j", (name) => {
    expect(readHeader(headerRow("이름", name, "포인트"))).toEqual({
      kind: "found",
      header: {
        row: 1,
        columns: 3,
        named: [0, 1, 2],
        userId: { column: 1, text: name.trim() },
        points: { column: 2, text: "포인트" },
        extras: [],
      },
    });
  });
});

describe("names that mean points", () => {
  test.each([
    ...["points", "Point", "포인트", "지급포인트", "지급 포인트", "적립금", "금액", "포인트(P)"],
    ...["금액(원)", "포인트(단위: P)", "포인트 [점] *"],
  ])("%j", (name) => {
    expect(readHeader(headerRow(name, "id"))).toMatchObject({
      kind: "found",
      header: { points: { column: 0 }, userId: { column: 1 } },
    });
  });
});

describe("rows that are no header", () => {
  test.each([
    ["points alone", ["포인트", "사유"]],
    ["users alone", ["회원ID", "이름"]],
    ["other points", ["회원ID", "보유포인트", "구매금액"]],
    ["an address by post", ["이름", "주소", "포인트"]],
  ])("%s", (_, texts) => {
    expect(readHeader(headerRow(...texts))).toEqual({ kind: "none" });
  });
});

describe("headers that can be read in two ways", () => {
  test.each([
    ["two users", ["회원ID", "고객번호", "포인트"], "header_ambiguous"],
    ["two points", ["회원ID", "포인트", "금액"], "header_ambiguous"],
    ["two reasons", ["회원ID", "포인트", "사유", "지급사유"], "header_ambiguous"],
    ["two tables side by side", ["ID", "포인트", "ID", "포인트"], "header_ambiguous"],
    ["a unit of thousands", ["회원ID", "금액(천원)"], "header_unclear"],
    ["points and points in doubt", ["회원ID", "points", "points (final)"], "header_ambiguous"],
    ["points and later points", ["회원ID", "포인트", "최종 포인트"], "header_ambiguous"],
    [
      "points and points that were changed",
      ["회원ID", "지급포인트", "조정 포인트"],
      "header_ambiguous",
    ],
    ["points to pay and points", ["회원ID", "포인트", "지급포인트"], "header_ambiguous"],
    ["an amount and what is paid of it", ["회원ID", "금액", "실지급액"], "header_ambiguous"],
    ["an id and the one it became", ["회원ID", "회원ID(변경)", "포인트"], "header_ambiguous"],
    ["an id and a new id", ["user id", "new user id", "points"], "header_ambiguous"],
    ["somebody else's id", ["회원ID(추천인)", "포인트"], "header_unclear"],
  ])("%s", (_, texts, code) => {
    expect(readHeader(headerRow(...texts))).toMatchObject({ kind: "unclear", finding: { code } });
  });

  test("later points are the points where there are no others", () => {
    expect(readHeader(headerRow("회원ID", "최종 포인트", "보유 포인트"))).toMatchObject({
      kind: "found",
      header: { points: { column: 1 } },
    });
  });

  test("but the plain name wins over one in doubt, and an id over an e-mail address", () => {
    expect(readHeader(headerRow("회원ID(추천인)", "회원ID", "email", "포인트"))).toMatchObject({
      kind: "found",
      header: { userId: { column: 1 } },
    });
  });
});
