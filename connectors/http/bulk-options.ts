import * as z from "zod";
import { answerRuleSchema, pathSchema } from "./answer-rules.ts";
import { isFreeAt } from "./json-paths.ts";
import { templateUrlSchema } from "./template-url.ts";

const FOR_MANY = "a call for many payments: placeholders belong into payment";

function isWithoutPlaceholder(value: unknown): boolean {
  return !JSON.stringify(value).includes("{{");
}

/**
 * A second way to call the points API: up to 100 payments in one call, each with its own key and a
 * result of its own. Both ways share the keys: what one paid, the other (and the look-up) knows.
 */
export const bulkSchema = z
  .strictObject({
    url: templateUrlSchema.refine(isWithoutPlaceholder, FOR_MANY),
    method: z.enum(["POST", "PUT", "PATCH"]).default("POST"),
    headers: z.record(z.string(), z.string()).default({}).refine(isWithoutPlaceholder, FOR_MANY),
    /** What the body holds beside the payments. */
    body: z.record(z.string(), z.json()).default({}).refine(isWithoutPlaceholder, FOR_MANY),
    /** Under which name the body holds the list of payments. */
    payments: pathSchema.default("payments"),
    /**
     * One payment in that list: a template as `body` of the single call is one, and with the same
     * key, by which results are told apart.
     */
    payment: z.record(z.string(), z.json()).default({
      idempotencyKey: "{{idempotencyKey}}",
      userId: "{{userId}}",
      points: "{{points}}",
      reason: "{{reason}}",
    }),
    /** How many payments a call may hold. */
    most: z.int().min(1).max(100).default(100),
    /** Where the answer holds the list of results, in any order. */
    results: pathSchema.default("results"),
    /** Where a result names the key of its payment, and its outcome. */
    key: pathSchema.default("idempotencyKey"),
    status: pathSchema.default("status"),
    /** The HTTP status that each outcome stands for, where outcomes are words, e.g. `OK: 201`. */
    statuses: z.record(z.string(), z.int().min(100).max(599)).default({}),
    /** These read a result, and are those of the single call unless given; null: it names no grant. */
    transactionIdPath: pathSchema.nullable().optional(),
    reasonPath: pathSchema.optional(),
    success: z.array(answerRuleSchema).optional(),
    alreadyPaid: z.array(answerRuleSchema).optional(),
    rejected: z.array(answerRuleSchema).optional(),
  })
  .refine(({ body, payments }) => isFreeAt(body, payments), {
    path: ["body"],
    message: "holds something where the list of payments belongs",
  });
export type BulkOptions = z.infer<typeof bulkSchema>;
