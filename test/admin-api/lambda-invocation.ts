import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { LambdaContext } from "hono/aws-lambda";

/** What Lambda tells an invocation of itself. */
export function lambdaContextOf(awsRequestId: string): LambdaContext {
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: "admin-api",
    functionVersion: "1",
    invokedFunctionArn: "arn:aws:lambda:ap-northeast-2:123456789012:function:admin-api",
    memoryLimitInMB: "512",
    logGroupName: "/aws/lambda/admin-api",
    logStreamName: "stream",
    getRemainingTimeInMillis: () => 30_000,
  };
}

/** A request as API Gateway's HTTP API hands it to the function. */
export function eventOf(
  method: string,
  rawPath: string,
  more: Partial<APIGatewayProxyEventV2> = {},
): APIGatewayProxyEventV2 {
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString: "",
    headers: { host: "api.example" },
    isBase64Encoded: false,
    requestContext: {
      accountId: "1",
      apiId: "a",
      domainName: "api.example",
      domainPrefix: "api",
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "1.1.1.1", userAgent: "t" },
      requestId: "r-0",
      routeKey: "$default",
      stage: "$default",
      time: "21/Nov/2026:00:00:00 +0000",
      timeEpoch: 0,
    },
    ...more,
  };
}
