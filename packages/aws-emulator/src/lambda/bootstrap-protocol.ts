import * as z from "zod";

/** What the host sends to a function's process: one invocation. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** Epoch milliseconds after which the process is killed. */
  readonly deadlineMs: number;
  readonly invokedArn: string;
}

export const functionErrorSchema = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).optional(),
});
/** A failed invocation as its caller reads it. */
export type FunctionError = z.infer<typeof functionErrorSchema>;

/** What a function's process answers; the handler could send anything. */
export const bootstrapMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("init-failed"), error: functionErrorSchema }),
  z.object({ kind: z.literal("succeeded"), requestId: z.string(), payload: z.string() }),
  z.object({ kind: z.literal("failed"), requestId: z.string(), error: functionErrorSchema }),
]);
export type BootstrapMessage = z.infer<typeof bootstrapMessageSchema>;
