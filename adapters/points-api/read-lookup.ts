import type { LookupAnswer } from "../../domain/distribution/points-api.ts";
import { optional } from "../../domain/optional.ts";
import { matches } from "./answer-rules.ts";
import type { LookupConfig } from "./look-up-config.ts";
import { detailOf, type HttpAnswer, transactionIdOf } from "./read-answer.ts";

/**
 * Reads what a look-up found. What neither says that the payment was made nor that it was not is
 * no look-up, and neither is what says both.
 */
export function readLookup(
  answer: HttpAnswer,
  lookup: LookupConfig,
  reasonPath: string | undefined,
): LookupAnswer {
  const { found: rules, notFound, transactionIdPath: path } = lookup;
  const isSuccess = answer.status >= 200 && answer.status <= 299;
  const failed = (code: string): LookupAnswer => ({
    kind: "failed",
    code,
    ...detailOf(answer, reasonPath),
  });
  if (answer.problem !== undefined) {
    return failed(isSuccess ? "unreadable_answer" : `http_${answer.status}`);
  }
  const transactionId = path === undefined ? undefined : transactionIdOf(answer, path);
  const isFound =
    isSuccess &&
    (path === undefined || transactionId !== undefined) &&
    rules.every((rule) => matches(rule, answer));
  const isNotFound = notFound.some(
    (rule) => (isSuccess || rule.status !== undefined) && matches(rule, answer),
  );
  // By its status alone any 2xx is one that found it, until it says otherwise.
  const saysFound = path !== undefined || rules.length > 0;
  if (isNotFound && !(isFound && saysFound)) return { kind: "not_found" };
  if (isFound && !isNotFound) return { kind: "found", ...optional("transactionId", transactionId) };
  return failed(isSuccess ? "unreadable_answer" : `http_${answer.status}`);
}
