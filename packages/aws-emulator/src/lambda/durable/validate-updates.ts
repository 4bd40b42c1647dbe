import { AwsError } from "../../service/aws-error.ts";
import type { Operation, OperationUpdate } from "./operation.ts";

type OperationType = OperationUpdate["Type"];
type Action = OperationUpdate["Action"];
type Status = Operation["Status"];

const MAX_ERROR_BYTES = 32 * 1024;
const MAX_PAYLOAD_BYTES = 256 * 1024;

/** In which states an operation that exists takes an action; an action not named is never taken. */
const TAKEN_IN: Record<OperationType, Partial<Record<Action, readonly Status[]>>> = {
  STEP: {
    START: ["READY"],
    SUCCEED: ["STARTED", "READY"],
    FAIL: ["STARTED", "READY"],
    RETRY: ["STARTED", "READY"],
  },
  CONTEXT: { START: [], SUCCEED: ["STARTED"], FAIL: ["STARTED"] },
  WAIT: { START: [] },
  CHAINED_INVOKE: { START: [] },
};

/**
 * Refuses a checkpoint that AWS refuses, as a whole.
 * @throws {AwsError} InvalidParameterValueException
 */
export function validateBatch(updates: readonly OperationUpdate[]): void {
  const last = new Map<string, OperationUpdate>();
  for (const update of updates) {
    const earlier = last.get(update.Id);
    if (earlier !== undefined && !mayFollow(earlier, update)) {
      throw invalid("Cannot update the same operation twice in a single request.");
    }
    last.set(update.Id, update);
  }
}

/** A step or context may begin and end in one request. */
function mayFollow(earlier: OperationUpdate, update: OperationUpdate): boolean {
  const canDoBoth = earlier.Type === "STEP" || earlier.Type === "CONTEXT";
  return canDoBoth && earlier.Action === "START" && update.Action !== "START";
}

/**
 * @param find the operations as they stand after the updates before this one
 * @throws {AwsError} InvalidParameterValueException
 */
export function validateUpdate(
  update: OperationUpdate,
  find: (id: string) => Operation | undefined,
): void {
  assertSizes(update);
  if (update.ParentId !== undefined && find(update.ParentId)?.Type !== "CONTEXT") {
    throw invalid("Invalid parent operation id.");
  }
  assertMembers(update);
  const operation = find(update.Id);
  const taken = TAKEN_IN[update.Type][update.Action];
  if (taken === undefined) throw invalid("Invalid action for the given operation type.");
  if (operation === undefined) return;
  if (operation.Type !== update.Type) throw invalid("Operation type does not match.");
  if (taken.includes(operation.Status)) return;
  throw invalid(
    update.Action === "START" && update.Type !== "STEP"
      ? `Cannot start a ${update.Type} that already exists.`
      : `Invalid current ${update.Type} state to ${update.Action}.`,
  );
}

function assertMembers(update: OperationUpdate): void {
  if (update.Action === "FAIL" && update.Payload !== undefined) {
    throw invalid("Cannot provide a Payload for FAIL action.");
  }
  if (update.Action === "SUCCEED" && update.Error !== undefined) {
    throw invalid("Cannot provide an Error for SUCCEED action.");
  }
  if (update.Action === "RETRY" && update.StepOptions === undefined) {
    throw invalid("Invalid StepOptions for the given action.");
  }
  if (update.Type === "WAIT" && update.WaitOptions?.WaitSeconds === undefined) {
    throw invalid("Invalid WaitOptions for the given action.");
  }
  if (update.Type === "CHAINED_INVOKE" && update.ChainedInvokeOptions === undefined) {
    throw invalid("Invalid ChainedInvokeOptions for the given action.");
  }
}

function assertSizes(update: OperationUpdate): void {
  if (
    update.Error !== undefined &&
    Buffer.byteLength(JSON.stringify(update.Error)) > MAX_ERROR_BYTES
  ) {
    throw invalid(`Error object size must be less than ${MAX_ERROR_BYTES} bytes.`);
  }
  if (update.Payload !== undefined && Buffer.byteLength(update.Payload) > MAX_PAYLOAD_BYTES) {
    throw invalid(`${update.Type} payload size must be at most ${MAX_PAYLOAD_BYTES} bytes.`);
  }
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}
