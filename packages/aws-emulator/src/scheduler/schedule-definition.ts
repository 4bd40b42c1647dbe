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

const targetSchema = z.strictObject({
  /** A function, version or alias. */
  Arn: z
    .string()
    .max(1600)
    .regex(/^arn:aws[a-z-]*:lambda:[^:]+:\d{12}:function:.+$/),
  RoleArn: z
    .string()
    .max(1600)
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/),
  DeadLetterConfig: z.strictObject({
    Arn: z
      .string()
      .max(1600)
      .regex(/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9-_]+$/),
  }),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400).default(86_400),
      MaximumRetryAttempts: z.int().min(0).max(185).default(185),
    })
    .prefault({}),
  Input: z
    .string()
    .min(1)
    .refine((input) => Buffer.byteLength(input) <= MAX_INPUT_BYTES, {
      message: `Member must have length less than or equal to ${MAX_INPUT_BYTES}`,
    })
    .refine(isJson, { message: "Member must be well-formed JSON for this target" })
    .refine((input) => !input.includes("<aws.scheduler."), {
      message: "The emulator fills no context attributes in",
    }),
});

/**
 * What Create says of a schedule, in AWS's own member names, defaults filled in. What AWS takes beside
 * it, such as windows and other zones, is refused.
 */
export const scheduleDefinitionSchema = z.strictObject({
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.enum(["UTC"]).default("UTC"),
  FlexibleTimeWindow: z.strictObject({ Mode: z.enum(["OFF"]) }),
  Target: targetSchema,
  State: z.enum(["ENABLED"]).default("ENABLED"),
  ActionAfterCompletion: z.enum(["NONE"]).default("NONE"),
});
export type ScheduleDefinition = z.infer<typeof scheduleDefinitionSchema>;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
