import { meaningOfStatus, TRANSPORT_FAILURES } from "../../domain/distribution/answer-table.ts";
import type { Answer } from "../../domain/distribution/points-api.ts";
import type { AnswerRule } from "./answer-rules.ts";
import { valueAt } from "./json-paths.ts";
import type { PointsApiConfig } from "./points-api-config.ts";
import { retryAfterOf } from "./retry-after.ts";

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
    return { kind: "rejected", code, ...detail };
  }
  const meaning = meaningOfStatus(answer.status);
  switch (meaning.kind) {
    case "paid":
      return isReadableSuccess(answer, rules)
        ? paid(answer, rules)
        : { ...TRANSPORT_FAILURES.unreadable_answer, code: "unreadable_answer", ...detail };
    case "rejected":
    case "ours":
      return { kind: meaning.kind, code, ...detail };
    case "not_done": {
      const retryAfterMs = retryAfterOf(answer.retryAfter, nowMs);
      const after = retryAfterMs === undefined ? {} : { retryAfterMs };
      return { kind: "not_done", unavailable: meaning.unavailable, code, ...detail, ...after };
    }
    case "in_doubt":
      return { kind: "in_doubt", unavailable: meaning.unavailable, code, ...detail };
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
  return { kind: "paid", ...(transactionId === undefined ? {} : { transactionId }) };
}

export function transactionIdOf(answer: HttpAnswer, path: string): string | undefined {
  const value = valueAt(answer.json, path);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function detailOf(answer: HttpAnswer, reasonPath: string | undefined): { detail?: string } {
  const paths = reasonPath === undefined ? ["detail", "message", "title"] : [reasonPath];
  for (const path of paths) {
    const value = valueAt(answer.json, path);
    if (typeof value === "string" && value !== "") {
      return { detail: value.slice(0, DETAIL_LENGTH) };
    }
  }
  return {};
}
