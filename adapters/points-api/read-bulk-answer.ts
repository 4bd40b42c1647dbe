import { refusesCredentials } from "../../domain/distribution/answer-table.ts";
import type { Answer, BulkAnswer } from "../../domain/distribution/points-api.ts";
import { optional } from "../../domain/optional.ts";
import type { BulkConfig } from "./bulk-config.ts";
import { valueAt } from "./json-paths.ts";
import type { PointsApiConfig } from "./points-api-config.ts";
import { type HttpAnswer, type Rules, readAnswer } from "./read-answer.ts";

/** What an answer is read by. */
interface BulkCall {
  readonly config: PointsApiConfig;
  readonly bulk: BulkConfig;
  /** Our keys, by what was sent of them. */
  readonly keys: ReadonlyMap<string, string>;
  readonly nowMs: number;
}

/**
 * Reads the answer to a call for many payments: by its results where it has any, else as a whole,
 * both by the answer table. A result that names no key that was sent or no outcome, or one of two for the same
 * key, tells nothing: its payment is left out.
 */
export function readBulkAnswer(
  answer: HttpAnswer,
  { config, bulk, keys, nowMs }: BulkCall,
): BulkAnswer {
  const rules = rulesOf(config, bulk);
  const results = valueAt(answer.json, bulk.results);
  const answers = readResults(Array.isArray(results) ? results : [], {
    answer,
    rules,
    bulk,
    keys,
    nowMs,
  });
  if (answers.size > 0) return { kind: "answered", answers };
  // What is said of single payments says nothing of them all.
  const byStatus = { success: [], alreadyPaid: [], rejected: [], reasonPath: rules.reasonPath };
  const whole = readAnswer(answer, byStatus, nowMs);
  const isElsewhere = answer.problem !== undefined && answer.status >= 400;
  // It did not get through to the API; single calls may, which have an address of their own.
  return isElsewhere && whole.kind === "not_done" && whole.unavailable
    ? { kind: "refused", code: whole.code, ...optional("detail", whole.detail) }
    : asWhole(whole);
}

/** An answer, or a failure to get one, as that of a whole call for many payments. */
export function asWhole(answer: Answer): BulkAnswer {
  switch (answer.kind) {
    // A 2xx without a readable result proves no payment.
    case "paid":
      return {
        kind: "in_doubt",
        unavailable: true,
        code: "unreadable_answer",
        detail: "The answer to the bulk call has no readable results.",
      };
    case "rejected":
      return { ...answer, kind: "refused" };
    case "ours":
      // How a bulk call is made may be wrong while single ones are taken; our credentials serve both.
      return refusesCredentials(answer.code) ? answer : { ...answer, kind: "refused" };
    default:
      return answer;
  }
}

function readResults(
  results: readonly unknown[],
  at: { answer: HttpAnswer; rules: Rules } & Omit<BulkCall, "config">,
): Map<string, Answer> {
  const { answer, rules, bulk, keys, nowMs } = at;
  const answers = new Map<string, Answer>();
  const seen = new Set<string>();
  for (const json of results) {
    const sent = valueAt(json, bulk.key);
    const key = typeof sent === "string" ? keys.get(sent) : undefined;
    if (key === undefined) continue;
    const status = statusOf(json, bulk);
    if (seen.has(key)) answers.delete(key);
    else if (status !== undefined) {
      answers.set(
        key,
        readAnswer({ status, retryAfter: answer.retryAfter, json, text: "" }, rules, nowMs),
      );
    }
    seen.add(key);
  }
  return answers;
}

function statusOf(result: unknown, { status: path, statuses }: BulkConfig): number | undefined {
  const value = valueAt(result, path);
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const status = Object.hasOwn(statuses, value) ? statuses[value] : Number(value);
  const isOne = Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 599;
  return isOne ? status : undefined;
}

/** How one result is read: as the answer to a single call unless configured otherwise. */
function rulesOf(config: PointsApiConfig, bulk: BulkConfig): Rules {
  const { transactionIdPath = config.transactionIdPath, reasonPath = config.reasonPath } = bulk;
  return {
    success: bulk.success ?? config.success,
    alreadyPaid: bulk.alreadyPaid ?? config.alreadyPaid,
    rejected: bulk.rejected ?? config.rejected,
    transactionIdPath: transactionIdPath ?? undefined,
    reasonPath,
  };
}
