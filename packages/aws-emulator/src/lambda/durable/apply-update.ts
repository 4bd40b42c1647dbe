import type { Operation, OperationChange, OperationUpdate } from "./operation.ts";

const END_STATUS = { SUCCEED: "SUCCEEDED", FAIL: "FAILED" } as const;

/** The operation that a valid update makes of the one before, or of nothing. */
export function applyUpdate(
  before: Operation | undefined,
  update: OperationUpdate,
  nowMs: number,
): OperationChange {
  const operation = before ?? beginOperation(update, nowMs);
  switch (update.Action) {
    case "START":
      return { operation: { ...operation, Status: "STARTED" }, intent: intentOf(update) };
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
    case "FAIL": {
      const EndTimestamp = toTimestamp(nowMs);
      const ended = { ...operation, Status: END_STATUS[update.Action], EndTimestamp };
      return { operation: withOutcome(ended, update) };
    }
  }
}

function beginOperation(update: OperationUpdate, nowMs: number): Operation {
  const operation: Operation = {
    Id: update.Id,
    ParentId: update.ParentId,
    Name: update.Name,
    Type: update.Type,
    SubType: update.SubType,
    Status: "STARTED",
    StartTimestamp: toTimestamp(nowMs),
  };
  switch (update.Type) {
    case "WAIT": {
      const waitMs = (update.WaitOptions?.WaitSeconds ?? 0) * 1000;
      const WaitDetails = { ScheduledEndTimestamp: toTimestamp(nowMs + waitMs) };
      return { ...operation, WaitDetails };
    }
    case "CONTEXT":
      return { ...operation, ContextDetails: { ...update.ContextOptions } };
    case "STEP":
    case "CHAINED_INVOKE":
      return operation;
  }
}

function intentOf({ ChainedInvokeOptions: options, Payload: payload }: OperationUpdate) {
  if (options === undefined) return undefined;
  return { kind: "chained_invoke" as const, functionName: options.FunctionName, payload };
}

function withOutcome(operation: Operation, update: OperationUpdate): Operation {
  if (operation.Type === "STEP") {
    const StepDetails = { ...outcomeOf(update), Attempt: attemptsOf(operation) + 1 };
    return { ...operation, StepDetails };
  }
  const ReplayChildren =
    update.ContextOptions?.ReplayChildren ?? operation.ContextDetails?.ReplayChildren;
  return { ...operation, ContextDetails: { ...outcomeOf(update), ReplayChildren } };
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
