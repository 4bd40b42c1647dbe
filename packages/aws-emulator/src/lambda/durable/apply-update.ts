import type { Intent, Operation, OperationChange, OperationUpdate } from "./operation.ts";

const END_STATUS = {
  SUCCEED: "SUCCEEDED",
  FAIL: "FAILED",
  CANCEL: "CANCELLED",
} as const;

export interface ApplyContext {
  readonly nowMs: number;
  readonly newCallbackId: (operationId: string) => string;
}

/** The operation that a valid update makes of the one before, or of nothing. */
export function applyUpdate(
  before: OperationChange | undefined,
  update: OperationUpdate,
  context: ApplyContext,
): OperationChange {
  const { nowMs } = context;
  const change = before ?? beginOperation(update, context);
  const { operation } = change;
  switch (update.Action) {
    case "START":
      return { ...change, operation: { ...operation, Status: "STARTED" } };
    case "RETRY": {
      const delayMs = (update.StepOptions?.NextAttemptDelaySeconds ?? 0) * 1000;
      const StepDetails = {
        ...outcomeOf(update),
        Attempt: attemptsOf(operation) + 1,
        NextAttemptTimestamp: toTimestamp(nowMs + delayMs),
      };
      return { operation: { ...operation, Status: "PENDING", StepDetails } };
    }
    case "SUCCEED":
    case "FAIL":
    case "CANCEL": {
      const EndTimestamp = toTimestamp(nowMs);
      const ended = { ...operation, Status: END_STATUS[update.Action], EndTimestamp };
      return { operation: withOutcome(ended, update) };
    }
  }
}

function beginOperation(update: OperationUpdate, context: ApplyContext): OperationChange {
  const { nowMs } = context;
  const operation: Operation = {
    Id: update.Id,
    ParentId: update.ParentId,
    Name: update.Name,
    Type: update.Type,
    SubType: update.SubType,
    Status: "STARTED",
    StartTimestamp: toTimestamp(nowMs),
  };
  const intent = intentOf(update, nowMs);
  switch (update.Type) {
    case "WAIT": {
      const waitMs = (update.WaitOptions?.WaitSeconds ?? 0) * 1000;
      const WaitDetails = { ScheduledEndTimestamp: toTimestamp(nowMs + waitMs) };
      return { operation: { ...operation, WaitDetails } };
    }
    case "CALLBACK": {
      const CallbackDetails = { CallbackId: context.newCallbackId(update.Id) };
      return { operation: { ...operation, CallbackDetails }, intent };
    }
    case "CONTEXT":
      return { operation: { ...operation, ContextDetails: { ...update.ContextOptions } } };
    case "STEP":
    case "CHAINED_INVOKE":
    case "EXECUTION":
      return { operation, intent };
  }
}

function intentOf(update: OperationUpdate, nowMs: number): Intent | undefined {
  if (update.ChainedInvokeOptions !== undefined) {
    const functionName = update.ChainedInvokeOptions.FunctionName;
    return { kind: "chained_invoke", functionName, payload: update.Payload };
  }
  if (update.Type !== "CALLBACK") return undefined;
  const { TimeoutSeconds, HeartbeatTimeoutSeconds } = update.CallbackOptions ?? {};
  return {
    kind: "callback",
    expiresAtMs: TimeoutSeconds ? nowMs + TimeoutSeconds * 1000 : undefined,
    heartbeatSeconds: HeartbeatTimeoutSeconds || undefined,
    heartbeatDueAtMs: HeartbeatTimeoutSeconds ? nowMs + HeartbeatTimeoutSeconds * 1000 : undefined,
  };
}

function withOutcome(operation: Operation, update: OperationUpdate): Operation {
  if (operation.Type === "STEP") {
    const StepDetails = { ...outcomeOf(update), Attempt: attemptsOf(operation) + 1 };
    return { ...operation, StepDetails };
  }
  if (operation.Type === "CONTEXT") {
    const ReplayChildren =
      update.ContextOptions?.ReplayChildren ?? operation.ContextDetails?.ReplayChildren;
    return { ...operation, ContextDetails: { ...outcomeOf(update), ReplayChildren } };
  }
  return operation;
}

function outcomeOf(update: OperationUpdate) {
  return { Result: update.Payload, Error: update.Error };
}

function attemptsOf(operation: Operation): number {
  return operation.StepDetails?.Attempt ?? 0;
}

export function toTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
