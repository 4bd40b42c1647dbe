import { describe, expect, it } from "vitest";
import { createUserIdMask, isPersonal } from "../../../domain/payout/user-id-mask.ts";

const PERSONAL = {
  "hong.gildong@example.com": "ho***@***",
  "h@example.com": "h***@***",
  "홍길동@예시.한국": "홍***@***",
  "010-1234-5678": "***78",
  "01012345678": "***78",
  "1012345678": "***78",
  "+82 10-1234-5678": "***78",
  "(02) 123-4567": "***67",
};
const OTHERS = [
  "user-0001",
  "12345678901",
  "0x52908400098527886E0F7030069857D2E4169EE7",
  "a@b",
  "007",
  "2026-11-30T00",
];

describe("by default", () => {
  const mask = createUserIdMask("personal");

  it.each(Object.entries(PERSONAL))("%s is shown as %s", (userId, shown) => {
    expect(isPersonal(userId)).toBe(true);
    expect(mask.id(userId)).toBe(shown);
  });

  it.each(OTHERS)("%s, which looks like neither, is shown as it is", (userId) => {
    expect(isPersonal(userId)).toBe(false);
    expect(mask.id(userId)).toBe(userId);
  });

  it("what looks personal is masked in the points API's own words as well", () => {
    expect(mask.words("no user hong.gildong@example.com (tel. 010-1234-5678), code 1234567")).toBe(
      "no user ho***@*** (tel. ***78), code 1234567",
    );
    expect(mask.words("no user user-0001", "user-0001")).toBe("no user user-0001");
    expect(mask.words(undefined)).toBeUndefined();
  });

  it("a workbook is shown unless some id in it looks personal", () => {
    expect(mask.mayShowAll(false)).toBe(true);
    expect(mask.mayShowAll(true)).toBe(false);
  });
});

it("all ids are masked where the policy says so, and words that may name any are left out", () => {
  const mask = createUserIdMask(true);
  expect([mask.id("user-0001"), mask.id("007"), mask.id("01012345678")]).toEqual([
    "us***",
    "0***",
    "***78",
  ]);
  expect(mask.words("no user user-0001", "user-0001")).toBe("no user us***");
  expect(mask.words("no user user-0001")).toBeUndefined();
  expect(mask.mayShowAll(false)).toBe(false);
});

it("what is masked already is masked no further", () => {
  const mask = createUserIdMask(true);
  for (const userId of [...Object.keys(PERSONAL), ...OTHERS]) {
    expect(mask.id(mask.id(userId))).toBe(mask.id(userId));
  }
});

it("none is masked where the policy says so", () => {
  const mask = createUserIdMask(false);
  expect(mask.id("h@example.com")).toBe("h@example.com");
  expect(mask.words("no user h@example.com")).toBe("no user h@example.com");
  expect(mask.mayShowAll(true)).toBe(true);
});
