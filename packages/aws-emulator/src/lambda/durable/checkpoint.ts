import { applyUpdate } from "./apply-update.ts";
import type { ExecutionRunner } from "./execution-runner.ts";
import { type CheckpointAnswer, checkToken, newToken, staleToken } from "./live-invocation.ts";
import type { OperationChange, OperationUpdate } from "./operation.ts";
import { brokenQuota } from "./quotas.ts";
import { invalid, validateBatch, validateUpdate } from "./validate-updates.ts";
import { type OperationPage, pageOf } from "./visible-operations.ts";

export interface CheckpointRequest {
  readonly token: string;
  readonly clientToken: string | undefined;
  readonly updates: readonly OperationUpdate[];
}

/**
 * Takes a checkpoint as a whole or refuses it as a whole. The answer holds what changed since the
 * last one: by this checkpoint, by time and by others.
 * @throws {AwsError} InvalidParameterValueException
 */
export async function checkpoint(
  runner: ExecutionRunner,
  request: CheckpointRequest,
): Promise<CheckpointAnswer> {
  return await runner.serial(async () => {
    const { execution } = runner;
    const live = execution.end === undefined ? runner.live() : undefined;
    const repeated = checkToken(live, request.token, request.clientToken);
    if (repeated !== undefined) return repeated;
    if (live === undefined) throw staleToken();
    const changes = planChanges(runner, request.updates, Date.now());
    await assertQuotas(runner, changes, request.updates);
    if (changes.length > 0) await runner.commit(changes, sizeOf(request.updates));
    const told = new Set([...changes.map(({ operation }) => operation.Id), ...runner.untold]);
    runner.untold.clear();
    runner.setAlarm();
    live.token = newToken(execution.start.executionId, live.requestId);
    const operations = [...told].flatMap((id) => execution.operations.get(id)?.operation ?? []);
    const answer = { checkpointToken: live.token, operations };
    const { token, clientToken } = request;
    live.last = clientToken === undefined ? undefined : { token, clientToken, answer };
    return answer;
  });
}

/**
 * A page of what the execution was when its invocation began.
 * @throws {AwsError} InvalidParameterValueException
 */
export function readState(
  runner: ExecutionRunner,
  request: { token: string; marker: string | undefined; maxItems: number | undefined },
): OperationPage {
  const live = runner.execution.end === undefined ? runner.live() : undefined;
  if (live?.token !== request.token) throw staleToken();
  const { marker } = request;
  if (marker !== undefined && !/^\d{1,6}$/.test(marker)) throw invalid("Invalid Marker.");
  return pageOf(live.snapshot, marker, request.maxItems);
}

/** Every change in its order, also those that a later one of the same request overtakes. */
function planChanges(
  { execution }: ExecutionRunner,
  updates: readonly OperationUpdate[],
  nowMs: number,
): OperationChange[] {
  validateBatch(updates);
  const planned = new Map<string, OperationChange>();
  const changes: OperationChange[] = [];
  const find = (id: string) => (planned.get(id) ?? execution.operations.get(id))?.operation;
  for (const update of updates) {
    validateUpdate(update, find);
    const change = applyUpdate(find(update.Id), update, nowMs);
    planned.set(update.Id, change);
    changes.push(change);
  }
  return changes;
}

async function assertQuotas(
  { execution, finish }: ExecutionRunner,
  changes: readonly OperationChange[],
  updates: readonly OperationUpdate[],
): Promise<void> {
  const ids = new Set(changes.map(({ operation }) => operation.Id));
  const fresh = [...ids].filter((id) => !execution.operations.has(id));
  const error = brokenQuota({
    operations: execution.operations.size + fresh.length,
    stateBytes: execution.storedBytes + sizeOf(updates),
  });
  if (error === undefined) return;
  await finish({ status: "FAILED", error });
  throw invalid(`${error.ErrorMessage}`);
}

function sizeOf(updates: readonly OperationUpdate[]): number {
  let bytes = 0;
  for (const update of updates) bytes += Buffer.byteLength(JSON.stringify(update));
  return bytes;
}
