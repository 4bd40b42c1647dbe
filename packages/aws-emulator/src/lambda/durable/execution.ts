import * as z from "zod";
import {
  errorObjectSchema,
  type Operation,
  type OperationChange,
  operationChangeSchema,
} from "./operation.ts";

export const executionStatusSchema = z.enum([
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "STOPPED",
  "TIMED_OUT",
]);
export type ExecutionStatus = z.infer<typeof executionStatusSchema>;

const startSchema = z.object({
  executionId: z.string(),
  arn: z.string(),
  name: z.string(),
  functionName: z.string(),
  /** Version that runs: `$LATEST` or a number. */
  version: z.string(),
  /** ARN with the version. */
  functionArn: z.string(),
  /** As the caller named the function. */
  invokedArn: z.string(),
  /** JSON text. */
  input: z.string(),
  startedAtMs: z.number(),
  timeoutAtMs: z.number(),
});
export type ExecutionStart = z.infer<typeof startSchema>;

const endSchema = z.object({
  status: executionStatusSchema.exclude(["RUNNING"]),
  result: z.string().optional(),
  error: errorObjectSchema.optional(),
  endedAtMs: z.number(),
});
export type ExecutionEnd = z.infer<typeof endSchema>;

/** A line of an execution's journal. */
export const journalRecordSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("started"), ...startSchema.shape }),
  z.object({
    kind: z.literal("operations"),
    atMs: z.number(),
    changes: z.array(operationChangeSchema),
    /** What these changes add to the execution's stored state. */
    bytes: z.number(),
  }),
  z.object({
    kind: z.literal("invocation"),
    requestId: z.string(),
    startedAtMs: z.number(),
    endedAtMs: z.number(),
    error: errorObjectSchema.optional(),
  }),
  z.object({ kind: z.literal("ended"), ...endSchema.shape }),
  z.object({ kind: z.literal("announced"), status: executionStatusSchema }),
]);
export type JournalRecord = z.infer<typeof journalRecordSchema>;

/** An execution as its journal tells it. */
export interface Execution {
  readonly start: ExecutionStart;
  /** By id, in the order they began; without the EXECUTION operation. */
  readonly operations: Map<string, OperationChange>;
  readonly announced: Set<ExecutionStatus>;
  storedBytes: number;
  end: ExecutionEnd | undefined;
}

export function beginExecution(start: ExecutionStart): Execution {
  const storedBytes = Buffer.byteLength(start.input);
  return { start, operations: new Map(), announced: new Set(), storedBytes, end: undefined };
}

/** Applies a record that is on disk. */
export function applyRecord(execution: Execution, record: JournalRecord): void {
  switch (record.kind) {
    case "operations":
      for (const change of record.changes) {
        execution.operations.set(change.operation.Id, change);
      }
      execution.storedBytes += record.bytes;
      return;
    case "ended": {
      const { kind: _kind, ...end } = record;
      execution.end = end;
      return;
    }
    case "announced":
      execution.announced.add(record.status);
      return;
    case "started":
    case "invocation":
      return;
  }
}

export function statusOf({ end }: Execution): ExecutionStatus {
  return end?.status ?? "RUNNING";
}

/** The operation that stands for the execution itself and holds its input. */
export function executionOperation({ start, end }: Execution): Operation {
  return {
    Id: start.executionId,
    Type: "EXECUTION",
    Status: end?.status ?? "STARTED",
    StartTimestamp: new Date(start.startedAtMs).toISOString(),
    ExecutionDetails: { InputPayload: start.input },
  };
}
