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
