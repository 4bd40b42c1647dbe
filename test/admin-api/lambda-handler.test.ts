import { OpenAPIHono } from "@hono/zod-openapi";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect, it } from "vitest";
import type { AdminApiEnv } from "../../admin-api/admin-api.ts";
import { createLambdaHandler } from "../../admin-api/lambda-handler.ts";
import { eventOf, lambdaContextOf } from "./lambda-invocation.ts";

/** A handler that answers with the request as the app got it. */
function setup() {
  const app = new OpenAPIHono<AdminApiEnv>();
  app.get("/sheet", (c) =>
    c.body(Uint8Array.of(0, 255).buffer, 200, { "content-type": "application/vnd.ms-excel" }),
  );
  app.all("*", async (c) =>
    c.json({
      url: c.req.url,
      odd: c.req.header("x-odd"),
      body: Buffer.from(await c.req.arrayBuffer()).toString("hex"),
      requestId: c.env.lambdaContext?.awsRequestId,
    }),
  );
  const handler = createLambdaHandler(app);
  return async (method: string, rawPath: string, more: Partial<APIGatewayProxyEventV2> = {}) => {
    const answer = await handler(eventOf(method, rawPath, more), lambdaContextOf("r-1"));
    return answer.isBase64Encoded ? answer : { ...answer, body: JSON.parse(answer.body ?? "") };
  };
}

it("hands the app the request with the address that was asked for", async () => {
  const call = setup();
  const { body } = await call("GET", "/api/users/a#b%c/d e/payments", {
    rawQueryString: "limit=2&cursor=a%20b",
  });
  expect(body).toMatchObject({
    url: "https://api.example/api/users/a%23b%25c%2Fd%20e/payments?limit=2&cursor=a%20b",
    requestId: "r-1",
  });
});

it("hands on bodies as they were sent, and none where there can be none", async () => {
  const call = setup();
  const bodies = [
    await call("POST", "/", { body: "홍" }),
    await call("POST", "/", { body: "AP8=", isBase64Encoded: true }),
    await call("POST", "/"),
    await call("GET", "/", { body: "ignored" }),
  ].map(({ body }) => body.body);
  expect(bodies).toEqual([Buffer.from("홍").toString("hex"), "00ff", "", ""]);
});

it("takes headers in letters that HTTP does not have", async () => {
  const call = setup();
  const { statusCode, body } = await call("GET", "/", { headers: { "x-odd": "홍" } });
  expect([statusCode, body.odd]).toEqual([200, "%ED%99%8D"]);
});

it("answers with files in base64", async () => {
  expect(await setup()("GET", "/sheet")).toMatchObject({
    statusCode: 200,
    headers: { "content-type": "application/vnd.ms-excel" },
    isBase64Encoded: true,
    body: "AP8=",
  });
});
