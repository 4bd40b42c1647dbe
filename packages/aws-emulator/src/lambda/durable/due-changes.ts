import { toTimestamp } from "./apply-update.ts";
import type { Execution } from "./execution.ts";
import type { Operation, OperationChange } from "./operation.ts";

/** When time next changes the operation, in epoch milliseconds; Infinity when it never does. */
function dueAtMs({ Type, Status, StepDetails, WaitDetails }: Operation): number {
  if (Status === "PENDING") return Date.parse(StepDetails?.NextAttemptTimestamp ?? "");
  if (Type !== "WAIT" || Status !== "STARTED") return Number.POSITIVE_INFINITY;
  return Date.parse(WaitDetails?.ScheduledEndTimestamp ?? "");
}

export function nextDueAtMs({ operations, start }: Execution): number {
  let nextMs = start.timeoutAtMs;
  for (const { operation } of operations.values()) {
    nextMs = Math.min(nextMs, dueAtMs(operation));
  }
  return nextMs;
}

/** What time has done to an execution's operations: waits over, retries ready. */
export function dueChanges({ operations }: Execution, nowMs: number): OperationChange[] {
  return [...operations.values()]
    .filter(({ operation }) => dueAtMs(operation) <= nowMs)
    .map(({ operation }) => ({ operation: passTime(operation, nowMs) }));
}

function passTime(operation: Operation, nowMs: number): Operation {
  if (operation.Type === "STEP") return { ...operation, Status: "READY" };
  return { ...operation, Status: "SUCCEEDED", EndTimestamp: toTimestamp(nowMs) };
}
