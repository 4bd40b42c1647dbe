import { randomUUID } from "node:crypto";
import type { Execution, ExecutionStatus } from "./execution.ts";

/** What Lambda puts on the default event bus when an execution's status changes. */
export interface StatusChangeEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": "Durable Execution Status Change";
  readonly source: "aws.lambda";
  readonly account: string;
  /** RFC 3339 UTC, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly durableExecutionArn: string;
    readonly durableExecutionName: string;
    readonly functionArn: string;
    readonly status: ExecutionStatus;
    readonly startTimestamp: string;
    /** Of an execution that is over. */
    readonly endTimestamp?: string;
  };
}

export function statusChangeEvent(
  { start, end }: Execution,
  status: ExecutionStatus,
  place: { readonly region: string; readonly accountId: string },
): StatusChangeEvent {
  const isOver = status !== "RUNNING" && end !== undefined;
  const atMs = isOver ? end.endedAtMs : start.startedAtMs;
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Durable Execution Status Change",
    source: "aws.lambda",
    account: place.accountId,
    time: new Date(atMs).toISOString().replace(/\.\d+Z$/, "Z"),
    region: place.region,
    resources: [],
    detail: {
      durableExecutionArn: start.arn,
      durableExecutionName: start.name,
      functionArn: start.functionArn,
      status,
      startTimestamp: new Date(start.startedAtMs).toISOString(),
      ...(isOver ? { endTimestamp: new Date(end.endedAtMs).toISOString() } : {}),
    },
  };
}
