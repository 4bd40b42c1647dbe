import { RESOLVED_NOT_PAID } from "../distribution/ledger.ts";
import { cleanData } from "./message-text.ts";
import type { ReasonWords } from "./message-words.ts";
import type { Failure } from "./write-report.ts";

const CODE_LENGTH = 30;

const BY_CODE: Readonly<Record<string, keyof Omit<ReasonWords, "refused">>> = {
  http_400: "notAccepted",
  http_404: "noSuchUser",
  http_422: "notAccepted",
  no_reason: "noReason",
  [RESOLVED_NOT_PAID]: "resolvedNotPaid",
};

/** Why a payment was not paid, in plain language. Not escaped. */
export function plainReason(failure: Pick<Failure, "state" | "code">, words: ReasonWords): string {
  if (failure.state === "unknown") return words.inDoubt;
  const known = Object.hasOwn(BY_CODE, failure.code) ? BY_CODE[failure.code] : undefined;
  if (known !== undefined) return words[known];
  const status = /^http_(\d{3})$/.exec(failure.code)?.[1];
  if (status === undefined) return words.refused(cleanData(failure.code, CODE_LENGTH));
  // A refusal inside a successful answer: its status would only mislead.
  return words.refused(Number(status) < 400 ? undefined : `HTTP ${status}`);
}
