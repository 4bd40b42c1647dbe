import { expect, test } from "vitest";
import { findProblemWorkbook } from "../../../domain/payout/find-problem-workbook.ts";
import { payoutIn } from "./payouts.ts";

const invalid = payoutIn("invalid");
const withProblems = { ...invalid, check: { ...invalid.check, problemCount: 1 } };

test("the key stands in the payout", () => {
  expect(findProblemWorkbook({ ...withProblems, problemWorkbookKey: "problems/a.xlsx" })).toBe(
    "problems/a.xlsx",
  );
});

test("a sheet that could not be opened has none", () => {
  expect(() => findProblemWorkbook(withProblems)).toThrow(
    expect.objectContaining({ code: "sheet_unreadable" }),
  );
});

test.each(["ready", "scheduled", "completed"] as const)("a %s payout has none", (state) => {
  expect(() => findProblemWorkbook(payoutIn(state))).toThrow(
    expect.objectContaining({ code: "no_problems" }),
  );
});

test.each(["uploading", "checking"] as const)("a payout that is %s has none yet", (state) => {
  expect(() => findProblemWorkbook(payoutIn(state))).toThrow(expect.objectContaining({ state }));
});
