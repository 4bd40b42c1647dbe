import type { Bulk, Meaning, ResultStatus } from "../connector.ts";
import type { BulkOptions } from "./bulk-options.ts";
import { placeholdersIn, textsOf } from "./check-templates.ts";
import { valueAt, withValueAt } from "./json-paths.ts";
import { meaningOf, type ReadAnswer, type Rules, reasonIn } from "./meanings.ts";
import { type HttpOptions, provesPayment } from "./options.ts";
import { createTemplateValues } from "./request-template.ts";

/** Many payments in one call, and its results by their keys, in any order. */
export function bulkOf(options: HttpOptions, bulk: BulkOptions): Bulk {
  const rules = rulesOf(options, bulk);
  const keyTemplate = keyTemplateOf(bulk);
  const { reasonPath = options.reasonPath } = bulk;
  return {
    most: bulk.most,
    call(asks) {
      const payments = asks.map((ask) => createTemplateValues({ ask }).json(bulk.payment));
      const json = withValueAt(bulk.body, bulk.payments, payments);
      return { method: bulk.method, url: bulk.url, headers: bulk.headers, json };
    },
    read({ json }, asks) {
      const results = valueAt(json, bulk.results);
      if (!Array.isArray(results)) return undefined;
      const byKey = resultsByKey(results, bulk);
      return asks.map((ask) => {
        const result = byKey.get(createTemplateValues({ ask }).text(keyTemplate));
        return result === undefined ? undefined : meaningOfResult(result, rules, reasonPath);
      });
    },
  };
}

function meaningOfResult(
  result: ReadAnswer,
  rules: Rules,
  reasonPath: string | undefined,
): Meaning | ResultStatus {
  const detail = reasonIn(result.json, reasonPath);
  const meaning = meaningOf(result, rules) ?? { means: "status", status: result.status };
  return "code" in meaning || meaning.means === "status" ? { ...meaning, detail } : meaning;
}

/**
 * The results that name their key and an outcome. One of two for the same key tells nothing, and
 * neither does the other.
 */
function resultsByKey(
  results: readonly unknown[],
  bulk: BulkOptions,
): ReadonlyMap<string, ReadAnswer> {
  const found = new Map<string, ReadAnswer>();
  const seen = new Set<string>();
  for (const json of results) {
    const key = valueAt(json, bulk.key);
    if (typeof key !== "string") continue;
    const status = statusOf(json, bulk);
    if (seen.has(key)) found.delete(key);
    else if (status !== undefined) found.set(key, { status, json });
    seen.add(key);
  }
  return found;
}

function statusOf(result: unknown, { status: path, statuses }: BulkOptions): number | undefined {
  const value = valueAt(result, path);
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const status = Object.hasOwn(statuses, value) ? statuses[value] : Number(value);
  const isOne = Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 599;
  return isOne ? status : undefined;
}

/** What is sent of our key, which is what results name. */
function keyTemplateOf({ payment }: BulkOptions): string {
  const holdsKey = (text: string) =>
    placeholdersIn(text).some(({ name }) => name === "idempotencyKey");
  const template = textsOf(payment, []).find(({ text, isName }) => !isName && holdsKey(text));
  return template?.text ?? "";
}

/** How one result is read: as the answer to a single call unless configured otherwise. */
function rulesOf(options: HttpOptions, bulk: BulkOptions): Rules {
  const { transactionIdPath = options.transactionIdPath } = bulk;
  const { success = options.success, alreadyPaid = options.alreadyPaid } = bulk;
  return {
    ...{ success, alreadyPaid, rejected: bulk.rejected ?? options.rejected },
    ...{ notDone: options.notDone, accepted: options.accepted },
    transactionIdPath: transactionIdPath ?? undefined,
    // A result is of one payment, whose key it names: by its own status it is proof, where any is.
    ...(provesPayment(options) && { proof: "status" as const }),
  };
}
