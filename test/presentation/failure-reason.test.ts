import { expect, it } from "vitest";
import { RESOLVED_NOT_PAID } from "../../domain/distribution/ledger.ts";
import { USER_ID_NOT_A_NUMBER } from "../../domain/distribution/points-api.ts";
import { plainReason, reasonOf } from "../../presentation/failure-reason.ts";
import { vocabularyOf } from "../../presentation/slack/vocabulary.ts";

it("does not blame the points system for what a person resolved as not paid", () => {
  const failure = { state: "rejected", code: RESOLVED_NOT_PAID } as const;
  expect(
    [vocabularyOf("ko").words, vocabularyOf("en").words].map(({ reasons }) =>
      plainReason(failure, reasons),
    ),
  ).toEqual(["담당자가 지급되지 않은 것으로 확정했습니다", "a person found that it was not paid"]);
});

it("does not blame the points system for what it was never asked", () => {
  const failure = { state: "rejected", code: USER_ID_NOT_A_NUMBER } as const;
  const { reasons } = vocabularyOf("en").words;
  const words = "the user id is not a number, by which the points system knows users";
  expect(plainReason(failure, reasons)).toBe(words);
  expect(reasonOf(failure, reasons)).toEqual({ reason: words });
});
