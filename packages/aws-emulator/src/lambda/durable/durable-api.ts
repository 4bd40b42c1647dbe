import * as z from "zod";
import type { AwsRequest } from "../../service/read-request.ts";
import type { FunctionRegistry } from "../function-registry.ts";
import { checkpoint, readState } from "./checkpoint.ts";
import {
  describeExecution,
  listExecutions,
  pageOfList,
  toApiOperation,
  toSeconds,
} from "./describe.ts";
import type { ExecutionRunner } from "./execution-runner.ts";
import type { Executions } from "./executions.ts";
import { historyOf } from "./history.ts";
import { operationUpdateSchema } from "./operation.ts";
import { invalid } from "./validate-updates.ts";

export interface DurableApiDeps {
  readonly registry: FunctionRegistry;
  readonly executions: Executions;
}

const EXECUTION =
  /^\/2025-12-01\/durable-executions\/([^/]+)(?:\/(checkpoint|state|stop|history))?$/;
const LIST = /^\/2025-12-01\/functions\/([^/]+)\/durable-executions$/;

const checkpointSchema = z.object({
  CheckpointToken: z.string().min(1),
  ClientToken: z.string().optional(),
  Updates: z.array(operationUpdateSchema).default([]),
});

/** The operations on durable executions; undefined for a request that is none of them. */
export function createDurableApi(deps: DurableApiDeps) {
  return async (request: AwsRequest): Promise<object | undefined> => {
    const { method, path, query } = request;
    const [, arn, part = ""] = EXECUTION.exec(path) ?? [];
    if (arn !== undefined) {
      const runner = deps.executions.get(decodeURIComponent(arn));
      return await answerExecution(runner, `${method} ${part}`, request);
    }
    const functionName = LIST.exec(path)?.[1];
    if (functionName === undefined || method !== "GET") return undefined;
    return listExecutions(deps, decodeURIComponent(functionName), query);
  };
}

async function answerExecution(
  runner: ExecutionRunner,
  call: string,
  { body, query }: AwsRequest,
): Promise<object | undefined> {
  switch (call) {
    case "POST checkpoint": {
      const input = parse(checkpointSchema, body);
      const { CheckpointToken: token, ClientToken: clientToken, Updates: updates } = input;
      const answer = await checkpoint(runner, { token, clientToken, updates });
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
      if (body !== "" && body !== "{}") {
        throw invalid("The emulator stops executions without an Error.");
      }
      await runner.stop();
      return { StopTimestamp: toSeconds(runner.execution.end?.endedAtMs ?? Date.now()) };
    }
    case "GET history": {
      const { items, nextMarker } = pageOfList(historyOf(await runner.history()), query);
      return { Events: items, NextMarker: nextMarker };
    }
    case "GET ":
      return describeExecution(runner.execution);
    default:
      return undefined;
  }
}

function parse<T>(schema: z.ZodType<T>, body: string): T {
  try {
    return schema.parse(JSON.parse(body));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw invalid(`The request is not valid: ${why}`);
  }
}
