import { expect, it } from "vitest";
import { wordsOfCode } from "../../connectors/registry.ts";
import { RESOLVED_NOT_PAID } from "../../domain/distribution/ledger.ts";
import { USER_ID_NOT_A_NUMBER } from "../../domain/distribution/points-api.ts";
import {
  pauseReason,
  plainReason,
  reasonOf,
  reasonSentence,
} from "../../presentation/failure-reason.ts";

it("does not blame the points system for what a person resolved as not paid", () => {
  const failure = { state: "rejected", code: RESOLVED_NOT_PAID } as const;
  expect([plainReason(failure, "ko"), plainReason(failure, "en")]).toEqual([
    "사람이 지급되지 않은 것으로 확정했습니다",
    "a person found that it was not paid",
  ]);
});

it("does not blame the points system for what it was never asked", () => {
  const failure = { state: "rejected", code: USER_ID_NOT_A_NUMBER } as const;
  const words = "the user id is not a number, by which the points system knows users";
  expect(plainReason(failure, "en")).toBe(words);
  expect(reasonOf(failure, "en")).toEqual({ reason: words });
});

it("says of what was never done that it was asked for often enough", () => {
  const given = reasonOf({ state: "rejected", code: "given_up" }, "en");
  expect(given).toEqual({
    reason: "the points system never made it, however often it was asked",
  });
});

it("takes a connector's words for a code of its own, and shows the code", () => {
  const failure = { state: "rejected", code: "not_an_email" } as const;
  const { ko, en } = wordsOfCode("not_an_email") ?? {};
  expect(en).toContain("e-mail");
  expect(reasonOf(failure, "ko")).toEqual({ reason: ko, code: "not_an_email" });
});

it.each([
  ["not_confirmed", "the points system accepted it, and did not say in time whether it was paid"],
  [
    "key_expired",
    "its answer was lost, and so long ago that asking again might pay it twice, so nobody can tell whether it was paid",
  ],
  ["in_doubt", "no answer came, so it may or may not have been paid"],
  ["timeout", "no answer came, so it may or may not have been paid"],
  ["unreadable_answer", "the points system’s answer does not tell whether it was paid"],
])("says of %s why nobody can tell, without a code", (code, reason) => {
  expect(reasonOf({ state: "unknown", code }, "en")).toEqual({ reason });
});

it.each([
  ["http_200", "the points system’s answer does not tell whether it was paid"],
  [
    "http_400",
    "the points system refused the repeat of a call whose first answer was lost, so nobody can tell whether it was paid",
  ],
  [
    "http_409",
    "the points system kept answering that it has this request already, so nobody can tell whether it was paid",
  ],
  ["http_500", "the points system failed over it, so it may or may not have been paid"],
  ["E105", "the points system’s answer does not tell whether it was paid"],
])("never calls an answer that came no answer: %s", (code, reason) => {
  expect(reasonOf({ state: "unknown", code }, "en")).toEqual({ reason, code });
});

it("says what a refusal means, and by which code where it has no words", () => {
  const inEnglish = (code: string) => plainReason({ state: "rejected", code }, "en");
  expect(["http_409", "http_429", "http_451", "http_200", "E105"].map(inEnglish)).toEqual([
    "the points system says that it conflicts with what it has already",
    "the points system was too busy for it for too long",
    "the points system refused it (HTTP 451)",
    "the points system refused it",
    "the points system refused it (E105)",
  ]);
});

it("is a sentence of its own in both languages", () => {
  expect(reasonSentence({ state: "rejected", code: "http_404" })).toEqual({
    ko: "없는 사용자입니다",
    en: "No such user",
  });
});

it.each([
  ["http_404", "No such user"],
  ["http_409", "The points system kept answering that it has this request already"],
  ["http_200", "The points system’s answer does not tell whether it was paid"],
  ["unreadable_answer", "The points system’s answer does not tell whether it was paid"],
  ["E105", "The points system refused it"],
])("of a pause says what many payments have in common: %s", (code, start) => {
  expect(pauseReason(code).en.startsWith(start)).toBe(true);
});
