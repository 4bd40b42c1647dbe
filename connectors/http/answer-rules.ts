import * as z from "zod";
import { valueAt } from "./json-paths.ts";

/** A dotted path into JSON, e.g. `error.code` or `items.0.id`. */
export const pathSchema = z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/);

const valueSchema = z.union([
  z.string(),
  z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), {
    message: "a number this long is rounded: write it as text, as which it is compared",
  }),
  z.boolean(),
]);

/** Matches an answer by its status, by what stands at a path of its JSON body, or by both. */
export const answerRuleSchema = z
  .strictObject({
    status: z.int().min(100).max(599).optional(),
    path: pathSchema.optional(),
    /** This very value: `1` is not `"1"`. */
    equals: valueSchema.optional(),
    /** One of these. */
    oneOf: z.array(valueSchema).min(1).optional(),
    /** Something: neither null nor empty. */
    present: z.literal(true).optional(),
    /** The path is there and holds nothing: null, an empty text, list or object. */
    empty: z.literal(true).optional(),
    /** The path is not there, in an answer that is JSON. */
    absent: z.literal(true).optional(),
  })
  .refine((rule) => rule.status !== undefined || rule.path !== undefined, {
    message: "a rule needs a status, a path, or both",
  })
  .refine((rule) => conditionsOf(rule) === (rule.path === undefined ? 0 : 1), {
    message: "a path needs one of equals, oneOf, present, empty and absent, and they need a path",
  });
export type AnswerRule = z.infer<typeof answerRuleSchema>;

const CONDITIONS = ["equals", "oneOf", "present", "empty", "absent"] as const;

function conditionsOf(rule: { readonly [name in (typeof CONDITIONS)[number]]?: unknown }): number {
  return CONDITIONS.filter((name) => rule[name] !== undefined).length;
}

/** Whether the rule asks for something that only the API itself would have written there. */
export function asksForContent({ equals, oneOf, present, empty }: AnswerRule): boolean {
  return [equals, oneOf, present, empty].some((condition) => condition !== undefined);
}

/** That a 2xx alone proves something: for APIs whose answers have no content to tell by. */
export const proofSchema = z.literal("status").optional();

/** Whether a 2xx has to say something before it is believed, or is to be believed without. */
export function describesProof(config: {
  readonly proof?: "status" | undefined;
  readonly transactionIdPath?: string | undefined;
  readonly rules: readonly AnswerRule[];
}): boolean {
  const { proof, transactionIdPath, rules } = config;
  return proof === "status" || transactionIdPath !== undefined || rules.some(asksForContent);
}

/** An answer as far as rules look at it. */
interface ReadAnswer {
  readonly status: number;
  /** The parsed JSON body; undefined when it is none. */
  readonly json: unknown;
}

export function matches(rule: AnswerRule, { status, json }: ReadAnswer): boolean {
  if (rule.status !== undefined && rule.status !== status) return false;
  if (rule.path === undefined) return true;
  const value = valueAt(json, rule.path);
  if (rule.absent) return typeof json === "object" && json !== null && value === undefined;
  if (value === undefined) return false;
  if (rule.present) return !isEmpty(value);
  if (rule.empty) return isEmpty(value);
  return (rule.oneOf ?? [rule.equals]).some((one) => one === value);
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
