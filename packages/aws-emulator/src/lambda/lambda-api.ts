import { AwsError } from "../service/aws-error.ts";
import type { AwsRequest } from "../service/read-request.ts";
import { createDurableApi, type DurableApiDeps } from "./durable/durable-api.ts";
import { invalid } from "./durable/validate-updates.ts";
import type { HttpAnswer } from "./http-server.ts";
import type { InvokeAnswer, InvokeRequest, LambdaService } from "./lambda-service.ts";

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's routes: Invoke, and those of durable executions. */
export function createLambdaApi(deps: { readonly service: LambdaService } & DurableApiDeps) {
  const answerDurable = createDurableApi(deps);

  return async (request: AwsRequest): Promise<HttpAnswer> => {
    const functionName =
      request.method === "POST" ? INVOCATIONS.exec(request.path)?.[1] : undefined;
    if (functionName !== undefined) {
      return await answerInvoke(deps.service, decodeURIComponent(functionName), request);
    }
    const answer = await answerDurable(request);
    if (answer !== undefined) return { status: 200, body: JSON.stringify(answer) };
    throw new AwsError("UnknownOperationException", "The emulator has no such operation.", {
      status: 404,
    });
  };
}

async function answerInvoke(
  service: LambdaService,
  functionName: string,
  { headers, query, body }: AwsRequest,
): Promise<HttpAnswer> {
  const call: InvokeRequest = {
    functionName,
    qualifier: query.get("Qualifier") ?? undefined,
    payload: body,
    executionName: single(headers["x-amz-durable-execution-name"]),
  };
  switch (single(headers["x-amz-invocation-type"]) ?? "RequestResponse") {
    case "RequestResponse":
      return toHttpAnswer(await service.invoke(call));
    case "Event": {
      const { executionArn } = await service.enqueue(call);
      return { status: 202, headers: executionHeader(executionArn), body: "" };
    }
    case "DryRun":
      service.check(call);
      return { status: 204, body: "" };
    default:
      throw invalid("InvocationType must be RequestResponse, Event or DryRun.");
  }
}

function toHttpAnswer({ outcome, version, executionArn }: InvokeAnswer): HttpAnswer {
  const headers = { "x-amz-executed-version": version, ...executionHeader(executionArn) };
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

function executionHeader(arn: string | undefined): Record<string, string> {
  return arn === undefined ? {} : { "x-amz-durable-execution-arn": arn };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
