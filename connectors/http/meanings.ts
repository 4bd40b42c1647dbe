import type { Meaning } from "../connector.ts";
import { type AnswerRule, matches } from "./answer-rules.ts";
import { valueAt } from "./json-paths.ts";
import { type HttpOptions, provesPayment } from "./options.ts";

/** An answer, or one result in it, as far as rules look at it. */
export interface ReadAnswer {
  readonly status: number;
  /** The parsed JSON; undefined when it is none. */
  readonly json: unknown;
}

/** By what answers are read, beside the answer table. */
export type Rules = Pick<
  HttpOptions,
  "success" | "proof" | "alreadyPaid" | "rejected" | "notDone" | "accepted" | "transactionIdPath"
>;

const isAny = (rules: readonly AnswerRule[], answer: ReadAnswer) =>
  rules.some((rule) => matches(rule, answer));

/** What the rules make of an answer; undefined where none of them says. */
export function meaningOf(answer: ReadAnswer, rules: Rules): Meaning | undefined {
  const said = { code: `http_${answer.status}` };
  if (isAny(rules.alreadyPaid, answer)) return paid(answer, rules);
  if (isAny(rules.rejected, answer)) return { means: "rejected", ...said };
  if (isAny(rules.notDone, answer)) return { means: "not_done", ...said };
  if (rules.accepted !== undefined && isAny(rules.accepted.rules, answer)) {
    const reference = idAt(answer.json, rules.accepted.referencePath);
    // Taken, and nobody knows under what: that is as good as no answer.
    return reference === undefined ? undefined : { means: "accepted", reference };
  }
  return isSuccess(answer) && isProved(answer, rules) ? paid(answer, rules) : undefined;
}

export function isSuccess({ status }: ReadAnswer): boolean {
  return status >= 200 && status <= 299;
}

/** A 2xx whose promised content can't be found is no proof of payment. */
function isProved(answer: ReadAnswer, rules: Rules): boolean {
  const { transactionIdPath: path, success } = rules;
  if (!provesPayment(rules)) return false;
  if (path !== undefined && idAt(answer.json, path) === undefined) return false;
  return success.every((rule) => matches(rule, answer));
}

function paid({ json }: ReadAnswer, { transactionIdPath: path }: Rules): Meaning {
  return { means: "paid", transactionId: path === undefined ? undefined : idAt(json, path) };
}

/** The id at a path, with all its digits; undefined when there is none. */
export function idAt(json: unknown, path: string): string | undefined {
  const value = valueAt(json, path);
  const id = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return id.trim() === "" ? undefined : id;
}

/** Where answers mostly say why. */
const REASON_PATHS = ["detail", "message", "title"];

/** The API's own words. */
export function reasonIn(json: unknown, reasonPath: string | undefined): string | undefined {
  if (typeof json === "string") return json;
  const paths = reasonPath === undefined ? REASON_PATHS : [reasonPath];
  return paths
    .map((path) => valueAt(json, path))
    .find((reason): reason is string => typeof reason === "string" && reason.trim() !== "");
}
