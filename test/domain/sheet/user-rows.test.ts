import { expect, test } from "vitest";
import { createUserRows } from "../../../domain/sheet/user-rows.ts";

test("each user's first row is remembered while the table grows", () => {
  const rows = createUserRows();
  // Not so few that the first tables hold them.
  const count = 300_000;
  const seenBefore = Array.from({ length: count }, (_, index) =>
    rows.see(`user-${index}`, index + 2),
  ).filter(({ kind }) => kind !== "new");
  const again = Array.from({ length: count }, (_, index) => rows.see(`user-${index}`, 1));

  expect(seenBefore).toEqual([]);
  expect(again.every((seen, index) => seen.kind === "same" && seen.firstRow === index + 2)).toBe(
    true,
  );
});

test("users are told apart by every character, its place and their number", () => {
  const rows = createUserRows();
  const keys = [
    "",
    "a",
    "b",
    "ab",
    "ba",
    "aa",
    "aaa",
    "가",
    "각",
    "\u0000",
    "\u0000\u0000",
    "0",
    "00",
  ];

  expect(keys.map((key, index) => rows.see(key, index + 2))).toEqual(
    keys.map(() => ({ kind: "new" })),
  );
  expect(keys.map((key) => rows.see(key, 99))).toEqual(
    keys.map((_, index) => ({ kind: "same", firstRow: index + 2 })),
  );
});

test.each([
  ["kim", "Kim"],
  ["Kim@Example.com", "kim@example.com"],
  ["Ⅳ-1", "iv-1"],
  ["ｱ1", "ア1"],
  ["é1", "É1"],
])("%s and %s may be one user, and each is known again by itself", (one, other) => {
  const rows = createUserRows();

  expect([one, other, other, one].map((key, index) => rows.see(key, index + 2))).toEqual([
    { kind: "new" },
    { kind: "alike", firstRow: 2 },
    { kind: "same", firstRow: 3 },
    { kind: "same", firstRow: 2 },
  ]);
});
