import { toTimestamp } from "./apply-update.ts";
import type { Execution } from "./execution.ts";
import type { OperationChange } from "./operation.ts";

/** When time next changes the operation, in epoch milliseconds; undefined when it never does. */
function dueAtMs({ operation, intent }: OperationChange): number | undefined {
  if (operation.Status === "PENDING") {
    return Date.parse(operation.StepDetails?.NextAttemptTimestamp ?? "");
  }
  if (operation.Status !== "STARTED") return undefined;
  if (operation.Type === "WAIT") {
    return Date.parse(operation.WaitDetails?.ScheduledEndTimestamp ?? "");
  }
  if (intent?.kind !== "callback") return undefined;
  const { expiresAtMs = Infinity, heartbeatDueAtMs = Infinity } = intent;
  const firstMs = Math.min(expiresAtMs, heartbeatDueAtMs);
  return Number.isFinite(firstMs) ? firstMs : undefined;
}

export function nextDueAtMs({ operations, start }: Execution): number {
  let nextMs = start.timeoutAtMs;
  for (const change of operations.values()) {
    nextMs = Math.min(nextMs, dueAtMs(change) ?? Infinity);
  }
  return nextMs;
}

/** What time has done to an execution's operations: waits over, retries ready, callbacks lost. */
export function dueChanges({ operations }: Execution, nowMs: number): OperationChange[] {
  return [...operations.values()]
    .filter((change) => (dueAtMs(change) ?? Infinity) <= nowMs)
    .map((change) => passTime(change, nowMs));
}

function passTime({ operation, intent }: OperationChange, nowMs: number): OperationChange {
  if (operation.Type === "STEP") return { operation: { ...operation, Status: "READY" } };
  const EndTimestamp = toTimestamp(nowMs);
  if (intent?.kind !== "callback") {
    return { operation: { ...operation, Status: "SUCCEEDED", EndTimestamp } };
  }
  const isHeartbeat = (intent.heartbeatDueAtMs ?? Infinity) <= nowMs;
  const ErrorMessage = isHeartbeat ? "Callback timed out on heartbeat" : "Callback timed out";
  const CallbackDetails = { ...operation.CallbackDetails, Error: { ErrorMessage } };
  return { operation: { ...operation, Status: "TIMED_OUT", EndTimestamp, CallbackDetails } };
}
