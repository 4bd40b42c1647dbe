import { expect, it } from "vitest";
import {
  acknowledgementsIn,
  isTicked,
  warningGroups,
} from "../../admin-page/src/payout/check/warnings.tsx";

const message = (en: string) => ({ ko: en, en });
const twice = (row: number) => ({
  ...{ code: "user_id_twice", cell: `A${row}` },
  message: message(`Row ${row} is there twice.`),
});
const same = (otherPayoutId: string) => ({
  ...{ code: "paid_lately_same", otherPayoutId },
  message: message(`The same as ${otherPayoutId}.`),
});

it("ticks warnings one by one, and acknowledges a kind once each of it is ticked", () => {
  const groups = warningGroups({ warnings: [twice(2), twice(3), same("x"), same("y")] });
  const keys = groups.flatMap(({ ticks }) => ticks.map(({ key }) => key));
  expect(new Set(keys).size).toBe(4);
  const [first = "", second = "", third = ""] = keys;
  expect(acknowledgementsIn(groups, [first])).toEqual([]);
  expect(acknowledgementsIn(groups, [first, second])).toEqual(["user_id_twice"]);
  expect(acknowledgementsIn(groups, [third])).toEqual(["paid_lately_same:x"]);
  expect(groups.map((group) => isTicked(group, [first, second, third]))).toEqual([true, false]);
  expect(acknowledgementsIn(groups, keys)).toEqual([
    ...["user_id_twice", "paid_lately_same:x", "paid_lately_same:y"],
  ]);
});

it("has no more boxes than people tick: the rest of a kind is opened and ticked together", () => {
  const warnings = Array.from({ length: 40 }, (_, index) => twice(index + 2));
  const [group] = warningGroups({ warnings });
  expect(group?.ticks.map(({ problems }) => problems.length)).toEqual([1, 1, 1, 37]);
});
