import { describe, expect, test } from "vitest";
import { PROBLEM_TABLE, showText, toProblem } from "../../../domain/sheet/problem-table.ts";

const NAMES = /\{(\w+)\}/g;
const withoutLanguage = (names: string[]) =>
  [...new Set(names.map((name) => name.replace(/(En|Ko)\}$/, "}")))].sort();

describe.each(Object.entries(PROBLEM_TABLE))("%s", (_, { ko, en }) => {
  test("is written in Korean and English, with the same details", () => {
    expect(ko).toMatch(/[가-힣]/);
    expect(en).not.toMatch(/[가-힣]/);
    expect(withoutLanguage(ko.match(NAMES) ?? [])).toEqual(withoutLanguage(en.match(NAMES) ?? []));
  });

  test("says how to correct it, politely", () => {
    expect(ko).toMatch(/주세요/);
    expect(en.split(/[.:] /).length).toBeGreaterThan(1);
  });
});

test("what nobody can see is spelled out, what is too long is cut", () => {
  expect(showText("a\u200b\u00a0b\n")).toBe("a[U+200B][U+00A0]b[U+000A]");
  expect(showText("x".repeat(500))).toBe(`${"x".repeat(120)}…`);
});

test("details are filled in, and content that looks like a detail stays as it is", () => {
  const { message } = toProblem({ code: "points_not_whole", value: "{limit}$&" });

  expect(message.en).toBe(
    "The points are not a whole number ({limit}$&). Enter them without decimals.",
  );
});
