import { PAID_BY_ORIGINAL, RESOLVED_NOT_PAID } from "../domain/distribution/ledger.ts";
import { USER_ID_NOT_A_NUMBER } from "../domain/distribution/points-api.ts";
import type { Failure } from "../domain/payout/payout.ts";
import { NO_REASON } from "../domain/report/result-tally.ts";
import { cleanData } from "./slack/message-text.ts";
import type { ReasonWords } from "./slack/vocabulary.ts";

const CODE_LENGTH = 30;

const BY_CODE: Readonly<Record<string, keyof Omit<ReasonWords, "refused" | "ofConnector">>> = {
  http_400: "notAccepted",
  http_404: "noSuchUser",
  http_422: "notAccepted",
  [NO_REASON]: "noReason",
  [RESOLVED_NOT_PAID]: "resolvedNotPaid",
  [PAID_BY_ORIGINAL]: "paidByOriginal",
};
/** Codes that are no answer of the points API. */
const OURS = [NO_REASON, RESOLVED_NOT_PAID, PAID_BY_ORIGINAL, USER_ID_NOT_A_NUMBER];

/** Why a payment was not paid, in plain language. Not escaped. */
export function plainReason(failure: Pick<Failure, "state" | "code">, words: ReasonWords): string {
  if (failure.state === "unknown") return words.inDoubt;
  const known = knownReason(failure.code, words);
  if (known !== undefined) return known;
  const status = /^http_(\d{3})$/.exec(failure.code)?.[1];
  if (status === undefined) return words.refused(cleanData(failure.code, CODE_LENGTH));
  // A refusal inside a successful answer: its status would only mislead.
  return words.refused(Number(status) < 400 ? undefined : `HTTP ${status}`);
}

/** A reason and the points API's own code for it, if it has one. Not escaped. */
export function reasonOf(
  { state, code }: Pick<Failure, "state" | "code">,
  words: ReasonWords,
): { readonly reason: string; readonly code?: string | undefined } {
  if (state === "unknown") return { reason: words.inDoubt };
  const reason = knownReason(code, words) ?? words.refused(undefined);
  return OURS.includes(code) ? { reason } : { reason, code: cleanData(code, CODE_LENGTH) };
}

function knownReason(code: string, words: ReasonWords): string | undefined {
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  return known === undefined ? words.ofConnector(code) : words[known];
}
