import { type Execution, executionOperation } from "./execution.ts";
import type { Operation } from "./operation.ts";

const PAGE_ITEMS = 1000;
/** The event of an invocation is at most 6 MB; its other members and escapes need room. */
const PAGE_BYTES = 3 * 1024 * 1024;

/**
 * What a replay needs: the EXECUTION operation first, then all others but those inside a context
 * that is over and keeps its own result.
 */
export function visibleOperations(execution: Execution): Operation[] {
  const hidden = new Set<string>();
  const visible = [executionOperation(execution)];
  for (const { operation } of execution.operations.values()) {
    if (isHidden(operation)) hidden.add(operation.Id);
    else visible.push(operation);
  }
  return visible;

  function isHidden({ ParentId }: Operation): boolean {
    if (ParentId === undefined) return false;
    const parent = execution.operations.get(ParentId)?.operation;
    if (parent?.Status !== "SUCCEEDED" && parent?.Status !== "FAILED") return false;
    return parent.ContextDetails?.ReplayChildren !== true || hidden.has(ParentId);
  }
}

export interface OperationPage {
  readonly operations: readonly Operation[];
  readonly nextMarker: string | undefined;
}

/** @param marker where the page before ended: an index, as text */
export function pageOf(
  operations: readonly Operation[],
  marker: string | undefined,
  maxItems = PAGE_ITEMS,
): OperationPage {
  const from = Number(marker ?? 0);
  const limit = Math.min(operations.length, from + Math.min(Math.max(1, maxItems), PAGE_ITEMS));
  let to = from;
  for (let bytes = 0; to < limit && (to === from || bytes < PAGE_BYTES); to += 1) {
    bytes += Buffer.byteLength(JSON.stringify(operations[to]));
  }
  return {
    operations: operations.slice(from, to),
    nextMarker: to < operations.length ? String(to) : undefined,
  };
}
