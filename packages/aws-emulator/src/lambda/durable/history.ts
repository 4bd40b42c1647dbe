import { toSeconds } from "./describe.ts";
import type { ExecutionEnd, JournalRecord } from "./execution.ts";
import type { Operation, OperationChange } from "./operation.ts";

/** An event of GetDurableExecutionHistory without its number. */
type HistoryEvent = Readonly<Record<string, unknown>>;

const TYPE_NAMES = {
  STEP: "Step",
  WAIT: "Wait",
  CONTEXT: "Context",
  CHAINED_INVOKE: "ChainedInvoke",
  EXECUTION: "Execution",
} as const satisfies Record<Operation["Type"], string>;

const STATUS_NAMES = {
  STARTED: "Started",
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  TIMED_OUT: "TimedOut",
  STOPPED: "Stopped",
  // A step that is to be tried again has failed once more; being ready is no event.
  PENDING: "Failed",
  READY: undefined,
} as const satisfies Record<Operation["Status"], string | undefined>;

/** What happened to an execution, oldest first, as its journal tells it; without data. */
export function historyOf(records: readonly JournalRecord[]): object[] {
  return records.flatMap(eventsOf).map((event, index) => ({ EventId: index + 1, ...event }));
}

function eventsOf(record: JournalRecord): HistoryEvent[] {
  switch (record.kind) {
    case "started": {
      const Input = { Truncated: true };
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
      return record.changes.flatMap((change) => operationEvents(change, record.atMs));
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
      return [endEvent(record)];
    case "announced":
      return [];
  }
}

function endEvent(end: ExecutionEnd): HistoryEvent {
  const details = { Error: end.error && { Payload: end.error } };
  return event(`Execution${STATUS_NAMES[end.status]}`, end.endedAtMs, details);
}

function operationEvents({ operation, intent }: OperationChange, atMs: number): HistoryEvent[] {
  const status = STATUS_NAMES[operation.Status];
  if (status === undefined) return [];
  const { StepDetails, ContextDetails, ChainedInvokeDetails } = operation;
  const outcome = StepDetails ?? ContextDetails ?? ChainedInvokeDetails;
  const attempt = StepDetails?.Attempt;
  const end = operation.WaitDetails?.ScheduledEndTimestamp;
  const details = {
    Error: outcome?.Error && { Payload: outcome.Error },
    RetryDetails: attempt === undefined ? undefined : { CurrentAttempt: attempt },
    ScheduledEndTimestamp: end === undefined ? undefined : toSeconds(Date.parse(end)),
    FunctionName: intent?.functionName,
  };
  const { Id, Name, ParentId, SubType } = operation;
  const type = `${TYPE_NAMES[operation.Type]}${status}`;
  return [{ ...event(type, atMs, details, Id), Name, ParentId, SubType }];
}

function event(type: string, atMs: number, details: object, Id?: string): HistoryEvent {
  return { EventType: type, EventTimestamp: toSeconds(atMs), Id, [`${type}Details`]: details };
}
