import * as z from "zod";

const MAX_INPUT_BYTES = 256 * 1024;

export const nameSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[0-9a-zA-Z-_.]+$/);
export const clientTokenSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9-_]+$/);
export const stateSchema = z.enum(["ENABLED", "DISABLED"]);

const flexibleTimeWindowSchema = z
  .object({
    Mode: z.enum(["OFF", "FLEXIBLE"]),
    MaximumWindowInMinutes: z.int().min(1).max(1440).optional(),
  })
  .refine(
    (window) => (window.Mode === "FLEXIBLE") === (window.MaximumWindowInMinutes !== undefined),
    {
      message: "MaximumWindowInMinutes must be given with Mode FLEXIBLE and with no other",
    },
  );

const retryPolicySchema = z.object({
  MaximumEventAgeInSeconds: z.int().min(60).max(86_400).default(86_400),
  MaximumRetryAttempts: z.int().min(0).max(185).default(185),
});

const targetSchema = z
  // Parameters of other kinds of target are kept as they came.
  .looseObject({
    Arn: z
      .string()
      .max(1600)
      .regex(/^arn:aws[a-z-]*:[a-z0-9-]+:[^:]*:[^:]*:.+$/),
    RoleArn: z
      .string()
      .max(1600)
      .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/),
    DeadLetterConfig: z
      .object({
        Arn: z
          .string()
          .max(1600)
          .regex(/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9-_]+$/)
          .optional(),
      })
      .optional(),
    RetryPolicy: retryPolicySchema.prefault({}),
    Input: z
      .string()
      .min(1)
      .refine((input) => Buffer.byteLength(input) <= MAX_INPUT_BYTES, {
        message: `Member must have length less than or equal to ${MAX_INPUT_BYTES}`,
      })
      .optional(),
  })
  .refine(({ Arn, Input }) => !isFunctionArn(Arn) || Input === undefined || isJson(Input), {
    path: ["Input"],
    message: "Member must be well-formed JSON for this target",
  });

/** What Create and Update say of a schedule, in AWS's own member names, defaults filled in. */
export const scheduleDefinitionSchema = z.object({
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).default("UTC"),
  FlexibleTimeWindow: flexibleTimeWindowSchema,
  Target: targetSchema,
  State: stateSchema.default("ENABLED"),
  ActionAfterCompletion: z.enum(["NONE", "DELETE"]).default("NONE"),
  Description: z.string().max(512).optional(),
  KmsKeyArn: z.string().max(2048).optional(),
  /** Epoch seconds, as `EndDate`; AWS ignores both for one-time schedules. */
  StartDate: z.number().optional(),
  EndDate: z.number().optional(),
});
export type ScheduleDefinition = z.infer<typeof scheduleDefinitionSchema>;

/** True for a function, version or alias: the templated Lambda target. */
export function isFunctionArn(arn: string): boolean {
  return /^arn:aws[a-z-]*:lambda:[^:]+:\d{12}:function:/.test(arn);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
