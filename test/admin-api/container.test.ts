import { describe, expect, it } from "vitest";
import { createContainer } from "../../admin-api/container.ts";
import { createApp } from "../../admin-api/create-app.ts";
import type { AdminApiEnvironment } from "../../admin-api/environment.ts";
import { createLambdaHandler } from "../../admin-api/lambda-handler.ts";
import { eventOf, lambdaContextOf } from "./lambda-invocation.ts";

const environment: AdminApiEnvironment = {
  PAYSHEET_TABLE: "paysheet",
  PAYSHEET_BUCKET: "paysheet",
  PAYSHEET_SCHEDULE_GROUP: "paysheet",
  PAYSHEET_USER_ID_KEY_SECRET_ID: "user-id-key",
  PAYSHEET_DISTRIBUTE_ARN: "arn:aws:lambda:ap-northeast-2:123456789012:function:distribute:live",
  PAYSHEET_TELL_ARN: "arn:aws:lambda:ap-northeast-2:123456789012:function:tell",
  PAYSHEET_SCHEDULER_ROLE_ARN: "arn:aws:iam::123456789012:role/scheduler",
  PAYSHEET_SCHEDULER_DLQ_ARN: "arn:aws:sqs:ap-northeast-2:123456789012:dead",
  PAYSHEET_OIDC_ISSUER: "http://localhost:1/oidc",
  PAYSHEET_OIDC_AUDIENCE: "paysheet",
};

/** A header that is not ASCII, and a body where none belongs. */
const ODD = { headers: { host: "api.example", "x-odd": "홍" }, body: "ignored" };

describe("the admin API's Lambda", () => {
  it("is wired from its environment and answers events of an HTTP API", async () => {
    const deps = createContainer({ ...environment, PAYSHEET_POINTS_RATE_PER_SECOND: "12.5" });
    expect([deps.pointsRatePerSecond, deps.policy.minLeadTimeMs, deps.language]).toEqual([
      12.5,
      60_000,
      "ko",
    ]);
    // Nothing that it was told of stands before it.
    expect(deps.isFromEdge).toBeUndefined();
    expect(createContainer({ ...environment, PAYSHEET_EDGE_SECRET_ID: "edge" })).toHaveProperty(
      "isFromEdge",
      expect.any(Function),
    );
    const handler = createLambdaHandler(createApp(deps));
    const answer = await handler(eventOf("GET", "/api/openapi.json", ODD), lambdaContextOf("r-1"));
    expect(answer).toMatchObject({
      statusCode: 200,
      isBase64Encoded: false,
      headers: { "content-type": "application/json", "x-request-id": "r-1" },
    });
    const missing = await handler(eventOf("GET", "/api/100%?#", ODD), lambdaContextOf("r-2"));
    expect(JSON.parse(missing.body ?? "")).toMatchObject({
      code: "route_not_found",
      requestId: "r-2",
      instance: "/api/100%25%3F%23",
    });
  });

  it.each([
    ["PAYSHEET_TABLE", ""],
    ["PAYSHEET_OIDC_ISSUER", "here"],
    ["PAYSHEET_POINTS_RATE_PER_SECOND", ""],
    ["PAYSHEET_POINTS_RATE_PER_SECOND", "0"],
  ])("does not start with %s=%j", (name, value) => {
    expect(() => createContainer({ ...environment, [name]: value })).toThrow(name);
  });
});
