import { expect, test } from "vitest";
import { createUserRows } from "../../../domain/sheet/user-rows.ts";

test("each user's first row is remembered while the table grows", () => {
  const rows = createUserRows();
  // Not so few that the first tables hold them.
  const count = 300_000;
  const seenBefore = Array.from({ length: count }, (_, index) =>
    rows.firstRowOf(`user-${index}`, index + 2),
  ).filter((row) => row !== undefined);
  const again = Array.from({ length: count }, (_, index) => rows.firstRowOf(`user-${index}`, 1));

  expect(seenBefore).toEqual([]);
  expect(again.every((row, index) => row === index + 2)).toBe(true);
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

  expect(keys.map((key, index) => rows.firstRowOf(key, index + 2))).toEqual(
    keys.map(() => undefined),
  );
  expect(keys.map((key) => rows.firstRowOf(key, 99))).toEqual(keys.map((_, index) => index + 2));
});
