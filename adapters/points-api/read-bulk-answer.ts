import type { Answer, BulkAnswer } from "../../domain/distribution/points-api.ts";
import type { BulkConfig } from "./bulk-config.ts";
import { valueAt } from "./json-paths.ts";
import type { PointsApiConfig } from "./points-api-config.ts";
import { type HttpAnswer, type Rules, readAnswer } from "./read-answer.ts";

/**
 * Reads the answer to a call for many payments: by its results where it has any, else as a whole,
 * both by the answer table. A result that names no key or no outcome, or one of two for the same
 * key, proves nothing: its payment is left out.
 */
export function readBulkAnswer(
  answer: HttpAnswer,
  config: PointsApiConfig,
  bulk: BulkConfig,
  nowMs: number,
): BulkAnswer {
  const rules = rulesOf(config, bulk);
  const results = valueAt(answer.json, bulk.results);
  const answers = readResults(Array.isArray(results) ? results : [], {
    answer,
    rules,
    bulk,
    nowMs,
  });
  if (answers.size > 0) return { kind: "answered", answers };
  // What is said of single payments says nothing of them all.
  const byStatus = { success: [], alreadyPaid: [], rejected: [], reasonPath: rules.reasonPath };
  return asWhole(readAnswer(answer, byStatus, nowMs));
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
    default:
      return answer;
  }
}

function readResults(
  results: readonly unknown[],
  at: { answer: HttpAnswer; rules: Rules; bulk: BulkConfig; nowMs: number },
): Map<string, Answer> {
  const { answer, rules, bulk, nowMs } = at;
  const answers = new Map<string, Answer>();
  const seen = new Set<string>();
  for (const json of results) {
    const key = valueAt(json, bulk.key);
    if (typeof key !== "string") continue;
    const status = statusOf(json, bulk);
    if (seen.has(key)) answers.delete(key);
    else if (status !== undefined) {
      answers.set(key, readAnswer({ status, retryAfter: answer.retryAfter, json }, rules, nowMs));
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
