import { randomUUID } from "node:crypto";
import type { Operation } from "./operation.ts";
import { invalid } from "./validate-updates.ts";
import { pageOf } from "./visible-operations.ts";

export interface CheckpointAnswer {
  readonly checkpointToken: string;
  readonly operations: readonly Operation[];
}

/** The invocation that may write to an execution now; there is one at most. */
export interface LiveInvocation {
  readonly requestId: string;
  readonly startedAtMs: number;
  /** What the execution was when it began: pages are cut from this. */
  readonly snapshot: readonly Operation[];
  /** Only the newest token is taken. */
  token: string;
  /** The last checkpoint, in case its answer was lost and it is sent again. */
  last: { token: string; clientToken: string; answer: CheckpointAnswer } | undefined;
}

export function newToken(executionId: string, requestId: string): string {
  const parts = { executionId, requestId, nonce: randomUUID() };
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The event of an invocation: the execution's first page, and what others changed meanwhile. */
export function invocationPayload(
  arn: string,
  { token, snapshot }: LiveInvocation,
  changedMeanwhile: Iterable<string>,
): string {
  const { operations, nextMarker } = pageOf(snapshot, undefined);
  return JSON.stringify({
    DurableExecutionArn: arn,
    CheckpointToken: token,
    UpdatedOperationIds: [...changedMeanwhile],
    InitialExecutionState: { Operations: operations, NextMarker: nextMarker },
  });
}

/**
 * @returns the answer given before, when this is the same request again
 * @throws {AwsError} InvalidParameterValueException for a token that is not the newest: a worker
 *   that was given up, or an execution that is over. The SDK tells this from other refusals by the
 *   message's first words and ends only the invocation.
 */
export function checkToken(
  live: LiveInvocation | undefined,
  token: string,
  clientToken: string | undefined,
): CheckpointAnswer | undefined {
  if (live?.token === token) return undefined;
  if (live?.last?.token === token && live.last.clientToken === clientToken) return live.last.answer;
  throw staleToken();
}

export function staleToken(): Error {
  return invalid("Invalid Checkpoint Token: it is not the execution's newest.");
}
