import type { FunctionRegistry } from "../function-registry.ts";
import { type Execution, statusOf } from "./execution.ts";
import type { Executions } from "./executions.ts";
import type { Operation } from "./operation.ts";
import { invalid } from "./validate-updates.ts";

/** Epoch seconds, as the API's answers have them. */
export function toSeconds(epochMs: number): number {
  return epochMs / 1000;
}

/** An operation as an answer has it; the event of an invocation has RFC 3339 instead. */
export function toApiOperation(operation: Operation): object {
  const { StartTimestamp, EndTimestamp, StepDetails, WaitDetails } = operation;
  const NextAttemptTimestamp = secondsOf(StepDetails?.NextAttemptTimestamp);
  const ScheduledEndTimestamp = secondsOf(WaitDetails?.ScheduledEndTimestamp);
  return {
    ...operation,
    StartTimestamp: secondsOf(StartTimestamp),
    EndTimestamp: secondsOf(EndTimestamp),
    StepDetails: StepDetails && { ...StepDetails, NextAttemptTimestamp },
    WaitDetails: WaitDetails && { ...WaitDetails, ScheduledEndTimestamp },
  };
}

function secondsOf(timestamp: string | undefined): number | undefined {
  return timestamp === undefined ? undefined : toSeconds(Date.parse(timestamp));
}

/** The answer of GetDurableExecution. */
export function describeExecution(execution: Execution): object {
  const { start, end } = execution;
  return {
    ...summaryOf(execution),
    InputPayload: start.input,
    Result: end?.result,
    Error: end?.error,
    ExecutionDataIncluded: true,
    Version: start.version,
    DurableConfig: { ExecutionTimeout: toSeconds(start.timeoutAtMs - start.startedAtMs) },
  };
}

function summaryOf(execution: Execution) {
  const { start, end } = execution;
  return {
    DurableExecutionArn: start.arn,
    DurableExecutionName: start.name,
    FunctionArn: start.functionArn,
    Status: statusOf(execution),
    StartTimestamp: toSeconds(start.startedAtMs),
    EndTimestamp: end && toSeconds(end.endedAtMs),
  };
}

const PAGE_ITEMS = 100;

/**
 * The answer of ListDurableExecutionsByFunction, oldest first.
 * @throws {AwsError} ResourceNotFoundException, InvalidParameterValueException
 */
export function listExecutions(
  deps: { readonly registry: FunctionRegistry; readonly executions: Executions },
  functionName: string,
  query: URLSearchParams,
): object {
  const target = deps.registry.resolve(functionName, query.get("Qualifier") ?? undefined);
  const isAsked = executionFilter(query);
  const all = deps.executions
    .ofFunction(target.definition.functionName)
    .map(({ execution }) => execution)
    .filter(({ start }) => target.qualifier === undefined || start.version === target.version)
    .filter(isAsked)
    .sort((a, b) => a.start.startedAtMs - b.start.startedAtMs);
  const { items, nextMarker } = pageOfList(all, query);
  return { DurableExecutions: items.map(summaryOf), NextMarker: nextMarker };
}

/** The page of a list that `Marker` asks for. */
export function pageOfList<T>(all: readonly T[], query: URLSearchParams) {
  const marker = query.get("Marker") || "0";
  if (!/^\d{1,9}$/.test(marker)) throw invalid("Invalid Marker.");
  const from = Number(marker);
  const to = from + PAGE_ITEMS;
  return {
    items: all.slice(from, to),
    nextMarker: to < all.length ? String(to) : undefined,
  };
}

function executionFilter(query: URLSearchParams): (execution: Execution) => boolean {
  const name = query.get("DurableExecutionName");
  const statuses = query.getAll("Statuses");
  return (execution) => {
    if (name !== null && execution.start.name !== name) return false;
    return statuses.length === 0 || statuses.includes(statusOf(execution));
  };
}
