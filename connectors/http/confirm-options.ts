import * as z from "zod";
import { answerRuleSchema, asksForContent, pathSchema } from "./answer-rules.ts";
import { placeholdersIn } from "./check-templates.ts";
import { templateUrlSchema } from "./template-url.ts";

/** Which answers take a payment without paying it yet. */
export const acceptedSchema = z.strictObject({
  /** Any of these, with a reference, says so. */
  rules: z.array(answerRuleSchema).min(1),
  /** Where such an answer names what to ask for later. */
  referencePath: pathSchema,
});

const BY_CONTENT = "needs a path: a status alone decides nothing";

/** Where a GET tells what became of a payment that was accepted. */
export const confirmSchema = z
  .strictObject({
    /** Holds `{{reference}}`, unless a header does. */
    url: templateUrlSchema,
    headers: z.record(z.string(), z.string()).default({}),
    /** A 2xx says that it is paid only if all of these match. */
    paid: z
      .array(answerRuleSchema)
      .refine((rules) => rules.some(asksForContent), "what does an answer hold once it is paid?"),
    /** Where such an answer names the grant. */
    transactionIdPath: pathSchema.optional(),
    /** Any of these says that it failed for good. Whatever else an answer says is asked again. */
    rejected: z.array(answerRuleSchema.refine(({ path }) => path !== undefined, BY_CONTENT)),
    /** So long after it was accepted a payment that is not confirmed is `unknown`. */
    deadlineHours: z.number().positive().max(8_760).default(24),
  })
  .refine(
    ({ url, headers }) => placeholdersIn([url, headers]).some(({ name }) => name === "reference"),
    { path: ["url"], message: "must hold {{reference}}, here or in headers" },
  );
export type ConfirmOptions = z.infer<typeof confirmSchema>;
