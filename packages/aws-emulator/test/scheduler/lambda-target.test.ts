import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { createLambdaTarget } from "../../src/scheduler/lambda-target.ts";
import { createInbox } from "./fake-target.ts";
import { credentials, functionArn, region } from "./setup-scheduler.ts";

async function setup(respond: (response: ServerResponse) => void = (r) => r.writeHead(202).end()) {
  const calls = createInbox<Record<string, unknown>>();
  const server = createServer(async (request, response) => {
    calls.put({
      path: decodeURIComponent(request.url ?? ""),
      type: request.headers["x-amz-invocation-type"],
      execution: request.headers["x-amz-durable-execution-name"],
      body: await text(request),
    });
    respond(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const lambdaEndpoint = `http://127.0.0.1:${port}`;
  const call = createLambdaTarget({ lambdaEndpoint, region, credentials });
  return { calls, call, server };
}

function fail(status: number, type: string) {
  return (response: ServerResponse) =>
    response.writeHead(status, { "x-amzn-errortype": type }).end(JSON.stringify({ message: type }));
}

it("invokes a function, version or alias as an event with the input", async () => {
  const { call, calls } = await setup();
  await call({ arn: functionArn, input: '{"a":1}' });
  expect(calls.items).toEqual([
    {
      path: `/2015-03-31/functions/${functionArn}/invocations`,
      type: "Event",
      execution: undefined,
      body: '{"a":1}',
    },
  ]);
});

it.each([
  [404, "ResourceNotFoundException", false],
  [409, "DurableExecutionAlreadyStartedException", false],
  [429, "TooManyRequestsException", true],
  [500, "ServiceException", true],
])("takes %i %s for a failure, retryable: %s", async (status, type, retryable) => {
  const { call } = await setup(fail(status, type));
  await expect(call({ arn: functionArn, input: "{}" })).rejects.toMatchObject({
    code: type,
    retryable,
  });
});

it("takes a Lambda that is not there for one that may come back", async () => {
  const { call, server } = await setup();
  server.close();
  await once(server, "close");
  await expect(call({ arn: functionArn, input: "{}" })).rejects.toMatchObject({ retryable: true });
});
