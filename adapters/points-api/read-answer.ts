import {
  meaningOfStatus,
  TRANSPORT_FAILURES,
  type TransportFailure,
} from "../../domain/distribution/answer-table.ts";
import type { Answer } from "../../domain/distribution/points-api.ts";
import type { AnswerRule } from "./answer-rules.ts";
import { valueAt } from "./json-paths.ts";
import type { PointsApiConfig } from "./points-api-config.ts";

/** An HTTP answer as far as it was read. */
export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** The parsed JSON body; undefined when it is none. */
  readonly json: unknown;
}

/** How the company's API puts it, beside the table. */
export type Rules = Pick<PointsApiConfig, "success" | "alreadyPaid" | "rejected"> &
  Partial<Pick<PointsApiConfig, "transactionIdPath" | "reasonPath">>;

const DETAIL_LENGTH = 500;

/** Reads an answer by the configured rules first, then by the answer table. */
export function readAnswer(answer: HttpAnswer, rules: Rules, nowMs: number): Answer {
  const code = `http_${answer.status}`;
  const detail = detailOf(answer, rules.reasonPath);
  if (rules.alreadyPaid.some((rule) => matches(rule, answer))) return paid(answer, rules);
  if (rules.rejected.some((rule) => matches(rule, answer))) {
    return { kind: "rejected", code, detail };
  }
  const meaning = meaningOfStatus(answer.status);
  switch (meaning.kind) {
    case "paid":
      return isReadableSuccess(answer, rules)
        ? paid(answer, rules)
        : { ...TRANSPORT_FAILURES.unreadable_answer, code: "unreadable_answer", detail };
    case "rejected":
    case "refused_credentials":
      return { kind: meaning.kind, code, detail };
    case "not_done": {
      const retryAfterMs = retryAfterOf(answer.retryAfter, nowMs);
      return { kind: "not_done", unavailable: meaning.unavailable, code, detail, retryAfterMs };
    }
    case "in_doubt":
      return { kind: "in_doubt", unavailable: meaning.unavailable, code, detail };
  }
}

/** Reads the look-up of a user as if it had paid them: who is found counts as paid. */
export function readUserAnswer(
  answer: HttpAnswer,
  { found, missing, payRejectsWith }: NonNullable<PointsApiConfig["findUser"]>,
  { reasonPath, nowMs }: { readonly reasonPath: string | undefined; readonly nowMs: number },
): Answer {
  const rules = { success: found, alreadyPaid: [], rejected: missing, reasonPath };
  const read = readAnswer(answer, rules, nowMs);
  const isMissing = missing.some((rule) => matches(rule, answer));
  return isMissing && read.kind === "rejected" ? { ...read, code: `http_${payRejectsWith}` } : read;
}

function matches(rule: AnswerRule, answer: HttpAnswer): boolean {
  if (rule.status !== undefined && rule.status !== answer.status) return false;
  return rule.path === undefined || valueAt(answer.json, rule.path) === rule.equals;
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
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function detailOf(answer: HttpAnswer, reasonPath: string | undefined): string | undefined {
  const paths = reasonPath === undefined ? ["detail", "message", "title"] : [reasonPath];
  for (const path of paths) {
    const value = valueAt(answer.json, path);
    if (typeof value === "string" && value !== "") return value.slice(0, DETAIL_LENGTH);
  }
  return undefined;
}

/** Retry-After in seconds or as an HTTP date (RFC 9110, section 10.2.3). */
function retryAfterOf(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
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
