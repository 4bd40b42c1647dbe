import * as z from "zod";
import type { AwsRequest } from "../../service/read-request.ts";
import type { FunctionRegistry } from "../function-registry.ts";
import { toTimestamp } from "./apply-update.ts";
import { decodeCallbackId } from "./callback-id.ts";
import { checkpoint, readState } from "./checkpoint.ts";
import {
  describeExecution,
  listExecutions,
  pageOfList,
  toApiOperation,
  toSeconds,
} from "./describe.ts";
import type { JournalRecord } from "./execution.ts";
import type { ExecutionRunner } from "./execution-runner.ts";
import type { Executions } from "./executions.ts";
import { historyOf } from "./history.ts";
import { errorObjectSchema, type Operation, operationUpdateSchema } from "./operation.ts";
import type { Quotas } from "./quotas.ts";
import { invalid } from "./validate-updates.ts";

export interface DurableApiDeps {
  readonly registry: FunctionRegistry;
  readonly executions: Executions;
  readonly quotas: Quotas;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
}

const EXECUTION =
  /^\/2025-12-01\/durable-executions\/([^/]+)(?:\/(checkpoint|state|stop|history))?$/;
const LIST = /^\/2025-12-01\/functions\/([^/]+)\/durable-executions$/;
const CALLBACK = /^\/2025-12-01\/durable-execution-callbacks\/([^/]+)\/(succeed|fail|heartbeat)$/;

const checkpointSchema = z.object({
  CheckpointToken: z.string().min(1),
  ClientToken: z.string().optional(),
  Updates: z.array(operationUpdateSchema).default([]),
});

/** The operations on durable executions; undefined for a request that is none of them. */
export function createDurableApi(deps: DurableApiDeps) {
  return async (request: AwsRequest): Promise<object | undefined> => {
    const execution = EXECUTION.exec(request.path);
    if (execution !== null) {
      const runner = deps.executions.get(decodeURIComponent(execution[1] ?? ""));
      return await answerExecution(
        deps,
        runner,
        `${request.method} ${execution[2] ?? ""}`,
        request,
      );
    }
    const list = LIST.exec(request.path);
    if (list !== null && request.method === "GET") {
      return listExecutions(deps, decodeURIComponent(list[1] ?? ""), request.query);
    }
    const callback = CALLBACK.exec(request.path);
    if (callback === null || request.method !== "POST") return undefined;
    await answerCallback(deps, decodeURIComponent(callback[1] ?? ""), callback[2] ?? "", request);
    return {};
  };
}

async function answerExecution(
  deps: DurableApiDeps,
  runner: ExecutionRunner,
  call: string,
  { body, query }: AwsRequest,
): Promise<object | undefined> {
  switch (call) {
    case "POST checkpoint": {
      const input = parse(checkpointSchema, body);
      const { CheckpointToken: token, ClientToken: clientToken, Updates: updates } = input;
      const answer = await checkpoint(runner, { token, clientToken, updates }, deps);
      const Operations = answer.operations.map(toApiOperation);
      return { CheckpointToken: answer.checkpointToken, NewExecutionState: { Operations } };
    }
    case "GET state": {
      const page = readState(runner, {
        token: query.get("CheckpointToken") ?? "",
        marker: query.get("Marker") ?? undefined,
        maxItems: Number(query.get("MaxItems") ?? undefined) || undefined,
      });
      return { Operations: page.operations.map(toApiOperation), NextMarker: page.nextMarker };
    }
    case "POST stop": {
      await runner.stop(body === "" ? undefined : parse(errorObjectSchema, body));
      return { StopTimestamp: toSeconds(runner.execution.end?.endedAtMs ?? deps.nowMs()) };
    }
    case "GET history":
      return historyPage(await runner.history(), query);
    case "GET ":
      return describeExecution(runner.execution, query.get("IncludeExecutionData") !== "false");
    default:
      return undefined;
  }
}

function historyPage(records: readonly JournalRecord[], query: URLSearchParams): object {
  const events = historyOf(records, query.get("IncludeExecutionData") === "true");
  const { items, nextMarker } = pageOfList(events, query);
  return { Events: items, NextMarker: nextMarker };
}

async function answerCallback(
  deps: DurableApiDeps,
  callbackId: string,
  call: string,
  { body }: AwsRequest,
): Promise<void> {
  const callback = decodeCallbackId(callbackId);
  const runner = callback && deps.executions.find(callback.executionId);
  if (callback === undefined || runner === undefined) throw invalid("Invalid callback id.");
  const { operationId } = callback;
  const EndTimestamp = toTimestamp(deps.nowMs());
  const isTaken =
    call === "heartbeat"
      ? await runner.heartbeat(operationId)
      : await runner.changeFromOutside(operationId, (operation) =>
          call === "fail"
            ? failCallback({ ...operation, EndTimestamp }, body)
            : succeedCallback({ ...operation, EndTimestamp }, body),
        );
  if (!isTaken) throw invalid("The callback is already completed.");
}

function succeedCallback(operation: Operation, body: string): Operation {
  const CallbackDetails = { ...operation.CallbackDetails, Result: body === "" ? undefined : body };
  return { ...operation, Status: "SUCCEEDED", CallbackDetails };
}

function failCallback(operation: Operation, body: string): Operation {
  const error = parse(errorObjectSchema, body === "" ? "{}" : body);
  const CallbackDetails = { ...operation.CallbackDetails, Error: error };
  return { ...operation, Status: "FAILED", CallbackDetails };
}

function parse<T>(schema: z.ZodType<T>, body: string): T {
  try {
    return schema.parse(JSON.parse(body));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw invalid(`The request is not valid: ${why}`);
  }
}
