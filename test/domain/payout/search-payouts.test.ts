import { expect, it } from "vitest";
import { payoutMatcher } from "../../../domain/payout/search-payouts.ts";

const payout = {
  payoutId: "01KB0000000000000000000001",
  title: "12월 출석 Event",
  // As a Mac names it.
  fileName: "십이월-출석.XLSX".normalize("NFD"),
  createdBy: { id: "kim", name: "김마케터" },
};

it.each([
  "출석",
  "event",
  " 12월 ",
  "십이월",
  "XLSX",
  "xlsx",
  "김마",
  "01kb000000000000000000",
  "",
])("finds the payout by %j in title, file, creator or id", (text) => {
  expect(payoutMatcher(text)(payout)).toBe(true);
});

it.each(["11월", "event 12", "kim"])("does not find it by %j", (text) => {
  expect(payoutMatcher(text)(payout)).toBe(false);
});
