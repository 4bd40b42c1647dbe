import { toSeconds } from "./describe.ts";
import type { ExecutionEnd, JournalRecord } from "./execution.ts";
import type { Operation, OperationChange } from "./operation.ts";

/** An event of GetDurableExecutionHistory without its number. */
type HistoryEvent = Readonly<Record<string, unknown>>;

const TYPE_NAMES = {
  STEP: "Step",
  WAIT: "Wait",
  CONTEXT: "Context",
  CALLBACK: "Callback",
  CHAINED_INVOKE: "ChainedInvoke",
  EXECUTION: "Execution",
} as const satisfies Record<Operation["Type"], string>;

const STATUS_NAMES = {
  STARTED: "Started",
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  CANCELLED: "Cancelled",
  TIMED_OUT: "TimedOut",
  STOPPED: "Stopped",
  // A step that is to be tried again has failed once more; being ready is no event.
  PENDING: "Failed",
  READY: undefined,
} as const satisfies Record<Operation["Status"], string | undefined>;

/** What happened to an execution, oldest first, as far as its journal tells it. */
export function historyOf(records: readonly JournalRecord[], includeData: boolean): object[] {
  return records
    .flatMap((record) => eventsOf(record, includeData))
    .map((event, index) => ({ EventId: index + 1, ...event }));
}

function eventsOf(record: JournalRecord, includeData: boolean): HistoryEvent[] {
  switch (record.kind) {
    case "started": {
      const Input = includeData ? { Payload: record.input } : { Truncated: true };
      const ExecutionTimeout = toSeconds(record.timeoutAtMs - record.startedAtMs);
      return [
        event(
          "ExecutionStarted",
          record.startedAtMs,
          { Input, ExecutionTimeout },
          record.executionId,
        ),
      ];
    }
    case "operations":
      return record.changes.flatMap((change) => operationEvents(change, record.atMs, includeData));
    case "invocation": {
      const { requestId: RequestId, startedAtMs, endedAtMs, error } = record;
      return [
        event("InvocationCompleted", endedAtMs, {
          StartTimestamp: toSeconds(startedAtMs),
          EndTimestamp: toSeconds(endedAtMs),
          RequestId,
          Error: { Payload: error },
        }),
      ];
    }
    case "ended":
      return [endEvent(record, includeData)];
    case "announced":
      return [];
  }
}

function endEvent(end: ExecutionEnd, includeData: boolean): HistoryEvent {
  const Result = includeData && end.result !== undefined ? { Payload: end.result } : undefined;
  const details = { Result, Error: end.error && { Payload: end.error } };
  return event(`Execution${STATUS_NAMES[end.status]}`, end.endedAtMs, details);
}

function operationEvents(
  { operation, intent }: OperationChange,
  atMs: number,
  includeData: boolean,
): HistoryEvent[] {
  const status = STATUS_NAMES[operation.Status];
  if (status === undefined) return [];
  const outcome =
    operation.StepDetails ??
    operation.ContextDetails ??
    operation.CallbackDetails ??
    operation.ChainedInvokeDetails;
  const attempt = operation.StepDetails?.Attempt;
  const end = operation.WaitDetails?.ScheduledEndTimestamp;
  const details = {
    Result: includeData && outcome?.Result !== undefined ? { Payload: outcome.Result } : undefined,
    Error: outcome?.Error && { Payload: outcome.Error },
    RetryDetails: attempt === undefined ? undefined : { CurrentAttempt: attempt },
    ScheduledEndTimestamp: end === undefined ? undefined : toSeconds(Date.parse(end)),
    CallbackId: operation.CallbackDetails?.CallbackId,
    FunctionName: intent?.kind === "chained_invoke" ? intent.functionName : undefined,
  };
  const { Id, Name, ParentId, SubType } = operation;
  const type = `${TYPE_NAMES[operation.Type]}${status}`;
  return [{ ...event(type, atMs, details, Id), Name, ParentId, SubType }];
}

function event(type: string, atMs: number, details: object, Id?: string): HistoryEvent {
  return { EventType: type, EventTimestamp: toSeconds(atMs), Id, [`${type}Details`]: details };
}
