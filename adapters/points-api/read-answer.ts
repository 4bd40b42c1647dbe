import {
  type Meaning,
  meaningOfOthersAnswer,
  meaningOfStatus,
  TRANSPORT_FAILURES,
  type TransportFailure,
} from "../../domain/distribution/answer-table.ts";
import type { Answer } from "../../domain/distribution/points-api.ts";
import { optional } from "../../domain/optional.ts";
import { matches } from "./answer-rules.ts";
import { shownWords, wordsOfText } from "./answer-words.ts";
import { valueAt } from "./json-paths.ts";
import type { FindUserConfig } from "./look-up-config.ts";
import type { PointsApiConfig } from "./points-api-config.ts";
import type { AnswerBody } from "./read-body.ts";
import { retryAfterOf } from "./retry-after.ts";

/** An HTTP answer as far as it was read. */
export interface HttpAnswer extends AnswerBody {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** How the company's API puts it, beside the table. */
export type Rules = Pick<PointsApiConfig, "success" | "alreadyPaid" | "rejected"> &
  Partial<Pick<PointsApiConfig, "transactionIdPath" | "reasonPath">>;

/** Reads an answer by the configured rules first, then by the answer table. */
export function readAnswer(answer: HttpAnswer, rules: Rules, nowMs: number): Answer {
  const said = { code: `http_${answer.status}`, ...detailOf(answer, rules.reasonPath) };
  if (answer.problem !== undefined) return readOthersAnswer(answer, said, nowMs);
  if (rules.alreadyPaid.some((rule) => matches(rule, answer))) return paid(answer, rules);
  if (rules.rejected.some((rule) => matches(rule, answer))) return { kind: "rejected", ...said };
  const meaning = meaningOfStatus(answer.status);
  if (meaning.kind === "paid" && isReadableSuccess(answer, rules)) return paid(answer, rules);
  return unpaid(meaning, said, answer, nowMs);
}

/** No rule is asked: what is not the points API's own answer says nothing of a payment. */
function readOthersAnswer(answer: HttpAnswer, said: Said, nowMs: number): Answer {
  const { kind } = meaningOfStatus(answer.status);
  if (kind === "paid") return unreadable(said);
  // By its own code, lest it is shown as a refusal of the points API.
  const code = kind === "rejected" ? `${answer.problem}_${answer.status}` : said.code;
  return unpaid(meaningOfOthersAnswer(answer.status), { ...said, code }, answer, nowMs);
}

/** A code, and the points API's own words. */
interface Said {
  readonly code: string;
  readonly detail?: string;
}

function unpaid(meaning: Meaning, said: Said, answer: HttpAnswer, nowMs: number): Answer {
  const { kind, unavailable } = meaning;
  switch (kind) {
    case "rejected":
    case "ours":
      return { kind, ...said };
    case "not_done": {
      const retryAfterMs = retryAfterOf(answer.retryAfter, nowMs);
      return { kind, unavailable, ...said, ...optional("retryAfterMs", retryAfterMs) };
    }
    case "in_doubt":
      return { kind, unavailable, ...said };
    // It says so, without the proof that was promised.
    case "paid":
      return unreadable(said);
  }
}

function unreadable(said: Said): Answer {
  return { ...TRANSPORT_FAILURES.unreadable_answer, ...said, code: "unreadable_answer" };
}

/** Reads the look-up of a user as if it had paid them: who is found counts as paid. */
export function readUserAnswer(
  answer: HttpAnswer,
  { found, missing, payRejectsWith }: FindUserConfig,
  { reasonPath, nowMs }: { readonly reasonPath: string | undefined; readonly nowMs: number },
): Answer {
  const rules = { success: found, alreadyPaid: [], rejected: missing, reasonPath };
  const read = readAnswer(answer, rules, nowMs);
  const isMissing = missing.some((rule) => matches(rule, answer));
  return isMissing && read.kind === "rejected" ? { ...read, code: `http_${payRejectsWith}` } : read;
}

/** A 2xx whose promised content can't be found is no proof of payment. */
function isReadableSuccess(answer: HttpAnswer, rules: Rules): boolean {
  const { transactionIdPath: path } = rules;
  if (path !== undefined && transactionIdOf(answer, path) === undefined) return false;
  return rules.success.every((rule) => matches(rule, answer));
}

function paid(answer: HttpAnswer, { transactionIdPath }: Rules): Answer {
  const transactionId =
    transactionIdPath === undefined ? undefined : transactionIdOf(answer, transactionIdPath);
  return { kind: "paid", transactionId };
}

export function transactionIdOf(answer: HttpAnswer, path: string): string | undefined {
  const value = valueAt(answer.json, path);
  const id = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return id.trim() === "" ? undefined : id;
}

/** The points API's own words. */
export function detailOf(
  { json, text }: HttpAnswer,
  reasonPath: string | undefined,
): { detail?: string } {
  return optional("detail", json === undefined ? wordsOfText(text) : reasonIn(json, reasonPath));
}

function reasonIn(json: unknown, reasonPath: string | undefined): string | undefined {
  if (typeof json === "string") return shownWords(json);
  const paths = reasonPath === undefined ? ["detail", "message", "title"] : [reasonPath];
  const reasons = paths.map((path) => valueAt(json, path));
  return reasons
    .map((reason) => (typeof reason === "string" ? shownWords(reason) : undefined))
    .find((words) => words !== undefined);
}

/** Error codes of Node and undici. All but the timeouts prove that no byte of the call was taken. */
const BY_CODE: Readonly<Record<string, TransportFailure>> = {
  ECONNREFUSED: "connection_failed",
  UND_ERR_CONNECT_TIMEOUT: "connection_failed",
  ENOTFOUND: "name_not_found",
  EAI_AGAIN: "name_not_found",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls_failed",
  SELF_SIGNED_CERT_IN_CHAIN: "tls_failed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls_failed",
  UNABLE_TO_GET_ISSUER_CERT: "tls_failed",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls_failed",
  CERT_HAS_EXPIRED: "tls_failed",
  CERT_NOT_YET_VALID: "tls_failed",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls_failed",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
};

/** Classifies what undici threw; whatever proves nothing counts as a reset, so as in doubt. */
export function transportFailureOf(error: unknown): TransportFailure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === "TimeoutError") return "timeout";
    // Such errors may also happen on an open connection; only this one says it was never made.
    if ("syscall" in cause && cause.syscall === "connect") return "connection_failed";
    const known = "code" in cause ? BY_CODE[String(cause.code)] : undefined;
    if (known !== undefined) return known;
  }
  return "connection_reset";
}
