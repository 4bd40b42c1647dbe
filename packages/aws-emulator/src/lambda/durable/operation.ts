import * as z from "zod";

const LIMIT_SECONDS = 366 * 24 * 60 * 60;
const secondsSchema = z.int().min(0).max(LIMIT_SECONDS);

export const errorObjectSchema = z.object({
  ErrorMessage: z.string().optional(),
  ErrorType: z.string().optional(),
  ErrorData: z.string().optional(),
  StackTrace: z.array(z.string()).optional(),
});
export type ErrorObject = z.infer<typeof errorObjectSchema>;

/** What a handler may begin; AWS knows callbacks beside it. */
const UPDATED_TYPES = ["STEP", "WAIT", "CONTEXT", "CHAINED_INVOKE"] as const;

const statusSchema = z.enum([
  "STARTED",
  "PENDING",
  "READY",
  "SUCCEEDED",
  "FAILED",
  "TIMED_OUT",
  "STOPPED",
]);

/** RFC 3339, as in the event of an invocation; the API's answers have epoch seconds. */
const timestampSchema = z.string();

/** A durable operation, in AWS's own member names. */
export const operationSchema = z.object({
  Id: z.string(),
  ParentId: z.string().optional(),
  Name: z.string().optional(),
  Type: z.enum([...UPDATED_TYPES, "EXECUTION"]),
  SubType: z.string().optional(),
  Status: statusSchema,
  StartTimestamp: timestampSchema,
  EndTimestamp: timestampSchema.optional(),
  ExecutionDetails: z.object({ InputPayload: z.string().optional() }).optional(),
  ContextDetails: z
    .object({
      ReplayChildren: z.boolean().optional(),
      Result: z.string().optional(),
      Error: errorObjectSchema.optional(),
    })
    .optional(),
  StepDetails: z
    .object({
      /** How often it was tried to an end. */
      Attempt: z.int().optional(),
      NextAttemptTimestamp: timestampSchema.optional(),
      Result: z.string().optional(),
      Error: errorObjectSchema.optional(),
    })
    .optional(),
  WaitDetails: z.object({ ScheduledEndTimestamp: timestampSchema.optional() }).optional(),
  ChainedInvokeDetails: z
    .object({ Result: z.string().optional(), Error: errorObjectSchema.optional() })
    .optional(),
});
export type Operation = z.infer<typeof operationSchema>;

/** One change that the SDK asks for in a checkpoint. */
export const operationUpdateSchema = z.object({
  Id: z.string().min(1).max(64),
  ParentId: z.string().optional(),
  Name: z.string().max(256).optional(),
  Type: z.enum(UPDATED_TYPES),
  SubType: z.string().max(32).optional(),
  Action: z.enum(["START", "SUCCEED", "FAIL", "RETRY"]),
  Payload: z.string().optional(),
  Error: errorObjectSchema.optional(),
  ContextOptions: z.object({ ReplayChildren: z.boolean().optional() }).optional(),
  StepOptions: z.object({ NextAttemptDelaySeconds: secondsSchema.optional() }).optional(),
  WaitOptions: z.object({ WaitSeconds: secondsSchema.min(1).optional() }).optional(),
  ChainedInvokeOptions: z.object({ FunctionName: z.string().min(1) }).optional(),
});
export type OperationUpdate = z.infer<typeof operationUpdateSchema>;

export const operationChangeSchema = z.object({
  operation: operationSchema,
  /** What a CHAINED_INVOKE asks for; never sent to the function. */
  intent: z
    .object({
      kind: z.literal("chained_invoke"),
      functionName: z.string(),
      payload: z.string().optional(),
    })
    .optional(),
});
/** An operation as it stands after a change. */
export type OperationChange = z.infer<typeof operationChangeSchema>;
export type ChainedIntent = NonNullable<OperationChange["intent"]>;

/** Whether something outside the handler is to happen to it. */
export function isAwaited({ Type, Status }: Operation): boolean {
  if (Type === "STEP") return Status === "PENDING" || Status === "READY";
  return Type !== "CONTEXT" && Status === "STARTED";
}
