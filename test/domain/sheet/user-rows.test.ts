import { expect, test } from "vitest";
import { createUserRows } from "../../../domain/sheet/user-rows.ts";

test("each user's first row is remembered while the table grows", () => {
  const rows = createUserRows();
  const count = 50_000;
  const seenBefore = Array.from({ length: count }, (_, index) =>
    rows.firstRowOf(`user-${index}`, index + 2),
  ).filter((row) => row !== undefined);
  const again = Array.from({ length: count }, (_, index) => rows.firstRowOf(`user-${index}`, 1));

  expect(seenBefore).toEqual([]);
  expect(again.every((row, index) => row === index + 2)).toBe(true);
});
