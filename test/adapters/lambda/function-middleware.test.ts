import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { expect, it, onTestFinished, vi } from "vitest";
import { functionMiddleware } from "../../../adapters/lambda/function-middleware.ts";
import { COLD_START, METRICS_SERVICE } from "../../../adapters/metrics/metric-names.ts";
import { measuredIn } from "../../lambdas/emf-lines.ts";

const USER = "user-7731";
const invocation: Context = {
  functionName: "paysheet-dev-tell",
  functionVersion: "3",
  invokedFunctionArn: "arn:aws:lambda:ap-northeast-2:123456789012:function:tell",
  memoryLimitInMB: "512",
  awsRequestId: "request-1",
  logGroupName: "log",
  logStreamName: "stream",
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 60_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

/** A function in a process of its own, as Lambda starts one, and all that it writes to its log. */
function setup(handle: (log: Logger) => Promise<void>) {
  vi.stubEnv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
  onTestFinished(() => void vi.unstubAllEnvs());
  const written: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, "write").mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
    onTestFinished(() => spy.mockRestore());
  }
  const log = new Logger({ serviceName: "tell" });
  const handler = middy<unknown, void>()
    .use(functionMiddleware(log))
    .handler(() => handle(log));
  const lines = () => written.join("").trim().split("\n");
  return {
    invoke: (awsRequestId: string) => handler({}, { ...invocation, awsRequestId }),
    measured: () => measuredIn(lines()),
    logged: () =>
      lines()
        .filter((line) => !line.startsWith('{"_aws"'))
        .map((line): unknown => JSON.parse(line)),
  };
}

it("names the invocation in every line of the log", async () => {
  const { invoke, logged } = setup(async (log) => log.info("told", { payoutId: "P1" }));
  await invoke("request-1");
  await invoke("request-2");
  expect(logged()).toMatchObject([
    { message: "told", payoutId: "P1", function_request_id: "request-1", cold_start: true },
    { message: "told", payoutId: "P1", function_request_id: "request-2", cold_start: false },
  ]);
});

it("counts a cold start, under the function's name, and nothing of what is warm", async () => {
  const { invoke, measured } = setup(async () => undefined);
  await invoke("request-1");
  await invoke("request-2");
  const { name, unit, dimension } = COLD_START;
  const dimensions = { service: METRICS_SERVICE, [dimension]: invocation.functionName };
  expect(measured()).toEqual([{ name, unit, value: 1, dimensions }]);
});

it("logs what fails once, with what led to it, and throws it on", async () => {
  const answer = Object.assign(new Error(`Slack says ${USER}.`), { code: "http_500", said: USER });
  const failure = Object.assign(new Error("Slack was not told.", { cause: answer }), {
    item: { userId: USER },
  });
  const { invoke, logged } = setup(() => Promise.reject(failure));
  await expect(invoke("request-1")).rejects.toBe(failure);
  expect(logged()).toEqual([
    expect.objectContaining({
      level: "ERROR",
      message: "the invocation failed",
      function_request_id: "request-1",
      error: { name: "Error", message: "Slack was not told.", stack: expect.any(String) },
      causes: [{ name: "Error", code: "http_500", at: expect.stringMatching(/^at /) }],
    }),
  ]);
  expect(JSON.stringify(logged())).not.toContain(USER);
});
