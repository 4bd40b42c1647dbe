import * as z from "zod";

/** A dotted path into JSON, e.g. `error.code`. */
export const pathSchema = z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/);

/** Matches an answer by its status, its JSON body, or both. */
export const answerRuleSchema = z
  .strictObject({
    status: z.int().min(100).max(599).optional(),
    path: pathSchema.optional(),
    equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
  })
  .refine((rule) => rule.status !== undefined || rule.path !== undefined, {
    message: "a rule needs a status, a path, or both",
  })
  .refine((rule) => (rule.path === undefined) === (rule.equals === undefined), {
    message: "path and equals belong together",
  });
export type AnswerRule = z.infer<typeof answerRuleSchema>;
