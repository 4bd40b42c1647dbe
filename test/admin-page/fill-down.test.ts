import { expect, it } from "vitest";
import { fillDown } from "../../admin-page/src/payout/correct/fill-down.ts";

const PAYMENTS = [{ row: 3 }, { row: 7 }, { row: 9 }];

it("fills the rows below with lines that were copied, the first cell of each", () => {
  const filled = fillDown(new Map([[3, "kept"]]), PAYMENTS, 7, "kim\t100\r\n lee \r\n");
  expect([...(filled ?? [])]).toEqual([
    [3, "kept"],
    [7, "kim"],
    [9, "lee"],
  ]);
});

it("drops lines for which there is no row, and leaves a single one to the browser", () => {
  expect([...(fillDown(new Map(), PAYMENTS, 9, "a\nb\nc") ?? [])]).toEqual([[9, "a"]]);
  expect(fillDown(new Map(), PAYMENTS, 9, "kim\n")).toBeUndefined();
});
