import type { Answer, BulkAnswer, PayRequest } from "../../domain/distribution/points-api.ts";
import type { BulkConfig } from "./bulk-config.ts";
import { placeholdersIn, textsOf } from "./check-templates.ts";
import { withValueAt } from "./json-paths.ts";
import { createTemplateValues } from "./request-template.ts";

/** The body of a call for many payments. */
export function bulkBody(bulk: BulkConfig, requests: readonly PayRequest[]): string {
  const payments = requests.map(({ payment, idempotencyKey }) =>
    createTemplateValues(payment, idempotencyKey).json(bulk.payment),
  );
  return JSON.stringify(withValueAt(bulk.body, bulk.payments, payments));
}

/** Our keys by what is sent of them, which is what results name. */
export function keysAsSent(
  bulk: BulkConfig,
  requests: readonly PayRequest[],
): ReadonlyMap<string, string> {
  const holdsKey = (text: string) =>
    placeholdersIn(text).some(({ name }) => name === "idempotencyKey");
  const template = textsOf(bulk.payment, []).find(({ text, isName }) => !isName && holdsKey(text));
  return new Map(
    requests.map(({ payment, idempotencyKey }) => [
      createTemplateValues(payment, idempotencyKey).text(template?.text ?? ""),
      idempotencyKey,
    ]),
  );
}

/** The answer to those that were asked for, with what is known of those that could not be. */
export function withRefused(
  answer: BulkAnswer,
  asked: readonly PayRequest[],
  refused: readonly (readonly [string, Answer])[],
): BulkAnswer {
  if (refused.length === 0) return answer;
  switch (answer.kind) {
    case "answered":
      return { kind: "answered", answers: new Map([...answer.answers, ...refused]) };
    case "in_doubt": {
      const inDoubt = asked.map(({ idempotencyKey }) => [idempotencyKey, answer] as const);
      return { kind: "answered", answers: new Map([...inDoubt, ...refused]) };
    }
    // All of them are asked for again.
    default:
      return answer;
  }
}
