import { wordsOfCode } from "../connectors/registry.ts";
import { TRANSPORT_FAILURES, type TransportFailure } from "../domain/distribution/answer-table.ts";
import {
  GIVEN_UP,
  IN_DOUBT,
  KEY_EXPIRED,
  NOT_CONFIRMED,
  ORIGINAL_ERASED,
  ORIGINAL_NOT_PAID,
  PAID_BY_ORIGINAL,
  RESOLVED_NOT_PAID,
  TAKEN_BY_ANOTHER,
} from "../domain/distribution/ledger.ts";
import { USER_ID_NOT_A_NUMBER } from "../domain/distribution/points-api.ts";
import type { Language } from "../domain/language.ts";
import type { Failure } from "../domain/payout/payout.ts";
import { NO_REASON } from "../domain/report/result-tally.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";
import { cleanData } from "./slack/message-text.ts";
import { type ReasonWords, vocabularyOf } from "./slack/vocabulary.ts";

const CODE_LENGTH = 30;
const UNREADABLE: TransportFailure = "unreadable_answer";

type Word = keyof Omit<ReasonWords, "refused">;
type Reason = Pick<Failure, "state" | "code">;

/** Codes that are no answer of the points API. */
const OURS: Readonly<Record<string, Word>> = {
  [NO_REASON]: "noReason",
  [RESOLVED_NOT_PAID]: "resolvedNotPaid",
  [PAID_BY_ORIGINAL]: "paidByOriginal",
  [ORIGINAL_NOT_PAID]: "originalNotPaid",
  [ORIGINAL_ERASED]: "originalErased",
  [TAKEN_BY_ANOTHER]: "reversedByAnother",
  [NOT_CONFIRMED]: "notConfirmed",
  [KEY_EXPIRED]: "keyExpired",
  [GIVEN_UP]: "givenUp",
  [IN_DOUBT]: "inDoubt",
};

const REFUSED: Readonly<Record<string, Word>> = {
  http_400: "notAccepted",
  http_404: "noSuchUser",
  http_409: "conflict",
  http_422: "notAccepted",
  http_425: "tooBusy",
  http_429: "tooBusy",
};

/** Why a payment was not paid, in plain language, within a sentence. Not escaped. */
export function plainReason(failure: Reason, language: Language, isReversal = false): string {
  const { refused } = vocabularyOf(language).words.reasons;
  const known = knownReason(failure, language, isReversal);
  if (known !== undefined) return known;
  const status = statusOf(failure.code);
  if (status === undefined) return refused(cleanData(failure.code, CODE_LENGTH));
  // A refusal inside a successful answer: its status would only mislead.
  return refused(status < 400 ? undefined : `HTTP ${status}`);
}

/** A reason and the points API's own code for it, if it has one. Not escaped. */
export function reasonOf(
  failure: Reason,
  language: Language,
  isReversal = false,
): { readonly reason: string; readonly code?: string | undefined } {
  const { refused } = vocabularyOf(language).words.reasons;
  const reason = knownReason(failure, language, isReversal) ?? refused(undefined);
  const { code } = failure;
  return isOurs(failure) ? { reason } : { reason, code: cleanData(code, CODE_LENGTH) };
}

/**
 * The points API's own code, for those who look it up there: only where nothing else says what it
 * means. Codes of Paysheet's own and of HTTP say nothing to people.
 */
export function unknownCodeOf(failure: Reason): string | undefined {
  const { code } = failure;
  if (isOurs(failure) || statusOf(code) !== undefined) return undefined;
  return wordsOfCode(code) === undefined ? cleanData(code, CODE_LENGTH) : undefined;
}

/** Why a payment was not paid, as a sentence of its own, in both languages. */
export function reasonSentence(failure: Reason, isReversal = false): Bilingual {
  return {
    ko: sentence(reasonOf(failure, "ko", isReversal).reason),
    en: sentence(reasonOf(failure, "en", isReversal).reason),
  };
}

/** Why so many payments fail alike that paying paused: a refusal, or an answer that proves nothing. */
export function pauseReason(code: string, isReversal = false): Bilingual {
  const status = statusOf(code);
  const isDoubt = code === UNREADABLE || status === 409 || (status !== undefined && status < 400);
  return reasonSentence({ state: isDoubt ? "unknown" : "rejected", code }, isReversal);
}

/** What stands within a sentence, as the beginning of one. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a connector says of its own codes goes before what HTTP's say by themselves. */
function knownReason(failure: Reason, language: Language, isReversal: boolean): string | undefined {
  const { reasons } = vocabularyOf(language, isReversal).words;
  const own = ownWord(OURS, failure.code);
  if (own !== undefined) return reasons[own];
  const ofConnector = wordsOfCode(failure.code);
  if (ofConnector !== undefined) return ofConnector[language];
  if (failure.state === "unknown") return reasons[wordOfDoubt(failure.code)];
  const refused = ownWord(REFUSED, failure.code);
  return refused === undefined ? undefined : reasons[refused];
}

/** Why nobody can tell whether it was paid, by the last answer. */
function wordOfDoubt(code: string): Word {
  if (!isAnswer(code)) return "inDoubt";
  if (code === "http_409") return "inProgress";
  const status = statusOf(code) ?? 200;
  if (status >= 500) return "failedThere";
  return status >= 400 ? "refusedRepeat" : "provesNothing";
}

/** Whether the code stands for an answer, readable or not: else none came at all. */
export function isAnswer(code: string): boolean {
  return !Object.hasOwn(TRANSPORT_FAILURES, code) || code === UNREADABLE;
}

/** Whether the code stands for something of ours, or for no answer: it says nothing more to people. */
function isOurs({ code }: Reason): boolean {
  if (code === USER_ID_NOT_A_NUMBER || ownWord(OURS, code) !== undefined) return true;
  return Object.hasOwn(TRANSPORT_FAILURES, code);
}

function statusOf(code: string): number | undefined {
  const status = /^http_(\d{3})$/.exec(code)?.[1];
  return status === undefined ? undefined : Number(status);
}

function ownWord(words: Readonly<Record<string, Word>>, code: string): Word | undefined {
  return Object.hasOwn(words, code) ? words[code] : undefined;
}
