import { AwsError, unknownOperation } from "../service/aws-error.ts";
import { type AwsAnswer, jsonAnswer } from "../service/aws-service.ts";
import type { AwsRequest } from "../service/read-request.ts";
import { createDurableApi, type DurableApiDeps } from "./durable/durable-api.ts";
import { invalid } from "./durable/validate-updates.ts";
import type { InvokeAnswer, InvokeRequest, LambdaService } from "./lambda-service.ts";

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's routes: Invoke, and those of durable executions. */
export function createLambdaApi(deps: { readonly service: LambdaService } & DurableApiDeps) {
  const answerDurable = createDurableApi(deps);

  return async (request: AwsRequest): Promise<AwsAnswer> => {
    const functionName =
      request.method === "POST" ? INVOCATIONS.exec(request.path)?.[1] : undefined;
    if (functionName !== undefined) {
      return await answerInvoke(deps.service, decodeURIComponent(functionName), request);
    }
    const answer = await answerDurable(request);
    if (answer !== undefined) return jsonAnswer(answer);
    throw unknownOperation(404);
  };
}

async function answerInvoke(
  service: LambdaService,
  functionName: string,
  { headers, query, body }: AwsRequest,
): Promise<AwsAnswer> {
  const call: InvokeRequest = {
    functionName,
    qualifier: query.get("Qualifier") ?? undefined,
    payload: body,
    executionName: single(headers["x-amz-durable-execution-name"]),
  };
  switch (single(headers["x-amz-invocation-type"]) ?? "RequestResponse") {
    case "RequestResponse":
      return toAwsAnswer(await service.invoke(call));
    case "Event": {
      const { executionArn: arn } = await service.enqueue(call);
      const told = arn === undefined ? {} : { "x-amz-durable-execution-arn": arn };
      return { status: 202, headers: told, body: "" };
    }
    default:
      throw invalid("InvocationType must be RequestResponse or Event.");
  }
}

function toAwsAnswer({ outcome, version }: InvokeAnswer): AwsAnswer {
  const headers = { "x-amz-executed-version": version };
  switch (outcome.kind) {
    case "succeeded":
      return { status: 200, headers, body: outcome.payload };
    case "failed":
      return {
        status: 200,
        headers: { ...headers, "x-amz-function-error": "Unhandled" },
        body: JSON.stringify(outcome.error),
      };
    case "abandoned":
      throw new AwsError("ServiceException", "The emulator was closed.", { status: 500 });
  }
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
