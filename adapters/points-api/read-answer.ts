import {
  type Meaning,
  meaningOfOthersAnswer,
  meaningOfStatus,
  TRANSPORT_FAILURES,
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
  return { kind: "paid", ...(transactionId === undefined ? {} : { transactionId }) };
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
