import * as z from "zod";
import { answerRuleSchema, describesProof, pathSchema, proofSchema } from "./answer-rules.ts";
import { templateUrlSchema } from "./template-url.ts";

/**
 * How a payment is taken back. Its templates know the placeholders of a payment, where
 * `{{idempotencyKey}}` is the reversal's own key, and of the payment itself `{{originalKey}}`,
 * `{{transactionId}}` and `{{reference}}`.
 */
export const reverseSchema = z
  .strictObject({
    url: templateUrlSchema,
    method: z.enum(["POST", "PUT", "PATCH", "DELETE"]).default("POST"),
    headers: z.record(z.string(), z.string()).default({ "Idempotency-Key": "{{idempotencyKey}}" }),
    /** Encoded as the body of a payment is; without it, there is none. */
    body: z.record(z.string(), z.json()).optional(),
    /** Where a 2xx answer names the reversal. */
    transactionIdPath: pathSchema.optional(),
    /** 2xx answers count as taken back only if all of these match. */
    success: z.array(answerRuleSchema).default([]),
    /** A 2xx is proof whatever it holds, if anything. */
    proof: proofSchema,
    /** Answers of any status that say that this very payment was taken back before. */
    alreadyReversed: z.array(answerRuleSchema).default([]),
    /** Answers of any status that refuse it for good. */
    rejected: z.array(answerRuleSchema).default([]),
  })
  .refine(({ success, ...reverse }) => describesProof({ ...reverse, rules: success }), {
    path: ["proof"],
    message:
      "what proves that it was taken back? Write transactionIdPath (where a 2xx names it), or success " +
      '(a rule such as { path: "resultCode", equals: "0000" }), or proof: "status" if any 2xx ' +
      "proves it, even an empty one",
  });
export type ReverseOptions = z.infer<typeof reverseSchema>;
